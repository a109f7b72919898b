package gochat.shard;

import gochat.room.Command;
import gochat.room.RoomId;
import java.util.function.LongConsumer;

/// A request in a shard's inbox. Its callbacks run on the shard's thread and must not wait.
sealed interface Request {
  /// A request for one room.
  sealed interface OfRoom extends Request {
    RoomId room();
  }

  /// @param atNanos the time of the submission, as from [System#nanoTime]
  record Act(RoomId room, Command command, Submitter by, long atNanos) implements OfRoom {
    void answer(Outcome outcome) {
      by.reply().accept(outcome);
    }
  }

  /// @param after the last seq that the follower has, or [Rooms#HEAD]
  /// @param known the end of the log as the follower knows it
  record Follow(RoomId room, Follower follower, long after, long known) implements OfRoom {
    boolean isFromHead() {
      return after == Rooms.HEAD;
    }
  }

  /// Removes old events: see [Rooms#trim].
  ///
  /// @param done called with the floor
  record Trim(RoomId room, long to, LongConsumer done) implements Request {}

  /// Changes a log: see [Rooms#change].
  record Change(RoomId room, Runnable change, Runnable done) implements Request {}

  /// Another server has recorded: see [Rooms#told].
  ///
  /// @param atNanos the time at which this server heard of it, as from [System#nanoTime]
  record Told(RoomId room, long head, long atNanos) implements Request {
    Told and(Told later) {
      return new Told(room, Math.max(head, later.head), atNanos);
    }
  }

  /// Runs `reached` when all requests before it have ended.
  record Fence(Runnable reached) implements Request {}

  /// The weight of the request for the limits of the inbox and a turn: roughly its bytes in memory.
  default int weight() {
    return switch (this) {
      case Act(_, Command.Post post, _, _) -> post.text().length();
      case Act(_, Command.Edit edit, _, _) -> edit.text().length();
      // The other texts of commands are short.
      case Act _ -> 0;
      case Follow _, Trim _, Change _, Told _, Fence _ -> 0;
    };
  }
}
