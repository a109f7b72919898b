package gochat.shard;

import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.List;

/// What one turn of a shard brought forth in one room: recorded, and now to be delivered.
///
/// @param entries consecutive; may be empty when there are whispers
/// @param whispers in the order in which they were sent
public record Turn(RoomId room, List<LogEntry> entries, List<Whispered> whispers) {
  /// @param after the seq behind which it was sent
  /// @param undelivered is run, on any thread, when the receiver has gone
  record Whispered(Command.Whisper whisper, long after, Follower receiver, Runnable undelivered) {}
}
