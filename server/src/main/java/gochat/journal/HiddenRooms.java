package gochat.journal;

import gochat.room.RoomId;
import java.util.UUID;

/// The rooms that users have hidden from their lists. A hidden direct conversation appears again
/// with its next event, another hidden room when the user shows it or becomes a member again.
///
/// All methods may be called by any thread and may wait for the disk. They throw a
/// [JournalException] when the disk fails.
public interface HiddenRooms {
  /// Hides or shows a room. The change is durable when this returns.
  ///
  /// @return false when `user` is not a member or the room is `lobby`; nothing was changed
  boolean set(UUID user, RoomId room, boolean isHidden);
}
