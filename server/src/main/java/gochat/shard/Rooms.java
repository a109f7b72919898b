package gochat.shard;

import gochat.room.Command;
import gochat.room.RoomId;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Port: the rooms at work, as sessions and calls see them.
///
/// All methods are for all threads and don't wait. Requests for one room are handled in the order
/// in which they were submitted.
public interface Rooms {
  /// A position to follow from: the log's end, without history.
  long HEAD = -1;

  /// Submits a command; a private message goes through [#whisper].
  ///
  /// @param reply is told the outcome once, on the thread that runs the room; it must not wait.
  ///   What the command brought forth is on its way to the followers then
  /// @param whenRoom is run once, on that thread, when it is worth to try a refused command again
  /// @param wakeBy runs what wakes that thread, if it has nothing to do, when the caller has
  ///   submitted what it has: with a lane that is when it has handled what it was reading. Else a
  ///   thread that is woken by the first of many messages would give that one a sync and writes of
  ///   its own
  /// @return whether the command was taken; false when too many requests wait
  boolean submit(
      RoomId room, Command command, Consumer<Outcome> reply, Runnable whenRoom, Executor wakeBy);

  /// The same for a caller that has nothing more to submit.
  default boolean submit(RoomId room, Command command, Consumer<Outcome> reply, Runnable whenRoom) {
    return submit(room, command, reply, whenRoom, Runnable::run);
  }

  /// Submits a private message. Parameters and result as for [#submit(RoomId, Command, Consumer,
  /// Runnable, Executor)]; after [Outcome.Passed], `reply` may be told [Outcome.Undelivered], on
  /// any thread.
  ///
  /// @param receivers the streams of its receiver, at least one
  boolean whisper(
      RoomId room,
      Command.Whisper command,
      List<Follower> receivers,
      Consumer<Outcome> reply,
      Runnable whenRoom,
      Executor wakeBy);

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
