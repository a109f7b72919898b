package gochat.store.postgres;

import gochat.account.UserName;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.RoomId;
import gochat.room.RoomName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The logs in the database as they are stored.
final class PostgresStoredLogs implements StoredLogs {
  private final Database database;

  PostgresStoredLogs(Database database) {
    this.database = database;
  }

  @Override
  public Beginning beginning(RoomId room) {
    return database.view(sql ->
        new Beginning(new RoomReader(sql).floor(room), new LogReader(sql).log(room).floorAtMs()));
  }

  @Override
  public List<StoredEvent> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return database.query(
        sql -> new LogReader(sql).read(EventRow::stored, room, after, entriesMax, bytesMax));
  }

  @Override
  public boolean begin(RoomId room, Beginning beginning) {
    return write(sql -> new TurnWriter(sql).begin(room, beginning));
  }

  @Override
  public boolean append(RoomId room, List<StoredEvent> events) {
    return write(sql -> new TurnWriter(sql).write(room, events));
  }

  @Override
  public Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names) {
    return database.query(sql -> {
      Map<RoomId, RoomId> holders = new HashMap<>();
      for (var wanted : names.entrySet()) {
        for (RoomId holder : holders(sql, wanted.getValue())) {
          if (!names.containsKey(holder)) {
            holders.put(wanted.getKey(), holder);
          }
        }
      }
      return holders;
    });
  }

  private static List<RoomId> holders(Sql sql, RoomName name) throws SQLException {
    return sql.all(
        row -> new RoomId(row.getString(1)),
        "SELECT id FROM room_skeleton JOIN log ON log.key = room_skeleton.room"
            + " WHERE skeleton = ANY(?)",
        (Object) UserName.stored(name.shown()).skeletons().toArray(String[]::new));
  }

  @Override
  public boolean setNames(Map<RoomId, RoomName> names) {
    return write(sql -> {
      new TurnWriter(sql).setNames(names);
      return true;
    });
  }

  @Override
  public void eraseName(RoomId room, UUID user, List<Long> events) {
    boolean _ =
        erase(sql -> {
          new NameEraser(sql).erase(room, user, events);
          return true;
        });
  }

  @Override
  public boolean eraseMemberName(RoomId room, UUID user, List<Long> events) {
    return erase(sql -> new NameEraser(sql).eraseOfMember(room, user, events));
  }

  private boolean erase(Writer.Work<Boolean> erasure) {
    try {
      return database.others().transact(erasure, _ -> true);
    } catch (SQLException e) {
      throw SqlState.journal("erase", e);
    }
  }

  /// @param change false undoes it
  private boolean write(Writer.Work<Boolean> change) {
    try {
      return database.turns().transact(change, isDone -> isDone);
    } catch (SQLException e) {
      // A message id or the name of a public room is taken.
      if (SqlState.isTaken(e)) {
        return false;
      }
      throw SqlState.journal("append", e);
    }
  }
}
