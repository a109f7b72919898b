package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of the tables `banned` and `muted`. One of which an older version has kept only the
/// user has null in the other columns; an end that never comes is null too.
final class MeasureRows {
  private static final List<String> READ =
      List.of(
          "user_id",
          "name",
          "standing",
          "by_id",
          "by_name",
          "by_standing",
          "reason",
          "since_ms",
          "until_ms");

  private MeasureRows() {}

  /// The columns that [#read] reads.
  ///
  /// @param table in the query
  static String columns(String table) {
    StringBuilder columns = new StringBuilder();
    for (String column : READ) {
      columns.append(columns.isEmpty() ? "" : ", ");
      columns.append("%1$s.%2$s AS %1$s_%2$s".formatted(table, column));
    }
    return columns.toString();
  }

  /// Inserts a measure, or replaces the one of the same user.
  static void put(Changes changes, String table, long room, Measure measure) {
    Person by = measure.by();
    changes.add(
        """
        INSERT INTO %s (room, user_id, name, standing, by_id, by_name, by_standing, reason,
            since_ms, until_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))
          ON CONFLICT (room, user_id) DO UPDATE SET name = excluded.name,
            standing = excluded.standing, by_id = excluded.by_id, by_name = excluded.by_name,
            by_standing = excluded.by_standing, reason = excluded.reason,
            since_ms = excluded.since_ms, until_ms = excluded.until_ms
        """
            .formatted(table),
        room,
        measure.member().user(),
        by == null ? null : measure.member().name(),
        by == null ? null : Code.STANDING.of(measure.member().standing()),
        by == null ? null : by.user(),
        by == null ? null : by.name(),
        by == null ? null : Code.STANDING.of(by.standing()),
        by == null ? null : measure.reason().getBytes(UTF_8),
        by == null ? null : measure.sinceMs(),
        measure.untilMs());
  }

  /// @param table as for [#columns]
  static Measure read(ResultSet row, String table) throws SQLException {
    UUID user = row.getObject(table + "_user_id", UUID.class);
    UUID by = row.getObject(table + "_by_id", UUID.class);
    return by == null
        ? Measure.of(user)
        : new Measure(
            new Person(user, row.getString(table + "_name"), standing(row, table + "_standing")),
            new Person(
                by, row.getString(table + "_by_name"), standing(row, table + "_by_standing")),
            new String(row.getBytes(table + "_reason"), UTF_8),
            row.getLong(table + "_since_ms"),
            row.getLong(table + "_until_ms"));
  }

  /// As [#read], null when a join has found no row.
  static @Nullable Measure readOrNull(ResultSet row, String table) throws SQLException {
    return row.getObject(table + "_user_id") == null ? null : read(row, table);
  }

  /// The measures of a room in the order of the users' ids.
  ///
  /// @param after the user before the first one, null for the beginning
  static List<Measure> page(
      Sql sql, String table, RoomId room, @Nullable UUID after, int measuresMax)
      throws SQLException {
    return sql.all(
        row -> read(row, table),
        "SELECT "
            + columns(table)
            + " FROM "
            + table
            + " WHERE room = (SELECT key FROM log WHERE id = ?) AND (? OR user_id > ?)"
            + " ORDER BY user_id LIMIT ?",
        room.value(),
        after == null,
        after == null ? new UUID(0, 0) : after,
        measuresMax);
  }

  private static Standing standing(ResultSet row, String column) throws SQLException {
    return Code.STANDING.constant(row.getInt(column), SQLException::new);
  }
}
