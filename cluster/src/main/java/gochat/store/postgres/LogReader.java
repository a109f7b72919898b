package gochat.store.postgres;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads logs. Not thread-safe.
final class LogReader {
  /// What is known of a log without its events.
  ///
  /// @param key the room's key, 0 when nothing was ever recorded there
  /// @param head the seq of the last event
  /// @param latestAtMs the newest time of all events
  /// @param floor the seq of the last event that is no longer kept
  /// @param floorAtMs the newest time up to the floor
  record Log(long key, long head, long latestAtMs, long floor, long floorAtMs) {
    static final Log NONE = new Log(0, 0, Long.MIN_VALUE, 0, Long.MIN_VALUE);
  }

  private final Sql sql;

  LogReader(Sql sql) {
    this.sql = sql;
  }

  /// The room's key, 0 when nothing was ever recorded there. It never changes.
  long key(RoomId room) throws SQLException {
    return sql.first(row -> row.getLong(1), "SELECT key FROM log WHERE id = ?", room.value())
        .orElse(0L);
  }

  long head(RoomId room) throws SQLException {
    return sql.first(row -> row.getLong(1), "SELECT head FROM log WHERE id = ?", room.value())
        .orElse(0L);
  }

  Log log(RoomId room) throws SQLException {
    return sql.first(
            row ->
                new Log(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            "SELECT key, head, latest_at, floor, coalesce(floor_at, ?) FROM log JOIN room USING"
                + " (key) WHERE id = ?",
            Long.MIN_VALUE,
            room.value())
        .orElse(Log.NONE);
  }

  /// As [#log], and nobody else changes the log until the transaction ends. One query that locks a
  /// row after a wait would join it to the room as it was before the wait.
  Log lock(RoomId room) throws SQLException {
    sql.run("SELECT FROM log WHERE id = ? FOR NO KEY UPDATE", room.value());
    return log(room);
  }

  List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) throws SQLException {
    return read(EventRow::entry, room, after, entriesMax, bytesMax);
  }

  /// The events after `after`, in the form that `form` reads: see [gochat.journal.Journal#read].
  <T> List<T> read(Sql.Row<T> form, RoomId room, long after, int entriesMax, int bytesMax)
      throws SQLException {
    return sql.all(
        form,
        "SELECT * FROM (SELECT "
            + EventRow.COLUMNS
            + ", sum(coalesce(octet_length(text), 0)) OVER up_to AS bytes,"
            + " row_number() OVER up_to AS place"
            + " FROM event WHERE room = ? AND seq > ?"
            + " WINDOW up_to AS (ORDER BY seq ROWS UNBOUNDED PRECEDING) ORDER BY seq LIMIT ?) page"
            + " WHERE bytes <= ? OR place = 1 ORDER BY seq",
        key(room),
        after,
        entriesMax,
        bytesMax);
  }

  /// See [gochat.journal.Journal#lastMessages].
  Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) throws SQLException {
    Log log = log(room);
    Map<UUID, Long> times = new HashMap<>();
    sql.all(
            row -> Map.entry(row.getObject("author", UUID.class), row.getLong("latest")),
            "SELECT author, max(at) AS latest FROM event WHERE room = ? AND seq >= first_at(?, ?, ?, ?)"
                + " AND kind = 1 AND at >= ? GROUP BY author",
            log.key(),
            log.key(),
            Math.max(after, log.floor()) + 1,
            log.head() + 1,
            sinceMs,
            sinceMs)
        .forEach(time -> times.put(time.getKey(), time.getValue()));
    return times;
  }

  /// The events with these seqs.
  List<LogEntry> entries(long room, long[] seqs) throws SQLException {
    return sql.all(
        EventRow::entry,
        "SELECT " + EventRow.COLUMNS + " FROM event WHERE room = ? AND seq = ANY(?)",
        room,
        seqs);
  }
}
