package gochat.shard;

import gochat.room.Command;
import gochat.room.RoomId;

/// Port: the rooms at work, as sessions and calls see them.
///
/// All methods are for all threads and don't wait. Requests for one room are handled in the order
/// in which they were submitted.
public interface Rooms {
  /// A position to follow from: the log's end, without history.
  long HEAD = -1;

  /// Submits a command.
  ///
  /// @param by is told the outcome on the thread that runs the room, when what the command brought
  ///   forth is on its way to the followers
  /// @return whether the command was taken; false when too many requests wait
  boolean submit(RoomId room, Command command, Submitter by);

  /// Makes `follower` live, or tells it that it is too far behind or may not read the room.
  ///
  /// @param after the seq of the last event that the follower has, or [#HEAD]
  /// @param known up to where the follower knows that the log goes, at least `after`: it is not
  ///   live before that has been delivered to it
  void follow(RoomId room, Follower follower, long after, long known);

  /// The same for a follower that knows of the log what it has.
  default void follow(RoomId room, Follower follower, long after) {
    follow(room, follower, after, after);
  }

  /// Runs `reached` once, on a thread that runs rooms, as soon as everything that was submitted
  /// before, for any room, has ended; it must not wait.
  void fence(Runnable reached);
}
