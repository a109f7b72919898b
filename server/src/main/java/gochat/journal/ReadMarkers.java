package gochat.journal;

import gochat.limit.RoomLimit;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// The read markers of users: a position in each room.
///
/// All methods may be called by any thread and may wait for the disk. They throw a
/// [JournalException] when the disk fails.
public interface ReadMarkers {
  /// The largest count.
  int COUNT_MAX = RoomLimit.UNREAD.standardInt();

  /// @param readSeq the user's read marker, which never goes back, even if the user leaves and
  ///   joins again. Without a marker it is the event with which the user first became a member, or
  ///   0
  /// @param messages messages of other users after the marker, without deleted ones; at most
  ///   [#COUNT_MAX]
  /// @param mentions those of them that mention the user; at most [#COUNT_MAX]
  record Unread(long readSeq, int messages, int mentions) {}

  /// Moves the marker of `user` to `seq`, but never back and never beyond the room's head. The
  /// change is durable when this returns.
  ///
  /// @return the marker's position
  long advance(UUID user, RoomId room, long seq);

  /// @return an entry for each of `rooms`
  Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms);

  /// Removes all markers of `user`, when its identity has ended.
  void forget(UUID user);
}
