package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShardedRoomsTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private final BusyJournal journal = new BusyJournal();
  private final Map<RoomId, Shard> decidedBy = new HashMap<>();
  private final List<Shard> shards = Stream.generate(this::shard).limit(4).toList();
  private final Rooms rooms = new ShardedRooms(shards);
  private final List<Outcome> outcomes = new ArrayList<>();

  private Shard shard() {
    Shard[] self = new Shard[1];
    self[0] =
        new Shard(
            journal,
            new ShardConfig(100, TestPolicy.of(1_000)),
            InstantSource.system(),
            turns ->
                turns.forEach(turn ->
                    assertThat(decidedBy.putIfAbsent(turn.room(), self[0])).isIn(null, self[0])));
    return self[0];
  }

  @Test
  void aRoomIsAlwaysRunByTheSameShard() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) {
        create(new RoomId("room " + i), RoomKind.PRIVATE, "name");
      }
      run();
    }

    assertThat(decidedBy).hasSize(100);
    assertThat(decidedBy.values()).containsAll(shards);
  }

  @Test
  void aFenceIsReachedBehindWhatWasSubmittedForAnyRoom() {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Command create =
          new Command.Create(ALICE, RoomKind.PRIVATE, new RoomName("name", "name"), "");
      rooms.submit(
          new RoomId("room " + i), create, new Submitter(_ -> order.add("room"), () -> {}));
    }
    rooms.fence(() -> order.add("fence"));
    run();

    assertThat(order).hasSize(21).last().isEqualTo("fence");
  }

  @Test
  void aPublicNameThatTwoShardsTakeAtOnceIsGivenOnce() {
    RoomId first = new RoomId("first");
    RoomId other =
        IntStream.range(0, 100)
            .mapToObj(i -> new RoomId("other " + i))
            .filter(room -> shardOf(room) != shardOf(first))
            .findFirst()
            .orElseThrow();
    create(first, RoomKind.PUBLIC, "Name");
    create(other, RoomKind.PUBLIC, "name");
    // Both have looked when the second one records first.
    journal.meanwhile = () -> shardOf(other).turn();
    shardOf(first).turn();

    assertThat(outcomes)
        .containsExactly(new Outcome.Stored(1), new Outcome.Rejected(Rejection.NAME_TAKEN));
    assertThat(journal.head(first)).isZero();
    assertThat(journal.head(other)).isEqualTo(1);
  }

  private Shard shardOf(RoomId room) {
    return shards.get(Math.floorMod(room.value().hashCode(), shards.size()));
  }

  private void create(RoomId room, RoomKind kind, String name) {
    Command create =
        new Command.Create(ALICE, kind, new RoomName(name, name.toLowerCase(Locale.ROOT)), "");
    rooms.submit(room, create, new Submitter(outcomes::add, () -> {}));
  }

  private void run() {
    while (shards.stream().map(Shard::turn).toList().contains(true)) {
      // Each step may give the other parts something to do.
    }
  }

  private static final class BusyJournal extends TestJournal {
    /// Happens during the next append.
    Runnable meanwhile = () -> {};

    @Override
    public AppendResult append(List<Batch> batches) {
      Runnable now = meanwhile;
      meanwhile = () -> {};
      now.run();
      return super.append(batches);
    }
  }
}
