package gochat.store.sqlite;

import gochat.journal.Retention.Ruled;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the rules of rooms, and which events they no longer keep, on one connection. Not
/// thread-safe.
final class RetentionReader {
  private static final String RULES =
      "SELECT key, id, keep_ms, keep_events, own_keep_ms, own_keep_events FROM room WHERE ";

  private final LogReader log;
  private final PreparedStatement rule;
  private final PreparedStatement all;
  private final PreparedStatement own;

  /// @param log on the same connection
  RetentionReader(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    String intact = " AND " + CheckedTable.ROOM.intact("room");
    rule = statements.prepare(RULES + "id = ?" + intact);
    all = statements.prepare(RULES + "id > ?" + intact + " ORDER BY id LIMIT ?");
    own =
        statements.prepare(
            RULES
                + "id > ?"
                + " AND coalesce(keep_ms, keep_events, own_keep_ms, own_keep_events) IS NOT NULL"
                + intact
                + " ORDER BY id LIMIT ?");
  }

  RetentionRule of(RoomId room) throws SQLException {
    rule.setString(1, room.value());
    try (ResultSet rows = rule.executeQuery()) {
      return rows.next() ? rule(rows, 3) : RetentionRule.NONE;
    }
  }

  /// @param column the first of two: the greatest age and the number of events, null for no limit
  static RetentionRule rule(ResultSet row, int column) throws SQLException {
    return new RetentionRule(row.getLong(column), row.getLong(column + 1));
  }

  /// See [gochat.journal.Retention#ruled].
  List<Ruled> ruled(RetentionRule server, long nowMs, @Nullable RoomId after, int roomsMax)
      throws SQLException {
    PreparedStatement query = server.equals(RetentionRule.NONE) ? own : all;
    query.setString(1, after == null ? "" : after.value());
    query.setInt(2, roomsMax);
    List<Ruled> ruled = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        RetentionRule rule = rule(rows, 3).and(rule(rows, 5)).and(server);
        ruled.add(ruled(rows.getLong(1), new RoomId(rows.getString(2)), rule, nowMs));
      }
    }
    return ruled;
  }

  /// See [gochat.journal.Retention#ruled].
  Ruled ruled(RoomId id, RetentionRule rule, long nowMs) throws SQLException {
    return ruled(log.roomKey(id), id, rule, nowMs);
  }

  private Ruled ruled(long room, RoomId id, RetentionRule rule, long nowMs) throws SQLException {
    long floor = log.floor(room).seq();
    long head = log.head(room).seq();
    long due = floor;
    if (rule.events() > 0) {
      due = Math.max(due, head - rule.events());
    }
    if (rule.ageMs() > 0) {
      due = Math.max(due, log.firstAt(room, floor, head, nowMs - rule.ageMs()) - 1);
    }
    return new Ruled(id, floor, due);
  }
}
