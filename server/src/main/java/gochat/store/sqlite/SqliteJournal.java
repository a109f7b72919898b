package gochat.store.sqlite;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.sql.SQLException;
import java.util.List;

/// The journal in the store's file.
final class SqliteJournal implements Journal {
  private final SqliteStore store;

  SqliteJournal(SqliteStore store) {
    this.store = store;
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    try {
      AppendResult result =
          store.transact(writer -> record(writer, batches), made -> made == AppendResult.STORED);
      if (result == AppendResult.STORED) {
        store.recorded();
      }
      return result;
    } catch (SQLException e) {
      if (Database.isDiskFull(e)) {
        return AppendResult.DISK_FULL;
      }
      throw new JournalException("append: " + e.getMessage(), e);
    }
  }

  private static AppendResult record(Writer writer, List<Batch> batches) throws SQLException {
    try {
      for (Batch batch : batches) {
        if (!writer.log().write(batch)) {
          return AppendResult.CONFLICT;
        }
      }
      writer.log().countTurn();
      if (batches.stream().anyMatch(SqliteJournal::erases)) {
        writer.truncateNext();
      }
      return AppendResult.STORED;
    } catch (SQLException e) {
      // A seq, a message id or a public name that is there already.
      if (Database.isTaken(e)) {
        return AppendResult.CONFLICT;
      }
      throw e;
    }
  }

  private static boolean erases(Batch batch) {
    return batch.events().stream().anyMatch(RoomEvent::erases);
  }

  @Override
  public List<Known> lookUp(RoomId room, List<Command> commands) {
    try {
      // Over the connection that writes: what it reads here, it writes next.
      return store.readInTurn(writer -> writer.lookUp().lookUp(room, commands));
    } catch (SQLException e) {
      throw JournalReads.failed(e);
    }
  }

  @Override
  public RoomSnapshot load(RoomId room) {
    return JournalReads.inOneView(store, reader -> reader.rooms().load(room));
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return JournalReads.query(
        store, reader -> reader.log().read(room, after, entriesMax, bytesMax));
  }

  @Override
  public long head(RoomId room) {
    return JournalReads.query(store, reader -> reader.log().head(reader.log().roomKey(room)).seq());
  }

  @Override
  public long epoch() {
    return JournalReads.query(store, reader -> reader.log().epoch());
  }
}
