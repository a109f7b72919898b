package gochat.store.sqlite;

import gochat.store.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// The epoch of the logs. It grows when the logs may lack events at their end that clients have
/// read, because the positions of these clients are then invalid.
final class Epoch {
  private static final String INTACT = CheckedTable.META.intact("meta");

  private Epoch() {}

  /// Begins a run of the server. If the run before did not end regularly, events that it
  /// acknowledged with [Durability#ASYNC] may be missing.
  ///
  /// @param durability of the events that this run records
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
        // Each run begins without data.
        case MEMORY -> statement.execute("UPDATE meta SET epoch = " + System.currentTimeMillis());
      }
    }
  }

  /// Ends a run of the server regularly: no event is missing.
  static void settle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isDoubtful(statement)) {
        changeSynced(statement, "UPDATE meta SET is_doubtful = FALSE");
      }
    }
  }

  static long current(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT epoch FROM meta WHERE " + INTACT)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static void set(Connection connection, long epoch) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      changeSynced(statement, "UPDATE meta SET epoch = " + epoch);
    }
  }

  /// The id of the last start; empty when no start with an id has used the data.
  static Optional<UUID> startId(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT start FROM meta WHERE " + INTACT)) {
      rows.next();
      return rows.getBytes(1) == null ? Optional.empty() : Optional.of(Columns.uuid(rows, 1));
    }
  }

  /// The number of recorded turns.
  static long turns(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT turns FROM meta")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Records that the start `id` uses the data.
  static void started(Connection connection, UUID id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      changeSynced(
          statement,
          "UPDATE meta SET start = x'%s'".formatted(HexFormat.of().formatHex(Columns.bytes(id))));
    }
  }

  /// Whether events may be missing since the last regular end, because of [Durability#ASYNC].
  static boolean isDoubtful(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT is_doubtful FROM meta")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /// Changes the database together with everything written to the log before, because a sync covers
  /// the whole file.
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
