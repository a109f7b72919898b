package gochat.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Writes all that is stored, and reads it, over the write connection; used by one thread at a
/// time.
final class Writer implements AutoCloseable {
  /// From 4 MiB on the write-ahead log is copied into the file: seldom enough to share the cost,
  /// often enough that the pause stays near 10 ms. A log four times as long was no faster.
  private static final int CHECKPOINT_FRAMES = 1_000;

  /// Readers can keep a checkpoint from starting the log over; at 64 MiB it waits for them.
  private static final int FRAMES_MAX = 16_000;

  private final Connection connection;
  private final Statements statements;
  private final Reader reader;
  private final LogWriter log;
  private final AccountWriter accounts;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement countFrames;
  private final PreparedStatement checkpoint;
  private final PreparedStatement checkpointAll;

  Writer(Connection connection) throws SQLException {
    this.connection = connection;
    statements = new Statements(connection);
    reader = new Reader(connection);
    log = new LogWriter(statements, reader.log());
    accounts = new AccountWriter(statements, reader.accounts());
    begin = statements.prepare("BEGIN IMMEDIATE");
    commit = statements.prepare("COMMIT");
    countFrames = statements.prepare("PRAGMA wal_checkpoint(NOOP)");
    checkpoint = statements.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    checkpointAll = statements.prepare("PRAGMA wal_checkpoint(RESTART)");
  }

  Reader reader() {
    return reader;
  }

  LogWriter log() {
    return log;
  }

  AccountWriter accounts() {
    return accounts;
  }

  void begin() throws SQLException {
    begin.execute();
  }

  void commit() throws SQLException {
    commit.execute();
  }

  void rollBack() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  /// Copies the write-ahead log into the file when it has grown enough.
  void checkpointWhenDue() throws SQLException {
    int frames = frames(countFrames);
    if (frames >= FRAMES_MAX) {
      frames(checkpointAll);
    } else if (frames >= CHECKPOINT_FRAMES) {
      frames(checkpoint);
    }
  }

  private static int frames(PreparedStatement pragma) throws SQLException {
    try (ResultSet rows = pragma.executeQuery()) {
      rows.next();
      return rows.getInt(2);
    }
  }

  /// A writer over the same connection that takes this one's place after a failure.
  Writer renewed() throws SQLException {
    statements.close();
    reader.closeStatements();
    return new Writer(connection);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
