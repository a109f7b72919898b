package gochat.shard;

import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

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

  /// Forgets a room whose stored events were changed: see [Rooms#forget].
  record Forget(RoomId room) implements Request {}

  /// Another server has recorded: see [Rooms#told].
  ///
  /// @param entries the last ones up to `head`; may be empty
  /// @param atNanos the time at which this server heard of it, as from [System#nanoTime]
  record Told(RoomId room, long epoch, long head, List<LogEntry> entries, long atNanos)
      implements Request {
    /// Both together.
    ///
    /// @param later of the same room and epoch
    Told and(Told later) {
      if (later.head <= head) {
        return this;
      }
      List<LogEntry> further = later.after(head);
      boolean areJoined = !further.isEmpty() && further.getFirst().seq() == head + 1;
      return new Told(
          room,
          epoch,
          later.head,
          areJoined ? Stream.concat(entries.stream(), further.stream()).toList() : later.entries,
          atNanos);
    }

    /// The entries after the seq `known`.
    List<LogEntry> after(long known) {
      return entries.stream().filter(entry -> entry.seq() > known).toList();
    }
  }

  /// Runs `reached` when all requests before it have ended.
  record Fence(Runnable reached) implements Request {}

  /// Whether it may have an entry in the audit log.
  default boolean isModerating() {
    return this instanceof Act act && act.command instanceof Command.Moderating;
  }

  /// The weight of the request for the limits of the inbox and a turn: roughly its bytes in memory.
  default int weight() {
    return switch (this) {
      case Act(_, Command.Post post, _, _) -> post.text().length();
      case Act(_, Command.Edit edit, _, _) -> edit.text().length();
      // The other texts of commands are short.
      case Act _ -> 0;
      case Told told -> told.entries.stream().mapToInt(LiveRoom::bytes).sum();
      case Follow _, Trim _, Change _, Forget _, Fence _ -> 0;
    };
  }
}
