package gochat.journal;

import gochat.room.RoomId;
import java.util.UUID;

/// Which of their rooms users don't want to see. A direct conversation is hidden up to its next
/// event, another room until it is shown again; who leaves a room and comes again sees it.
///
/// All methods wait for the disk and are for any thread. They throw a [JournalException] when the
/// disk fails.
public interface HiddenRooms {
  /// Durable when this returns.
  ///
  /// @return false when `user` is no member of the room, or has to be: nothing was done
  boolean set(UUID user, RoomId room, boolean isHidden);
}
