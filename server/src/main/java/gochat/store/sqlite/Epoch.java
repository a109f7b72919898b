package gochat.store.sqlite;

import gochat.store.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// The incarnation of the logs. It grows whenever they may lack an end that somebody has read: then
/// a client's position says nothing any more.
final class Epoch {
  private Epoch() {}

  /// A server starts. What one before it acknowledged with [Durability#ASYNC] may be missing if it
  /// did not come to its end.
  ///
  /// @param durability of what is recorded from now on
  /// @param isReplaced whether an older copy took the place of the data
  static void begin(Connection connection, Durability durability, boolean isReplaced)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      switch (durability) {
        case SYNC -> {
          if (isReplaced || isDoubtful(statement)) {
            changeSynced(statement, "UPDATE meta SET epoch = epoch + 1, is_doubtful = FALSE");
          }
        }
        case ASYNC ->
            changeSynced(
                statement,
                "UPDATE meta SET epoch = epoch + (is_doubtful OR "
                    + isReplaced
                    + "), is_doubtful = TRUE");
        // Each start begins with nothing.
        case MEMORY -> statement.execute("UPDATE meta SET epoch = " + System.currentTimeMillis());
      }
    }
  }

  /// A server comes to its end: nothing is missing.
  static void settle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isDoubtful(statement)) {
        changeSynced(statement, "UPDATE meta SET is_doubtful = FALSE");
      }
    }
  }

  static long current(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT epoch FROM meta")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// The id of the last start, empty when there was none since the data know of them.
  static Optional<UUID> startId(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT start FROM meta")) {
      rows.next();
      return rows.getBytes(1) == null ? Optional.empty() : Optional.of(Columns.uuid(rows, 1));
    }
  }

  /// How many turns were recorded.
  static long turns(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT turns FROM meta")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// The data are in the hands of the start `id`.
  static void started(Connection connection, UUID id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      changeSynced(
          statement,
          "UPDATE meta SET start = x'%s'".formatted(HexFormat.of().formatHex(Columns.bytes(id))));
    }
  }

  private static boolean isDoubtful(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT is_doubtful FROM meta")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /// Together with all that was written to the log before: a sync is one of the whole file.
  private static void changeSynced(Statement statement, String change) throws SQLException {
    int before = synchronous(statement);
    statement.execute("PRAGMA synchronous = FULL");
    statement.execute(change);
    statement.execute("PRAGMA synchronous = " + before);
  }

  private static int synchronous(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("PRAGMA synchronous")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
