package gochat.shard;

import gochat.room.Command;
import gochat.room.RoomId;
import java.util.List;

/// Port: the rooms at work, as sessions and calls see them.
///
/// All methods are for all threads and don't wait. Requests for one room are handled in the order
/// in which they were submitted.
public interface Rooms {
  /// A position to follow from: the log's end, without history.
  long HEAD = -1;

  /// Submits a command; a private message goes through [#whisper].
  ///
  /// @param by is told the outcome on the thread that runs the room, when what the command brought
  ///   forth is on its way to the followers
  /// @return whether the command was taken; false when too many requests wait
  boolean submit(RoomId room, Command command, Submitter by);

  /// Submits a private message. Parameters and result as for [#submit]; after [Outcome.Passed], the
  /// reply may be told [Outcome.Undelivered], on any thread.
  ///
  /// @param receivers the streams of its receiver, at least one
  boolean whisper(RoomId room, Command.Whisper command, List<Follower> receivers, Submitter by);

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
