package gochat.journal;

import gochat.room.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Port: the rules that say how much of each log is kept. [Journal#trim] removes the rest.
///
/// All methods may be called by any thread and may wait for the disk. They throw a
/// [JournalException] when the disk fails.
public interface Retention {
  /// An event is kept as long as it is within both limits.
  ///
  /// @param ageMs the greatest age of an event in milliseconds, 0 for no limit
  /// @param events the greatest number of the newest events, 0 for no limit
  record Rule(long ageMs, long events) {
    public static final Rule NONE = new Rule(0, 0);

    public Rule {
      if (ageMs < 0 || events < 0) {
        throw new IllegalArgumentException(
            "rule: " + ageMs + " ms, " + events + " events (expected: 0 or more)");
      }
    }

    /// The rule that keeps what both rules keep.
    public Rule and(Rule other) {
      return new Rule(least(ageMs, other.ageMs), least(events, other.events));
    }

    private static long least(long one, long other) {
      return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }
  }

  /// A room with a rule.
  ///
  /// @param floor its floor: see [Journal]
  /// @param due the seq of the last event that the rule does not keep, at least `floor`
  record Ruled(RoomId room, long floor, long due) {}

  /// Gives a room a rule of its own. The change is durable when this returns.
  ///
  /// @return false when the room doesn't exist; nothing was changed
  boolean set(RoomId room, Rule rule);

  /// The room's own rule.
  Rule of(RoomId room);

  /// The next rooms with a rule, in the order of their ids by code points.
  ///
  /// @param server the rule of all rooms, in addition to their own ones
  /// @param nowMs the time in Unix milliseconds. The age of an event is counted from the newest
  ///   time up to it, so it is right also if the clock went back in between
  /// @param after the id before the first room, null for the beginning
  List<Ruled> ruled(Rule server, long nowMs, @Nullable RoomId after, int roomsMax);
}
