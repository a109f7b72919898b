package gochat.journal;

import gochat.room.RetentionRule;
import gochat.room.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Port: the operator's rules for single rooms, and how much of each log all rules keep.
/// [Journal#trim] removes the rest.
///
/// All methods may be called by any thread and may wait for the disk. They throw a
/// [JournalException] when the disk fails.
public interface Retention {
  /// A room with a rule.
  ///
  /// @param floor its floor: see [Journal]
  /// @param due the seq of the last event that the rule does not keep, at least `floor`
  record Ruled(RoomId room, long floor, long due) {}

  /// Gives a room a rule of the operator. The change is durable when this returns.
  ///
  /// @return false when the room doesn't exist; nothing was changed
  boolean set(RoomId room, RetentionRule rule);

  /// The operator's rule for the room.
  RetentionRule of(RoomId room);

  /// The part of a room's log that `rule` alone keeps.
  ///
  /// @param nowMs as for [#ruled]
  Ruled ruled(RoomId room, RetentionRule rule, long nowMs);

  /// The next rooms with a rule, the operator's or that of [gochat.room.RoomSnapshot], in the order
  /// of their ids by code points.
  ///
  /// @param server the rule of all rooms, in addition to their own ones
  /// @param nowMs the time in Unix milliseconds. The age of an event is counted from the newest
  ///   time up to it, so it is right also if the clock went back in between
  /// @param after the id before the first room, null for the beginning
  List<Ruled> ruled(RetentionRule server, long nowMs, @Nullable RoomId after, int roomsMax);
}
