package gochat.journal;

import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The durable, ordered record of every room.
///
/// All methods wait for the disk. [#append] and [#recorded] are called by one thread at a time, the
/// others by any thread.
public interface Journal extends AutoCloseable {
  /// Events to be recorded in one room.
  ///
  /// @param expectedHead the room's head as the caller knows it; the first event gets the seq after
  ///   it
  /// @param events at least one
  record Batch(RoomId room, long expectedHead, List<RoomEvent> events) {}

  /// A client message id with the user to whom it belongs.
  record MessageKey(UUID user, UUID messageId) {}

  enum AppendResult {
    STORED,
    /// A head was not the expected one, or a message id was taken: nothing was recorded.
    CONFLICT
  }

  /// Records all batches or none. When this returns [AppendResult#STORED], every event survives
  /// what the journal's durability promises to survive.
  ///
  /// @param batches at most one for each room
  /// @throws JournalException the outcome is unknown; read back before writing again
  AppendResult append(List<Batch> batches);

  /// Which of `keys` the room's log holds, and where.
  ///
  /// @throws JournalException when the journal can't be read
  Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys);

  /// The events that follow the seq `after`, in order: as many as there are, at most `entriesMax`,
  /// and with texts of at most `bytesMax` bytes in UTF-8 together. The first event is always there,
  /// however long its text.
  ///
  /// @throws JournalException when the journal can't be read
  List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax);

  /// The seq of the room's last event, 0 when it has none.
  ///
  /// @throws JournalException when the journal can't be read
  long head(RoomId room);

  @Override
  void close();
}
