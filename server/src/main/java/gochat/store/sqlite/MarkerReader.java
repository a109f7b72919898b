package gochat.store.sqlite;

import gochat.journal.ReadMarkers;
import gochat.journal.ReadMarkers.Unread;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Reads markers and unread counts on one connection. Not thread-safe.
final class MarkerReader {
  private final LogReader log;
  private final PreparedStatement readSeq;
  private final PreparedStatement messages;
  private final PreparedStatement mentions;

  /// @param log on the same connection
  MarkerReader(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    readSeq =
        statements.prepare(
            """
            SELECT coalesce(
                (SELECT seq FROM marker WHERE user = ?1 AND room = ?2 AND %s),
                (SELECT since FROM member WHERE room = ?2 AND user = ?1 AND %s),
                0)
            """
                .formatted(
                    CheckedTable.MARKER.intact("marker"), CheckedTable.MEMBER.intact("member")));
    messages =
        statements.prepare(
            "SELECT count(*) FROM (SELECT 1 "
                + ShownReader.WITHIN
                + " AND kind = "
                + EventKind.POSTED.number
                + " AND text IS NOT NULL AND user <> ? LIMIT "
                + ReadMarkers.COUNT_MAX
                + ")");
    mentions =
        statements.prepare(
            "SELECT count(*) FROM (SELECT 1 FROM mention WHERE message >= ? AND message < ?"
                + " AND user = ? LIMIT "
                + ReadMarkers.COUNT_MAX
                + ")");
  }

  /// The user's read marker.
  long readSeq(UUID user, long room) throws SQLException {
    readSeq.setBytes(1, Columns.bytes(user));
    readSeq.setLong(2, room);
    try (ResultSet rows = readSeq.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  Unread unread(UUID user, RoomId id) throws SQLException {
    long room = log.roomKey(id);
    long read = readSeq(user, room);
    return new Unread(read, count(messages, user, room, read), count(mentions, user, room, read));
  }

  private static int count(PreparedStatement query, UUID user, long room, long read)
      throws SQLException {
    query.setLong(1, EventKey.of(room, read) + 1);
    query.setLong(2, EventKey.end(room));
    query.setBytes(3, Columns.bytes(user));
    try (ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
