package gochat.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The incarnation of the logs. It grows whenever they may lack an end that somebody has read: then
/// a client's position says nothing any more.
final class Epoch {
  private Epoch() {}

  /// A server starts. What one before it acknowledged with [Durability#ASYNC] may be missing if it
  /// did not come to its end.
  ///
  /// @param durability of what is recorded from now on
  static void begin(Connection connection, Durability durability) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      switch (durability) {
        case SYNC -> {
          if (isDoubtful(statement)) {
            changeSynced(statement, "UPDATE meta SET epoch = epoch + 1, is_doubtful = FALSE");
          }
        }
        case ASYNC ->
            changeSynced(
                statement, "UPDATE meta SET epoch = epoch + is_doubtful, is_doubtful = TRUE");
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

  /// The data were replaced by an older copy.
  static void replaced(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      changeSynced(statement, "UPDATE meta SET epoch = epoch + 1");
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
