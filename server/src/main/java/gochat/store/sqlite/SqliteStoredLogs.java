package gochat.store.sqlite;

import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.RoomId;
import gochat.room.RoomName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The logs in the database as they are stored.
final class SqliteStoredLogs implements StoredLogs {
  private final SqliteStore store;

  SqliteStoredLogs(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Beginning beginning(RoomId room) {
    return JournalReads.inOneView(
        store,
        reader ->
            new Beginning(
                reader.rooms().floor(room),
                reader.log().floor(reader.log().roomKey(room)).latestAtMs()));
  }

  @Override
  public List<StoredEvent> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return JournalReads.query(
        store, reader -> reader.log().read(room, after, entriesMax, bytesMax, EventRow::stored));
  }

  @Override
  public boolean begin(RoomId room, Beginning beginning) {
    return write(writer -> {
      boolean isNew = writer.log().begin(room, beginning.state());
      if (isNew) {
        writer.floors().begin(room, beginning);
      }
      return isNew;
    });
  }

  @Override
  public boolean append(RoomId room, List<StoredEvent> events) {
    return write(writer -> {
      if (events.stream().anyMatch(stored -> stored.event().erases())) {
        writer.truncateNext();
      }
      return writer.log().write(room, events);
    });
  }

  @Override
  public Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names) {
    return JournalReads.query(store, reader -> reader.directory().nameHolders(names));
  }

  @Override
  public boolean setNames(Map<RoomId, RoomName> names) {
    return write(writer -> {
      writer.log().setNames(names);
      return true;
    });
  }

  @Override
  public void eraseName(RoomId room, UUID user, List<Long> events) {
    boolean _ =
        erase(writer -> {
          writer.names().erase(room, user, events);
          return true;
        });
  }

  @Override
  public boolean eraseMemberName(RoomId room, UUID user, List<Long> events) {
    return erase(writer -> writer.names().eraseOfMember(room, user, events));
  }

  private boolean erase(WriteConnection.Work<Boolean> erasure) {
    try {
      return store.write(writer -> {
        writer.truncateNext();
        return erasure.run(writer);
      });
    } catch (SQLException e) {
      throw JournalReads.failed("erase", e);
    }
  }

  /// Makes a change as a turn.
  ///
  /// @param change false rolls it back
  private boolean write(WriteConnection.Work<Boolean> change) {
    try {
      boolean isDone =
          store.transact(
              writer -> {
                writer.log().countTurn();
                return isMade(change, writer);
              },
              done -> done);
      if (isDone) {
        store.recorded();
      }
      return isDone;
    } catch (SQLException e) {
      throw JournalReads.failed("append", e);
    }
  }

  private static boolean isMade(WriteConnection.Work<Boolean> change, Writer writer)
      throws SQLException {
    try {
      return change.run(writer);
    } catch (SQLException e) {
      // A message id or the name of a public room is taken.
      if (Database.isTaken(e)) {
        return false;
      }
      throw e;
    }
  }
}
