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

/// Port: the durable, ordered record of every room.
///
/// All methods except [#epoch] may wait for the disk. [#append] and [#lookUp] are called by one
/// thread at a time, the others by any thread.
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

  /// The seq of the room's last event, 0 when it has none.
  ///
  /// @throws JournalException when the journal can't be read
  long head(RoomId room);

  /// The current epoch of the logs, 1 or more. It grows when older data took their place, also
  /// while the server runs, so callers must not keep it. Does not wait.
  long epoch();
}
