package gochat.store.sqlite;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The triggers that keep the checksums right with every insert and change. Only new events bring
/// their checksum, because the trigger would double the cost of an append.
final class ChecksumTriggers {
  private static final Logger log = LoggerFactory.getLogger(ChecksumTriggers.class);

  /// The step of [Schema] that adds the columns.
  static final List<String> STEP =
      Stream.of(
              "event",
              "room",
              "member",
              "banned",
              "muted",
              "reaction",
              "mention",
              "pin",
              "marker",
              "room_skeleton",
              "user",
              "skeleton",
              "token",
              "meta")
          .map(table -> "ALTER TABLE " + table + " ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0")
          .toList();

  private static final Pattern UPDATE_OF = Pattern.compile(" UPDATE OF (.+?) ON ");

  private record Trigger(String name, String sql) {
    /// The columns of the checksum that the trigger keeps, none for a trigger of inserts.
    List<String> columns() {
      Matcher matcher = UPDATE_OF.matcher(sql);
      return matcher.find() ? List.of(matcher.group(1).split(", ")) : List.of();
    }
  }

  private ChecksumTriggers() {}

  /// Adds the triggers of tables that have none, or those of other columns, and computes the
  /// checksums that these change. One transaction, so an interruption leaves the file as it was.
  static void install(Connection connection) throws SQLException {
    List<CheckedTable> outdated = outdated(connection);
    if (outdated.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      Schema.inTransaction(
          statement,
          () -> {
            for (CheckedTable table : outdated) {
              install(connection, statement, table);
            }
          });
    }
  }

  /// Whether the checksums of all tables are computed.
  static boolean areInstalled(Connection connection) throws SQLException {
    return outdated(connection).isEmpty();
  }

  private static List<CheckedTable> outdated(Connection connection) throws SQLException {
    List<CheckedTable> outdated = new ArrayList<>();
    for (CheckedTable table : CheckedTable.values()) {
      if (!installed(connection, table).equals(Set.copyOf(triggers(table)))) {
        outdated.add(table);
      }
    }
    return outdated;
  }

  private static Set<Trigger> installed(Connection connection, CheckedTable table)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?")) {
      query.setString(1, table.sqlName());
      Set<Trigger> found = new LinkedHashSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new Trigger(rows.getString(1), rows.getString(2)));
        }
      }
      return found;
    }
  }

  private static void install(Connection connection, Statement statement, CheckedTable table)
      throws SQLException {
    Set<Trigger> former = installed(connection, table);
    for (Trigger trigger : former) {
      statement.execute("DROP TRIGGER " + trigger.name());
    }
    String name = table.sqlName();
    int rows =
        statement.executeUpdate(
            "UPDATE %s SET checksum = %s WHERE %s"
                .formatted(name, table.checksum(name), others(former, table.columns())));
    for (Trigger trigger : triggers(table)) {
      statement.execute(trigger.sql());
    }
    log.atDebug().addKeyValue("table", name).addKeyValue("rows", rows).log("checksums computed");
  }

  /// The rows whose checksum is not the one that they had, in SQL. A checksum leaves out null, so
  /// it stays when further columns come that are null. The others stay as they are, right or wrong.
  private static String others(Set<Trigger> former, List<String> columns) {
    List<String> before = former.stream().flatMap(trigger -> trigger.columns().stream()).toList();
    boolean isExtended =
        before.size() < columns.size() && columns.subList(0, before.size()).equals(before);
    return isExtended
        ? columns.stream()
            .skip(before.size())
            .map(column -> column + " IS NOT NULL")
            .collect(joining(" OR "))
        : "TRUE";
  }

  private static List<Trigger> triggers(CheckedTable table) {
    return table == CheckedTable.EVENT
        ? List.of(onUpdate(table))
        : List.of(onInsert(table), onUpdate(table));
  }

  private static Trigger onInsert(CheckedTable table) {
    return trigger(table, "insert", "INSERT", table.checksum("new"));
  }

  private static Trigger onUpdate(CheckedTable table) {
    return trigger(
        table,
        "update",
        "UPDATE OF " + String.join(", ", table.columns()),
        table.renewed("old", "new"));
  }

  private static Trigger trigger(CheckedTable table, String end, String change, String checksum) {
    String name = table.sqlName();
    String row = table.key().stream().map(key -> key + " = new." + key).collect(joining(" AND "));
    String trigger = "checksum_" + name + "_" + end;
    return new Trigger(
        trigger,
        "CREATE TRIGGER %s AFTER %s ON %s BEGIN UPDATE %s SET checksum = %s WHERE %s; END"
            .formatted(trigger, change, name, name, checksum, row));
  }
}
