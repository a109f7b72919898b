package gochat.store.sqlite;

import static gochat.store.sqlite.Columns.uuid;

import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Code;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tables `banned` and `muted`. A row of which an older version has kept only the user has null
/// in the other columns; a reason that is empty and an end that never comes are null too.
final class MeasureTables {
  static final String COLUMNS =
      "room, user, name, standing, by_user, by_name, by_standing, reason, since_ms, until_ms";

  /// The columns that [#read] reads.
  private static final List<String> READ =
      List.of(COLUMNS.substring(COLUMNS.indexOf("user")).split(", "));

  /// Adds by whom, why, since when and until when; then takes from the logs what they tell.
  static final List<String> STEP =
      Stream.of(
              Stream.of("ALTER TABLE event ADD COLUMN until_ms INTEGER"),
              steps("banned", 13),
              steps("muted", 15))
          .flatMap(steps -> steps)
          .toList();

  private MeasureTables() {}

  private static Stream<String> steps(String table, int kind) {
    return Stream.concat(
        Stream.of(
                "name TEXT",
                "standing INTEGER",
                "by_user BLOB",
                "by_name TEXT",
                "by_standing INTEGER",
                "reason TEXT",
                "since_ms INTEGER",
                "until_ms INTEGER")
            .map(column -> "ALTER TABLE " + table + " ADD COLUMN " + column),
        Stream.of(
            """
            UPDATE %1$s SET name = event.member_name, standing = event.member_standing,
                by_user = event.user, by_name = event.name, by_standing = event.standing,
                since_ms = event.at
              FROM (SELECT key >> 40 AS room, member AS user, max(key) AS key FROM event
                  WHERE kind = %2$d GROUP BY 1, 2) AS latest
                JOIN event ON event.key = latest.key
              WHERE latest.room = %1$s.room AND latest.user = %1$s.user
            """
                .formatted(table, kind),
            "CREATE INDEX %1$s_until ON %1$s (until_ms) WHERE until_ms IS NOT NULL"
                .formatted(table)));
  }

  /// Inserts a measure, or replaces the one of the same user.
  static String insert(String table) {
    String others =
        READ.stream().skip(1).map(column -> column + " = excluded." + column).toList().toString();
    return "INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)".formatted(table, COLUMNS)
        + " ON CONFLICT (room, user) DO UPDATE SET "
        + others.substring(1, others.length() - 1);
  }

  static void run(PreparedStatement insert, long room, Measure measure) throws SQLException {
    insert.setLong(1, room);
    insert.setBytes(2, Columns.bytes(measure.member().user()));
    Person by = measure.by();
    if (by == null) {
      for (int column = 3; column <= 10; column++) {
        insert.setNull(column, Types.NULL);
      }
    } else {
      insert.setString(3, measure.member().name());
      insert.setInt(4, Code.STANDING.of(measure.member().standing()));
      insert.setBytes(5, Columns.bytes(by.user()));
      insert.setString(6, by.name());
      insert.setInt(7, Code.STANDING.of(by.standing()));
      insert.setString(8, measure.reason().isEmpty() ? null : measure.reason());
      insert.setLong(9, measure.sinceMs());
      insert.setObject(10, measure.untilMs() == 0 ? null : measure.untilMs());
    }
    insert.executeUpdate();
  }

  /// The columns that [#read] reads.
  ///
  /// @param alias the table in the query
  static String columns(String alias) {
    return alias + "." + String.join(", " + alias + ".", READ);
  }

  /// @param first the first column of [#columns]
  static Measure read(ResultSet row, int first) throws SQLException {
    byte[] by = row.getBytes(first + 3);
    return by == null
        ? Measure.of(uuid(row, first))
        : new Measure(
            new Person(uuid(row, first), row.getString(first + 1), standing(row, first + 2)),
            new Person(uuid(by), row.getString(first + 4), standing(row, first + 5)),
            reason(row.getBytes(first + 6)),
            row.getLong(first + 7),
            row.getLong(first + 8));
  }

  /// As [#read], null when a join has found no row.
  static @Nullable Measure readOrNull(ResultSet row, int first) throws SQLException {
    return row.getBytes(first) == null ? null : read(row, first);
  }

  /// The query of [#page(PreparedStatement, RoomId, UUID, int)].
  static String page(CheckedTable table) {
    String name = table.sqlName();
    return "SELECT "
        + columns(name)
        + " FROM "
        + name
        + " WHERE room = (SELECT key FROM room WHERE id = ?) AND user > ? AND "
        + table.intact(name)
        + " ORDER BY user LIMIT ?";
  }

  static List<Measure> page(
      PreparedStatement query, RoomId room, @Nullable UUID after, int measuresMax)
      throws SQLException {
    query.setString(1, room.value());
    // The empty blob sorts before every id.
    query.setBytes(2, after == null ? new byte[0] : Columns.bytes(after));
    query.setInt(3, measuresMax);
    List<Measure> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(read(rows, 1));
      }
    }
    return found;
  }

  private static Standing standing(ResultSet row, int column) throws SQLException {
    return Code.STANDING.constant(row.getInt(column), SQLException::new);
  }

  private static String reason(byte @Nullable [] utf8) {
    return utf8 == null ? "" : Columns.text(utf8);
  }
}
