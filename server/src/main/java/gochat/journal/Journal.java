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

/// The durable, ordered record of every room.
///
/// All methods but [#epoch] wait for the disk. [#append] and [#lookUp] are called by one thread at
/// a time, the others by any thread.
public interface Journal {
  /// Events to be recorded in one room.
  ///
  /// @param expectedHead the room's head as the caller knows it; the first event gets the seq after
  ///   it
  /// @param events at least one
  record Batch(RoomId room, long expectedHead, List<RoomEvent> events) {}

  sealed interface AppendResult {
    /// Every event survives what the journal's durability promises to survive, and all texts that
    /// the batches erase are gone: see [RoomEvent#erases].
    record Stored() implements AppendResult {}

    /// Nothing was recorded.
    ///
    /// @param rooms whose batches were the reason, at least one: the room's head was not the
    ///   expected one, or a message id or the name of a public room was taken. Without these the
    ///   others would have been recorded
    record Conflict(Set<RoomId> rooms) implements AppendResult {
      public Conflict {
        rooms = Set.copyOf(rooms);
      }
    }

    /// There was no space; nothing was recorded.
    record DiskFull() implements AppendResult {}
  }

  /// Records all batches or none.
  ///
  /// @param batches at most one for each room; of two that ask for one name, the first gets it
  /// @throws JournalException the outcome is unknown; read back before writing again
  AppendResult append(List<Batch> batches);

  /// What the log of each room holds of that to which each of its `commands` refers.
  ///
  /// @return for each room, one for each of its commands, in their order
  /// @throws JournalException when the journal can't be read
  Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands);

  /// The rooms behind their last events.
  ///
  /// @return one for each room
  /// @throws JournalException when the journal can't be read
  Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms);

  /// The events that follow the seq `after`, in order: as many as there are, at most `entriesMax`,
  /// and with texts of at most `bytesMax` bytes in UTF-8 together. The first event is always there,
  /// however long its text. Erased texts are [RoomEvent.Redacted].
  ///
  /// @throws JournalException when the journal can't be read
  List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax);

  /// The seq of the room's last event, 0 when it has none.
  ///
  /// @throws JournalException when the journal can't be read
  long head(RoomId room);

  /// The current incarnation of the logs, 1 or more. It grows when they are replaced by older ones,
  /// also while the server runs: callers don't keep it. Does not wait.
  long epoch();
}
