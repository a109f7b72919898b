package gochat.journal;

import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Port: the durable, ordered record of every room.
///
/// Each log has a floor: the events at or below this seq are no longer kept. It is 0 as long as all
/// are. The state of the room at the floor is stored, so the events above it still lead to the
/// room's state.
///
/// All methods except [#epoch] may wait for the disk. [#append], [#appendAlone], [#trim] and
/// [#lookUp] are called by one thread at a time, the others by any thread.
public interface Journal {
  /// The events to record in one room.
  ///
  /// @param expectedHead the room's head as the caller knows it; the first event gets the next seq
  /// @param events at least one
  record Batch(RoomId room, long expectedHead, List<RoomEvent> events) {}

  /// The outcome of an append.
  sealed interface AppendResult {
    /// All events were recorded, as durably as the journal promises, and all texts that they erase
    /// are erased: see [RoomEvent#erases].
    record Stored() implements AppendResult {}

    /// Nothing was recorded.
    ///
    /// @param rooms the rooms whose batches conflict, at least one: their head was not the expected
    ///   one, or a message id or the name of a public room was taken. Without these batches the
    ///   others would have been recorded
    record Conflict(Set<RoomId> rooms) implements AppendResult {
      public Conflict {
        rooms = Set.copyOf(rooms);
      }
    }

    /// The disk is full; nothing was recorded.
    record DiskFull() implements AppendResult {}
  }

  /// Records all batches or none.
  ///
  /// @param batches at most one for each room; when two want the same name, the first gets it
  /// @throws JournalException when the outcome is unknown; the caller must read back before it
  ///   writes again
  AppendResult append(List<Batch> batches);

  /// Decides and records while no other writer records in `rooms`: for rooms in which others were
  /// faster before. Others wait meanwhile, three seconds at most.
  ///
  /// @param decide called once; may read, and returns no batch when there is nothing to record
  /// @return as [#append]
  /// @throws JournalException as [#append]; or what `decide` throws
  default AppendResult appendAlone(Collection<RoomId> rooms, Supplier<List<Batch>> decide) {
    List<Batch> batches = decide.get();
    return batches.isEmpty() ? new AppendResult.Stored() : append(batches);
  }

  /// Looks up the part of each room's log that its commands refer to.
  ///
  /// @return for each room the result for each of its commands, in their order
  /// @throws JournalException when the journal can't be read
  Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands);

  /// Loads the states of rooms.
  ///
  /// @return the state of each room after its last event
  /// @throws JournalException when the journal can't be read
  Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms);

  /// The events after the seq `after`, in order: at most `entriesMax`, with texts of at most
  /// `bytesMax` bytes of UTF-8 together. The first event is returned whatever its length. Erased
  /// texts are [RoomEvent.Redacted].
  ///
  /// @throws JournalException when the journal can't be read
  List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax);

  /// The users with messages after the seq `after`, at `sinceMs` or later, and the times of their
  /// newest messages in Unix milliseconds. Deleted messages count; those that are no longer kept do
  /// not. If the clock went back in between, some older messages may be among them.
  ///
  /// @throws JournalException when the journal can't be read
  Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs);

  /// Removes the room's events up to the seq `to`, with their message ids, mentions and reactions,
  /// and raises the floor: all in one transaction. It removes at most `eventsMax` events, and not
  /// more than the log has; so the floor may end below `to`. It is never lowered.
  ///
  /// @return the floor
  /// @throws JournalException when the outcome is unknown, the disk is full or an event to remove
  ///   is damaged; in the last two cases nothing was removed
  long trim(RoomId room, long to, int eventsMax);

  /// The state of the room at its floor: after the last event that is no longer kept. Its head is
  /// the floor. Its topic is empty if a later event has replaced it.
  ///
  /// @throws JournalException when the journal can't be read
  RoomSnapshot floor(RoomId room);

  /// The seq of the room's last event, kept or not; 0 when it never had one.
  ///
  /// @throws JournalException when the journal can't be read
  long head(RoomId room);

  /// The current epoch of the logs, 1 or more. It grows when older data took their place, also
  /// while the server runs, so callers must not keep it. Does not wait.
  long epoch();
}
