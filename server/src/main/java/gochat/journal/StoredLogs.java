package gochat.journal;

import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Port: the logs as they are stored, so that rooms can move from one store to another.
///
/// All methods may wait for the disk and throw a [JournalException] when the disk fails. [#begin],
/// [#append] and [#setNames] are called by the thread that calls [Journal#append], the others by
/// any thread.
public interface StoredLogs {
  /// The beginning of a log.
  ///
  /// @param state the room's state at its floor: see [Journal#floor]
  /// @param latestAtMs the newest time of the events up to the floor, [Long#MIN_VALUE] for none
  record Beginning(RoomSnapshot state, long latestAtMs) {}

  /// The beginning of the room's log; that of an empty log if there is none.
  Beginning beginning(RoomId room);

  /// As [Journal#read].
  List<StoredEvent> read(RoomId room, long after, int entriesMax, int bytesMax);

  /// Gives a room without a log one that begins at a floor. The room has no name yet. Where below
  /// the floor its messages were pinned is not known, only in which order.
  ///
  /// @param beginning with a floor of 1 or more
  /// @return false when the room has a log; nothing was changed
  boolean begin(RoomId room, Beginning beginning);

  /// Records events that another store has recorded, with all that follows from them except the
  /// name of the room: a new room has none until [#setNames], another one keeps its name. So no
  /// name is missing because another room had it at that time. They are recorded all or not at all,
  /// as durably as by [Journal#append].
  ///
  /// @param events at least one; their seqs have no holes
  /// @return false when the first event does not follow the room's head, or a message id is taken;
  ///   nothing was changed
  boolean append(RoomId room, List<StoredEvent> events);

  /// The rooms that prevent [#setNames] now: public ones whose names look like one of `names`.
  ///
  /// @param names those of public rooms; what these rooms are called now does not count
  /// @return by the room that wants the name; empty when all are free
  Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names);

  /// Names rooms, all at once or not at all: so rooms can exchange their names.
  ///
  /// @param names of rooms that exist
  /// @return false when the name of a public room is taken; nothing was changed
  boolean setNames(Map<RoomId, RoomName> names);

  /// Empties the name of a user in events from which the state of the room does not follow. The
  /// rooms in memory of servers still have it: see [gochat.shard.Rooms#forget]. Other servers on
  /// the same data are told.
  ///
  /// @param events their seqs; the user is their author or concerned by them
  void eraseName(RoomId room, UUID user, List<Long> events);

  /// The same for the other events, and in all that follows from the log, at once.
  ///
  /// @return whether something that follows from the log had the name
  boolean eraseMemberName(RoomId room, UUID user, List<Long> events);
}
