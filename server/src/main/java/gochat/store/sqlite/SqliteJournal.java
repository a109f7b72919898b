package gochat.store.sqlite;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The journal in the database.
final class SqliteJournal implements Journal {
  private final SqliteStore store;
  private final long epoch;

  /// @param epoch constant while this process has the database open
  SqliteJournal(SqliteStore store, long epoch) {
    this.store = store;
    this.epoch = epoch;
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    try {
      if (store.transact(writer -> record(writer, batches), isRecorded -> isRecorded)) {
        store.recorded();
        return new AppendResult.Stored();
      }
      return new AppendResult.Conflict(
          store.transact(writer -> conflicting(writer, batches), _ -> false));
    } catch (SQLException e) {
      if (Database.isDiskFull(e)) {
        return new AppendResult.DiskFull();
      }
      throw JournalReads.failed("append", e);
    }
  }

  /// @return false at the first conflict
  private static boolean record(Writer writer, List<Batch> batches) throws SQLException {
    for (Batch batch : batches) {
      if (!write(writer, batch)) {
        return false;
      }
    }
    writer.log().countTurn();
    if (batches.stream().anyMatch(SqliteJournal::erases)) {
      writer.truncateNext();
    }
    return true;
  }

  /// The rooms of the batches that conflict when earlier conflicting batches are left out.
  private static Set<RoomId> conflicting(Writer writer, List<Batch> batches) throws SQLException {
    Set<RoomId> rooms = new HashSet<>();
    for (Batch batch : batches) {
      writer.setSavepoint();
      if (!write(writer, batch)) {
        writer.rollBackToSavepoint();
        rooms.add(batch.room());
      }
      writer.releaseSavepoint();
    }
    return rooms;
  }

  private static boolean write(Writer writer, Batch batch) throws SQLException {
    try {
      return writer.log().write(batch);
    } catch (SQLException e) {
      // The seq, a message id or the name of a public room is taken.
      if (Database.isTaken(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean erases(Batch batch) {
    return batch.events().stream().anyMatch(RoomEvent::erases);
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    try {
      // Use the writing connection, whose cache then has the pages for the append.
      return store.readInTurn(writer -> {
        Map<RoomId, List<Known>> known = HashMap.newHashMap(commands.size());
        for (var asked : commands.entrySet()) {
          known.put(asked.getKey(), writer.lookUp().lookUp(asked.getKey(), asked.getValue()));
        }
        return known;
      });
    } catch (SQLException e) {
      throw JournalReads.failed(e);
    }
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    return JournalReads.inOneView(
        store,
        reader -> {
          Map<RoomId, RoomSnapshot> loaded = HashMap.newHashMap(rooms.size());
          for (RoomId room : rooms) {
            loaded.put(room, reader.rooms().load(room));
          }
          return loaded;
        });
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return JournalReads.query(
        store, reader -> reader.log().read(room, after, entriesMax, bytesMax));
  }

  @Override
  public Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    return JournalReads.inOneView(store, reader -> reader.log().lastMessages(room, after, sinceMs));
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    try {
      return store.transact(writer -> writer.floors().trim(room, to, eventsMax), _ -> true);
    } catch (SQLException e) {
      throw JournalReads.failed("trim", e);
    }
  }

  @Override
  public RoomSnapshot floor(RoomId room) {
    return JournalReads.inOneView(store, reader -> reader.rooms().floor(room));
  }

  @Override
  public long head(RoomId room) {
    return JournalReads.query(store, reader -> reader.log().head(reader.log().roomKey(room)).seq());
  }

  @Override
  public long epoch() {
    return epoch;
  }
}
