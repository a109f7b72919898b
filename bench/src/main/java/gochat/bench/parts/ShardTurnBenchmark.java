package gochat.bench.parts;

import gochat.room.Command;
import gochat.room.GuestRooms;
import gochat.room.RoomCreation;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.Submitter;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// From messages in the inbox to their replies, with a journal that records nothing: the cost of a
/// turn without the disk.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class ShardTurnBenchmark {
  private static final int INBOX_MAX = 10_000;

  private static final RoomPolicy POLICY =
      new RoomPolicy(Samples.TEXT_BYTES_MAX, RoomCreation.ACCOUNTS, GuestRooms.ALL);

  @Param({"1", "64"})
  private int messages;

  private Shard shard;
  private String text;
  private long sent;
  private long answered;

  @Setup
  public void start() {
    shard =
        new Shard(
            new DiscardingJournal(),
            new ShardConfig(INBOX_MAX, POLICY),
            InstantSource.system(),
            _ -> {});
    text = Samples.text(100);
  }

  @Benchmark
  public long turn() {
    for (int i = 0; i < messages; i++) {
      UUID id = Ids.ORDERED.of(sent++);
      boolean isTaken =
          shard.submit(
              RoomId.LOBBY,
              new Command.Post(Samples.AUTHOR, id, text),
              new Submitter(_ -> answered++, () -> {}));
      if (!isTaken) {
        throw new IllegalStateException("the inbox is full");
      }
    }
    shard.turn();
    if (answered != sent) {
      throw new IllegalStateException("answers: " + answered + " (expected: " + sent + ")");
    }
    return answered;
  }
}
