package gochat.store.sqlite;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads logs on one connection. Not thread-safe.
final class LogReader {
  /// The key of a room without a row; no event has it.
  static final long NO_ROOM = 0;

  /// A place in a room's log.
  ///
  /// @param seq the seq of the event there, 0 for the beginning
  /// @param latestAtMs the newest time of all events up to there
  record Place(long seq, long latestAtMs) {
    static final Place BEGINNING = new Place(0, Long.MIN_VALUE);
  }

  /// The form in which rows are returned.
  @FunctionalInterface
  interface Form<T> {
    T of(EventRow row) throws SQLException;
  }

  private final RowChecksum checksum = new RowChecksum();
  private final PreparedStatement roomKey;
  private final PreparedStatement roomId;
  private final PreparedStatement head;
  private final PreparedStatement floor;
  private final PreparedStatement latestAt;
  private final PreparedStatement read;
  private final PreparedStatement entry;
  private final PreparedStatement messages;

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
    floor =
        statements.prepare(
            "SELECT floor, floor_at FROM room WHERE key = ? AND "
                + CheckedTable.ROOM.intact("room"));
    latestAt = statements.prepare("SELECT coalesce(latest_at, at) FROM event WHERE key = ?");
    read =
        statements.prepare(
            "SELECT "
                + EventRow.COLUMNS
                + " FROM event WHERE key > ? AND key < ? ORDER BY key LIMIT ?");
    messages =
        statements.prepare(
            "SELECT user, at FROM event WHERE key >= ? AND key < ? AND kind = 1 AND at >= ?");
    entry = statements.prepare("SELECT " + EventRow.COLUMNS + " FROM event WHERE key = ?");
  }

  /// See [gochat.journal.Journal#lastMessages]. To be called on one state of the data.
  Map<UUID, Long> lastMessages(RoomId id, long after, long sinceMs) throws SQLException {
    long room = roomKey(id);
    long floor = Math.max(after, floor(room).seq());
    messages.setLong(1, EventKey.of(room, firstAt(room, floor, head(room).seq(), sinceMs)));
    messages.setLong(2, EventKey.end(room));
    messages.setLong(3, sinceMs);
    Map<UUID, Long> times = new HashMap<>();
    try (ResultSet rows = messages.executeQuery()) {
      while (rows.next()) {
        times.merge(Columns.uuid(rows, 1), rows.getLong(2), Math::max);
      }
    }
    return times;
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

  /// The end of the room's log.
  Place head(long room) throws SQLException {
    head.setLong(1, EventKey.of(room, 0));
    head.setLong(2, EventKey.end(room));
    try (ResultSet rows = head.executeQuery()) {
      return rows.next() ? new Place(EventKey.seq(rows.getLong(1)), rows.getLong(2)) : floor(room);
    }
  }

  /// The last event that is no longer kept.
  Place floor(long room) throws SQLException {
    floor.setLong(1, room);
    try (ResultSet rows = floor.executeQuery()) {
      return rows.next() && rows.getLong(1) > 0
          ? new Place(rows.getLong(1), rows.getLong(2))
          : Place.BEGINNING;
    }
  }

  /// The first seq after `floor` at `atMs` or later, `head` + 1 when there is none. Times in a log
  /// can go back, so this is a binary search on the newest time up to each event.
  long firstAt(long room, long floor, long head, long atMs) throws SQLException {
    long low = floor + 1;
    long high = head + 1;
    while (low < high) {
      long half = (low + high) / 2;
      latestAt.setLong(1, EventKey.of(room, half));
      try (ResultSet rows = latestAt.executeQuery()) {
        rows.next();
        if (rows.getLong(1) >= atMs) {
          high = half;
        } else {
          low = half + 1;
        }
      }
    }
    return low;
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
    return read(id, after, entriesMax, bytesMax, EventRow::entry);
  }

  <T> List<T> read(RoomId id, long after, int entriesMax, int bytesMax, Form<T> form)
      throws SQLException {
    long room = roomKey(id);
    read.setLong(1, EventKey.nearest(room, after));
    read.setLong(2, EventKey.end(room));
    read.setInt(3, entriesMax);
    List<T> entries = new ArrayList<>();
    long bytes = 0;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        EventRow row = row(rows);
        bytes += row.textBytes();
        if (bytes > bytesMax && !entries.isEmpty()) {
          break;
        }
        entries.add(form.of(row));
      }
    }
    return entries;
  }
}
