package gochat.bench.parts;

import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Turn;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The messages of the benchmarks.
public final class Samples {
  /// The server's default configuration.
  public static final int TEXT_BYTES_MAX = 65_536;

  static final Author AUTHOR =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private Samples() {}

  static String text(int bytes) {
    return "x".repeat(bytes);
  }

  static RoomEvent message(@Nullable UUID id, String text) {
    return new RoomEvent.Posted(AUTHOR, 1_700_000_000_000L, id, text);
  }

  /// A turn of `lobby` with this number of messages of 100 bytes.
  public static Turn turn(int messages) {
    List<LogEntry> entries =
        IntStream.rangeClosed(1, messages)
            .mapToObj(seq -> new LogEntry(seq, message(Ids.ORDERED.of(seq), text(100))))
            .toList();
    return new Turn(RoomId.LOBBY, 1, entries);
  }
}
