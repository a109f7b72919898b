package gochat.journal;

import gochat.limit.RoomLimit;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Up to where everybody has read.
///
/// All methods wait for the disk and are for any thread. They throw a [JournalException] when the
/// disk fails.
public interface ReadMarkers {
  /// How far counts go.
  int COUNT_MAX = RoomLimit.UNREAD.standardInt();

  /// @param readSeq up to where the user has read; never less than it was, also when the user left
  ///   and came again. Who has not said so has read up to where it first became a member, or
  ///   nothing
  /// @param messages by others, not deleted, behind it; at most [#COUNT_MAX]
  /// @param mentions those behind it that mention the user; at most [#COUNT_MAX]
  record Unread(long readSeq, int messages, int mentions) {}

  /// Moves the marker of `user` to `seq`, never back and never past the room's head. Durable when
  /// this returns.
  ///
  /// @return where it is now
  long advance(UUID user, RoomId room, long seq);

  /// @return one for each room
  Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms);

  /// Removes all markers of `user`, whose identity ended.
  void forget(UUID user);
}
