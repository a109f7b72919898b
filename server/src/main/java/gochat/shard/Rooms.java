package gochat.shard;

import gochat.room.Command;
import gochat.room.RoomId;
import java.util.function.LongConsumer;

/// Port: the rooms, for sessions and calls.
///
/// All methods may be called by any thread and don't wait. Requests for one room are handled in the
/// order in which they were submitted.
public interface Rooms {
  /// The position at the log's end, to follow without history.
  long HEAD = -1;

  /// Submits a command.
  ///
  /// @param by gets the outcome on the thread that runs the room, when the command's events have
  ///   been given to the followers' lanes
  /// @return whether the command was taken; false when too many requests wait
  boolean submit(RoomId room, Command command, Submitter by);

  /// Makes `follower` live, or tells it that it is too far behind or may not read the room.
  ///
  /// @param after the seq of the last event that the follower has, or [#HEAD]
  /// @param known the last seq that the follower knows of, at least `after`; the follower becomes
  ///   live only when it has the events up to there
  void follow(RoomId room, Follower follower, long after, long known);

  /// The same for a follower that knows of no later events.
  default void follow(RoomId room, Follower follower, long after) {
    follow(room, follower, after, after);
  }

  /// Removes the oldest events of a room up to the seq `to`, as many as one turn may remove.
  ///
  /// @param done called once with the room's floor, or with 0 if the removal failed, on a thread
  ///   that runs rooms; it must not wait
  void trim(RoomId room, long to, LongConsumer done);

  /// Runs `change` between two turns, on the thread that runs the room; the followers then get what
  /// it has recorded there.
  ///
  /// @param change may wait for the journal, and must not throw
  /// @param done called once behind it, on that thread; it must not wait
  void change(RoomId room, Runnable change, Runnable done);

  /// Stored events of a room were changed: forgets what is in memory of it. Its followers read the
  /// log.
  void forget(RoomId room);

  /// Another server has recorded events of a room. If the room is in memory and does not know them,
  /// it reads them, and its followers get them.
  ///
  /// @param head the seq of the last of them; one that is known already is passed over
  void told(RoomId room, long head);

  /// Another server has recorded a turn. If the room is in memory and lacks only these events, it
  /// takes them over, and its followers get them; if it lacks earlier ones, it reads all of them.
  ///
  /// @param turn has events, all of them recorded; passed over when it is of another epoch
  void told(Turn turn);

  /// Runs `reached` once, on a thread that runs rooms, when all earlier requests for any room have
  /// ended; it must not wait.
  void fence(Runnable reached);
}
