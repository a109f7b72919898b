package gochat.store.sqlite;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads logs on one connection. Not thread-safe.
final class LogReader {
  /// The key of a room without a row; no event has it.
  static final long NO_ROOM = 0;

  /// The end of a room's log.
  ///
  /// @param seq the seq of the last event, 0 when there is none
  /// @param latestAtMs the newest time of all events
  record Head(long seq, long latestAtMs) {}

  private final RowChecksum checksum = new RowChecksum();
  private final PreparedStatement roomKey;
  private final PreparedStatement roomId;
  private final PreparedStatement head;
  private final PreparedStatement read;
  private final PreparedStatement entry;

  LogReader(Statements statements) throws SQLException {
    roomKey =
        statements.prepare(
            "SELECT key FROM room WHERE id = ?1 AND "
                + CheckedTable.ROOM.intact("room", Map.of("id", "?1")));
    roomId = statements.prepare("SELECT id FROM room WHERE key = ?");
    head =
        statements.prepare(
            "SELECT key, coalesce(latest_at, at) FROM event WHERE key BETWEEN ? AND ?"
                + " ORDER BY key DESC LIMIT 1");
    read =
        statements.prepare(
            "SELECT "
                + EventRow.COLUMNS
                + " FROM event WHERE key > ? AND key < ? ORDER BY key LIMIT ?");
    entry = statements.prepare("SELECT " + EventRow.COLUMNS + " FROM event WHERE key = ?");
  }

  /// The current row of a query that selects [EventRow#COLUMNS].
  ///
  /// @throws SQLException also when the row is damaged
  EventRow row(ResultSet rows) throws SQLException {
    return EventRow.read(rows, checksum);
  }

  /// The room's key, [#NO_ROOM] when nothing is recorded there.
  long roomKey(RoomId room) throws SQLException {
    roomKey.setString(1, room.value());
    try (ResultSet rows = roomKey.executeQuery()) {
      return rows.next() ? rows.getLong(1) : NO_ROOM;
    }
  }

  /// The id of a room for a message to people, perhaps a damaged one.
  Optional<String> roomId(long room) throws SQLException {
    roomId.setLong(1, room);
    try (ResultSet rows = roomId.executeQuery()) {
      byte[] id = rows.next() ? rows.getBytes(1) : null;
      return Optional.ofNullable(id).map(Columns::text);
    }
  }

  Head head(long room) throws SQLException {
    head.setLong(1, EventKey.of(room, 0));
    head.setLong(2, EventKey.end(room));
    try (ResultSet rows = head.executeQuery()) {
      return rows.next()
          ? new Head(EventKey.seq(rows.getLong(1)), rows.getLong(2))
          : new Head(0, Long.MIN_VALUE);
    }
  }

  /// The event of this key, which has to be there.
  LogEntry entry(long key) throws SQLException {
    entry.setLong(1, key);
    try (ResultSet rows = entry.executeQuery()) {
      rows.next();
      return row(rows).entry();
    }
  }

  List<LogEntry> read(RoomId id, long after, int entriesMax, int bytesMax) throws SQLException {
    long room = roomKey(id);
    read.setLong(1, EventKey.nearest(room, after));
    read.setLong(2, EventKey.end(room));
    read.setInt(3, entriesMax);
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        EventRow row = row(rows);
        bytes += row.textBytes();
        if (bytes > bytesMax && !entries.isEmpty()) {
          break;
        }
        entries.add(row.entry());
      }
    }
    return entries;
  }
}
