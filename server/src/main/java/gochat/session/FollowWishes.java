package gochat.session;

import gochat.room.RoomId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The rooms and users that a v1 client wants to follow from the start of a stream.
///
/// @param cursors the positions to go on from, at most one for each room
/// @param from the start of rooms without a cursor
/// @param rooms public rooms to follow without being a member
/// @param catchUpMax the most missed events of a room, 0 for all
/// @param watched the users whose presence is wanted
public record FollowWishes(
    List<Cursor> cursors, From from, List<RoomId> rooms, int catchUpMax, Set<UUID> watched) {
  public static final FollowWishes NONE =
      new FollowWishes(List.of(), From.END, List.of(), 0, Set.of());

  public enum From {
    END,
    START,
    /// Behind the event by which the user became a member; [#END] where the user is no member, in
    /// `lobby` and in `audit`.
    JOINED
  }

  /// @param epoch 0 when the client doesn't know it
  /// @param seq the seq of the last event that the client has, 0 for none
  public record Cursor(RoomId room, long epoch, long seq) {}
}
