package gochat.journal;

import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.List;

/// The durable, ordered record of every room.
///
/// All methods wait for the disk. [#append] and [#lookUp] are called by one thread at a time, the
/// others by any thread.
public interface Journal {
  /// Events to be recorded in one room.
  ///
  /// @param expectedHead the room's head as the caller knows it; the first event gets the seq after
  ///   it
  /// @param events at least one
  record Batch(RoomId room, long expectedHead, List<RoomEvent> events) {}

  enum AppendResult {
    STORED,
    /// A head was not the expected one, or a message id or the name of a public room was taken:
    /// nothing was recorded.
    CONFLICT,
    /// There was no space; nothing was recorded.
    DISK_FULL
  }

  /// Records all batches or none. When this returns [AppendResult#STORED], every event survives
  /// what the journal's durability promises to survive, and all texts that the batches erase are
  /// gone: see [RoomEvent#erases].
  ///
  /// @param batches at most one for each room
  /// @throws JournalException the outcome is unknown; read back before writing again
  AppendResult append(List<Batch> batches);

  /// What the room's log holds of that to which each of `commands` refers.
  ///
  /// @return one for each command, in their order
  /// @throws JournalException when the journal can't be read
  List<Known> lookUp(RoomId room, List<Command> commands);

  /// The room behind its last event.
  ///
  /// @throws JournalException when the journal can't be read
  RoomSnapshot load(RoomId room);

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

  /// The incarnation of the logs, 1 at first. It grows when they are replaced by older ones, so
  /// that who has read further can tell.
  ///
  /// @throws JournalException when the journal can't be read
  long epoch();
}
