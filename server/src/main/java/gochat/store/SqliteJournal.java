package gochat.store;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The journal in the store's file.
final class SqliteJournal implements Journal {
  @FunctionalInterface
  private interface Query<T> {
    T run(LogReader reader) throws SQLException;
  }

  private final SqliteStore store;

  SqliteJournal(SqliteStore store) {
    this.store = store;
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    try {
      return store.transact(
          writer -> record(writer.log(), batches), result -> result == AppendResult.STORED);
    } catch (SQLException e) {
      throw new JournalException("append: " + e.getMessage(), e);
    }
  }

  private static AppendResult record(LogWriter writer, List<Batch> batches) throws SQLException {
    try {
      for (Batch batch : batches) {
        if (!writer.write(batch)) {
          return AppendResult.CONFLICT;
        }
      }
      return AppendResult.STORED;
    } catch (SQLException e) {
      // A seq or a message id that the log holds already.
      if (Database.isTaken(e)) {
        return AppendResult.CONFLICT;
      }
      throw e;
    }
  }

  @Override
  public Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys) {
    try {
      return store.readInTurn(writer -> writer.log().recorded(room, keys));
    } catch (SQLException e) {
      throw failedRead(e);
    }
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return query(reader -> reader.read(room, after, entriesMax, bytesMax));
  }

  @Override
  public long head(RoomId room) {
    return query(reader -> reader.head(room));
  }

  private <T> T query(Query<T> query) {
    try {
      return store.read(reader -> query.run(reader.log()));
    } catch (SQLException e) {
      throw failedRead(e);
    }
  }

  private static JournalException failedRead(SQLException cause) {
    return new JournalException("read: " + cause.getMessage(), cause);
  }
}
