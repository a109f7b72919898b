package gochat.store.postgres;

import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Empties the name of an erased account, within a transaction. Not thread-safe.
final class NameEraser {
  private static final String OF_EVENTS =
      """
      UPDATE event SET name = CASE WHEN author = ? THEN '' ELSE name END,
          member_name = CASE WHEN member = ? THEN '' ELSE member_name END
        WHERE room = ? AND seq = ANY(?)
      """;

  /// By room and user.
  private static final List<String> OF_STATE =
      List.of(
          "UPDATE member SET name = '' WHERE room = ? AND user_id = ? AND name <> ''",
          "UPDATE banned SET name = '' WHERE room = ? AND user_id = ? AND name <> ''",
          "UPDATE banned SET by_name = '' WHERE room = ? AND by_id = ? AND by_name <> ''",
          "UPDATE muted SET name = '' WHERE room = ? AND user_id = ? AND name <> ''",
          "UPDATE muted SET by_name = '' WHERE room = ? AND by_id = ? AND by_name <> ''");

  private final Sql sql;

  NameEraser(Sql sql) {
    this.sql = sql;
  }

  /// See [gochat.journal.StoredLogs#eraseName].
  void erase(RoomId id, UUID user, List<Long> events) throws SQLException {
    erase(new LogReader(sql).lock(id), id, user, events);
  }

  private void erase(LogReader.Log log, RoomId id, UUID user, List<Long> events)
      throws SQLException {
    sql.run(OF_EVENTS, user, user, log.key(), events.stream().mapToLong(Long::longValue).toArray());
    sql.run("INSERT INTO note (kind, room) VALUES (?, ?)", Note.REWRITTEN, id.value());
  }

  /// See [gochat.journal.StoredLogs#eraseMemberName].
  boolean eraseOfMember(RoomId id, UUID user, List<Long> events) throws SQLException {
    LogReader.Log log = new LogReader(sql).lock(id);
    int erased = 0;
    for (String change : OF_STATE) {
      erased += sql.run(change, log.key(), user);
    }
    RoomSnapshot floor = new RoomReader(sql).floor(id);
    RoomSnapshot without = floor.withoutName(user);
    if (!without.equals(floor)) {
      Changes changes = new Changes();
      FloorState.keep(changes, log.key(), without);
      changes.make(sql);
      erased++;
    }
    if (erased > 0 || !events.isEmpty()) {
      erase(log, id, user, events);
    }
    return erased > 0;
  }
}
