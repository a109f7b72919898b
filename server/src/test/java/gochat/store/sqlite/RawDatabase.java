package gochat.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Changes a closed database as a fault of the disk does: the checksums stay as they are.
public final class RawDatabase {
  private RawDatabase() {}

  public static void change(Path file, String... changes) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      List<String> triggers = new ArrayList<>();
      List<String> names = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
          triggers.add(rows.getString(2));
        }
      }
      for (String name : names) {
        statement.execute("DROP TRIGGER " + name);
      }
      for (String change : changes) {
        statement.execute(change);
      }
      for (String trigger : triggers) {
        statement.execute(trigger);
      }
    }
  }

  /// Takes the database back to the version before rows had checksums.
  static void removeChecksums(Statement statement) throws SQLException {
    for (CheckedTable table : CheckedTable.values()) {
      String name = table.sqlName();
      statement.execute("DROP TRIGGER IF EXISTS checksum_" + name + "_insert");
      statement.execute("DROP TRIGGER IF EXISTS checksum_" + name + "_update");
    }
    for (CheckedTable table : CheckedTable.values()) {
      statement.execute("ALTER TABLE " + table.sqlName() + " DROP COLUMN checksum");
    }
  }
}
