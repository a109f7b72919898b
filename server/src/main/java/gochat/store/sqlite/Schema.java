package gochat.store.sqlite;

import gochat.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables, and the upgrade of files of older versions.
///
/// Released steps are never changed; a change of the tables is a new step at the end.
final class Schema {
  /// Identifies a file as GoChat's: `GoCh` in ASCII.
  static final int APPLICATION_ID = 0x476f4368;

  /// Step n, counted from 1, upgrades from version n - 1 to version n.
  static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE room (
                key INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE
              ) STRICT
              """,
              // With a rowid: in a WITHOUT ROWID table, each text of 1 kB would fill an overflow
              // page, which took three times the space and was 40 % slower.
              """
              CREATE TABLE event (
                room INTEGER NOT NULL REFERENCES room,
                seq INTEGER NOT NULL,
                at INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                user BLOB NOT NULL,
                session BLOB NOT NULL,
                name TEXT NOT NULL,
                message_id BLOB,
                fingerprint INTEGER,
                text TEXT,
                PRIMARY KEY (room, seq)
              ) STRICT
              """,
              """
              CREATE UNIQUE INDEX event_message_id ON event (room, user, message_id)
                WHERE message_id IS NOT NULL
              """),
          RoomTables.STEP,
          AccountTables.CREATE,
          NameTables.STEP,
          // The room's head when the member hid it; null when it is not hidden.
          List.of("ALTER TABLE member ADD COLUMN hidden_at INTEGER"),
          // Distinguishes the database from an older copy of itself: see Starts.
          List.of(
              "ALTER TABLE meta ADD COLUMN start BLOB",
              "ALTER TABLE meta ADD COLUMN turns INTEGER NOT NULL DEFAULT 0"),
          RoomTables.ERASURE_STEP,
          RoomTables.SHOWN_STEP,
          RoomTables.PIN_STEP,
          ChecksumTriggers.STEP,
          RetentionTables.STEP,
          RetentionTables.OWNERS_STEP,
          AccountTables.OPEN_STEP,
          InvitationTables.STEP,
          AccountTables.STATE_STEP,
          AccountTables.ADDRESS_STEP,
          RoomTables.AUDIT_STEP,
          MeasureTables.STEP,
          AccountTables.RECOVERY_STEP,
          AccountTables.DELETION_STEP,
          PrivacyRows.STEP,
          RoomTables.SLOW_MODE_STEP,
          ReportTable.STEP);

  /// The changes of one transaction.
  @FunctionalInterface
  interface Changes {
    void make() throws SQLException;
  }

  private Schema() {}

  /// Upgrades the file to the present version, with the checksums of all rows.
  ///
  /// @param file the file's name in messages
  /// @throws StoreException when the file is not GoChat's, or newer than this version
  static void upgrade(Connection connection, String file) throws SQLException {
    upgrade(connection, STEPS, file);
    ChecksumTriggers.install(connection);
  }

  /// Upgrades the file to the last of `steps`. Each step and its version number are one
  /// transaction, so an interrupted upgrade continues at the next start. A new file is made in one
  /// transaction, which takes half the time.
  ///
  /// @param file the file's name in messages
  /// @throws StoreException when the file is not GoChat's, or newer than `steps`
  static void upgrade(Connection connection, List<List<String>> steps, String file)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement, steps.size(), file);
      NameTables.prepare(connection);
      ChecksumFunctions.addTo(connection);
      if (version == 0) {
        inTransaction(statement, () -> take(statement, steps, 1, steps.size()));
      } else {
        for (int next = version + 1; next <= steps.size(); next++) {
          int step = next;
          inTransaction(statement, () -> take(statement, steps, step, step));
        }
      }
    }
  }

  /// Checks that the file has the present version.
  ///
  /// @param file the file's name in messages
  /// @throws StoreException when the file is not GoChat's, or has another version
  static void check(Connection connection, String file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement, STEPS.size(), file);
      if (version < STEPS.size() || !ChecksumTriggers.areInstalled(connection)) {
        throw new StoreException(
            file
                + " was written by an older GoChat (data version "
                + version
                + ", this one has "
                + STEPS.size()
                + "): start this server on it once, which upgrades it");
      }
    }
  }

  /// The version of the file, at most `last`.
  private static int version(Statement statement, int last, String file) throws SQLException {
    int version = number(statement, "PRAGMA user_version");
    int applicationId = number(statement, "PRAGMA application_id");
    boolean blank = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
    boolean isOurs = applicationId == APPLICATION_ID || applicationId == CopyMark.APPLICATION_ID;
    if (!isOurs && !blank) {
      throw new StoreException(
          file + " is not GoChat's: move it away, or choose another directory with --data-dir");
    }
    if (version > last) {
      throw new StoreException(
          file
              + " was written by a newer GoChat (data version "
              + version
              + ", this one reads up to "
              + last
              + "): start the newer GoChat, or choose another directory with --data-dir");
    }
    return version;
  }

  /// Takes the steps `first` to `last`.
  private static void take(Statement statement, List<List<String>> steps, int first, int last)
      throws SQLException {
    for (String change : steps.subList(first - 1, last).stream().flatMap(List::stream).toList()) {
      statement.execute(change);
    }
    if (first == 1) {
      // Later steps leave the mark of a copy.
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
    }
    statement.execute("PRAGMA user_version = " + last);
  }

  static void inTransaction(Statement statement, Changes changes) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    boolean committed = false;
    try {
      changes.make();
      statement.execute("COMMIT");
      committed = true;
    } finally {
      if (!committed) {
        rollBack(statement);
      }
    }
  }

  private static void rollBack(Statement statement) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException _) {
      // After some failures, such as a full disk, SQLite has rolled back already, and this fails.
      // The first failure is the one to report.
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
