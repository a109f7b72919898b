package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Turn;
import gochat.transfer.BadExport;
import gochat.transfer.EventLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The message that tells of the events of a turn. It has the subject of the room, as [HeadFrame].
final class TurnFrame {
  private static final byte KIND = 3;
  private static final int FIXED_BYTES = 2 + Long.BYTES;

  /// Of longer turns only the head is told: to read so many from the log costs no more.
  private static final int ENTRIES_MAX = 32;

  private static final int BYTES_MAX = 256 * 1024;

  private TurnFrame() {}

  /// @return empty when the turn is too long, or has an event whose text is erased by now
  static Optional<byte[]> of(Turn turn) {
    List<LogEntry> told = turn.entries();
    if (told.size() > ENTRIES_MAX || !told.stream().allMatch(EventLine::has)) {
      return Optional.empty();
    }
    byte[] room = turn.room().value().getBytes(UTF_8);
    byte[] lines = told.stream().map(EventLine::of).collect(joining("\n")).getBytes(UTF_8);
    int length = FIXED_BYTES + room.length + lines.length;
    if (length > BYTES_MAX) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).put(KIND).putLong(turn.epoch());
    return Optional.of(FrameBytes.putShort(bytes, room).put(lines).array());
  }

  /// @return empty for a message of another kind, or of a later version
  static Optional<Turn> parse(byte[] message) {
    if (message.length < FIXED_BYTES || message[0] != KIND) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message, 1, message.length - 1);
    long epoch = bytes.getLong();
    RoomId room = new RoomId(FrameBytes.shortText(bytes));
    List<LogEntry> entries = new ArrayList<>();
    try {
      for (String line : FrameBytes.text(bytes).lines().toList()) {
        entries.add(EventLine.parse(line));
      }
    } catch (BadExport _) {
      return Optional.empty();
    }
    return Optional.of(new Turn(room, epoch, entries));
  }
}
