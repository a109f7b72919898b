package gochat.store;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads logs over one connection; used by one thread at a time.
final class LogReader {
  private final PreparedStatement head;
  private final PreparedStatement read;

  LogReader(Statements statements) throws SQLException {
    head =
        statements.prepare(
            "SELECT max(seq) FROM event WHERE room = (SELECT key FROM room WHERE id = ?)");
    read =
        statements.prepare(
            "SELECT "
                + EventColumns.READ
                + " FROM event WHERE room = (SELECT key FROM room WHERE id = ?) AND seq > ?"
                + " ORDER BY seq LIMIT ?");
  }

  long head(RoomId room) throws SQLException {
    head.setString(1, room.value());
    try (ResultSet rows = head.executeQuery()) {
      rows.next();
      // An empty room has no maximum, and JDBC reads that null as 0.
      return rows.getLong(1);
    }
  }

  List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) throws SQLException {
    read.setString(1, room.value());
    read.setLong(2, after);
    read.setInt(3, entriesMax);
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        bytes += EventColumns.textBytes(rows);
        if (bytes > bytesMax && !entries.isEmpty()) {
          break;
        }
        entries.add(EventColumns.entry(rows));
      }
    }
    return entries;
  }
}
