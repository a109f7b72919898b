package gochat.session;

import gochat.room.RoomId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What a v1 client wants to be told from the start of a stream on.
///
/// @param cursors where to go on, at most one for each room; a room without one is followed from
///   its log's end
/// @param rooms public rooms to follow without being a member
/// @param catchUpMax at most so many missed events of a room; 0 for all
/// @param watched whose presence is wanted
public record FollowWishes(
    List<Cursor> cursors, List<RoomId> rooms, int catchUpMax, Set<UUID> watched) {
  public static final FollowWishes NONE = new FollowWishes(List.of(), List.of(), 0, Set.of());

  /// @param epoch 0 when the client does not know it yet
  /// @param seq the last event that the client has, 0 for none
  public record Cursor(RoomId room, long epoch, long seq) {}
}
