package gochat.peer;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.UUID;

/// Gets what other servers have done within seconds. It may also get what this server did, and the
/// same again. One thread calls it at a time; it must not wait.
public interface PeerNews {
  /// A user became a member of a room with the event `seq`.
  void arrived(UUID user, RoomId room, long seq);

  /// A user stopped being a member of a room.
  void departed(UUID user, RoomId room, LogEntry departure);

  /// A token has ended.
  void tokenEnded(UUID token);
}
