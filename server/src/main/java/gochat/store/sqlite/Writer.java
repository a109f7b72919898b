package gochat.store.sqlite;

import gochat.limit.StoreLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Writes and reads everything stored, on the writing connection. Not thread-safe.
final class Writer implements AutoCloseable {
  private static final int PAGE_BYTES = 4_096;

  /// Seldom enough to share the cost, and often enough to keep the pause near 10 ms. A log four
  /// times as long was not faster.
  private static final int CHECKPOINT_FRAMES =
      StoreLimit.WRITE_AHEAD_BYTES.standardInt() / PAGE_BYTES;

  /// The length of the log is not read after every commit, because reading it costs as much as
  /// writing two messages.
  private static final int COMMITS_PER_COUNT = 4;

  /// Readers can prevent a checkpoint from restarting the log; beyond this length it waits for
  /// them.
  private static final int FRAMES_MAX =
      StoreLimit.WRITE_AHEAD_BYTES_MOST.standardInt() / PAGE_BYTES;

  /// The result of a checkpoint.
  ///
  /// @param isBusy whether it waited for readers in vain
  /// @param isWhole whether the file has the whole log now
  private record Checkpoint(boolean isBusy, boolean isWhole) {}

  private final Connection connection;
  private final List<LogWatch> watches;
  private final Statements statements;
  private final Reader reader;
  private final LogWriter log;
  private final FloorWriter floors;
  private final MarkerWriter markers;
  private final InvitationWriter invitations;
  private final ReportWriter reports;
  private final AccountWriter accounts;
  private final AccountStateWriter accountState;
  private final RowWriter rows;
  private final NameEraser names;
  private final LookUp lookUp;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement setSavepoint;
  private final PreparedStatement rollBackToSavepoint;
  private final PreparedStatement releaseSavepoint;
  private final PreparedStatement countFrames;
  private final PreparedStatement checkpoint;
  private final PreparedStatement truncate;

  /// Whether the write-ahead log may contain erased texts. True after a failure too, because this
  /// writer doesn't know the writes before it.
  private boolean isTruncationDue = true;

  private int uncountedCommits;

  /// @param watches collect the pages that checkpoints change
  Writer(Connection connection, List<LogWatch> watches) throws SQLException {
    this.connection = connection;
    this.watches = watches;
    statements = new Statements(connection);
    reader = new Reader(connection);
    log = new LogWriter(statements, reader.log());
    floors = new FloorWriter(statements, reader.log(), reader.rooms());
    markers = new MarkerWriter(statements, reader.log(), reader.markers());
    invitations = new InvitationWriter(statements);
    reports = new ReportWriter(statements, reader.reports());
    accounts = new AccountWriter(statements, reader.accounts(), invitations);
    accountState = new AccountStateWriter(statements, accounts);
    rows = new RowWriter(connection);
    names = new NameEraser(connection, reader, floors);
    lookUp = new LookUp(statements, reader.log());
    begin = statements.prepare("BEGIN IMMEDIATE");
    commit = statements.prepare("COMMIT");
    setSavepoint = statements.prepare("SAVEPOINT write");
    rollBackToSavepoint = statements.prepare("ROLLBACK TO write");
    releaseSavepoint = statements.prepare("RELEASE write");
    countFrames = statements.prepare("PRAGMA wal_checkpoint(NOOP)");
    checkpoint = statements.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    truncate = statements.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  Reader reader() {
    return reader;
  }

  LogWriter log() {
    return log;
  }

  FloorWriter floors() {
    return floors;
  }

  MarkerWriter markers() {
    return markers;
  }

  AccountWriter accounts() {
    return accounts;
  }

  AccountStateWriter accountState() {
    return accountState;
  }

  ReportWriter reports() {
    return reports;
  }

  InvitationWriter invitations() {
    return invitations;
  }

  RowWriter rows() {
    return rows;
  }

  NameEraser names() {
    return names;
  }

  LookUp lookUp() {
    return lookUp;
  }

  void begin() throws SQLException {
    begin.execute();
  }

  void commit() throws SQLException {
    commit.execute();
  }

  /// Sets a savepoint. The later changes can be rolled back alone until it is released.
  void setSavepoint() throws SQLException {
    setSavepoint.execute();
  }

  void rollBackToSavepoint() throws SQLException {
    rollBackToSavepoint.execute();
  }

  void releaseSavepoint() throws SQLException {
    releaseSavepoint.execute();
  }

  void rollBack() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  /// Declares that the transaction erases texts, which must disappear from the write-ahead log too.
  void truncateNext() {
    isTruncationDue = true;
  }

  /// Copies the write-ahead log into the file when it has grown enough or texts were erased. In the
  /// second case it waits for readers, because copied pages stay in the log until it is overwritten
  /// or truncated.
  void checkpointWhenDue() throws SQLException {
    if (++uncountedCommits < COMMITS_PER_COUNT && !isTruncationDue) {
      return;
    }
    uncountedCommits = 0;
    int frames = frames();
    if (isTruncationDue || frames >= FRAMES_MAX) {
      isTruncationDue = checkpoint(truncate, frames).isBusy();
    } else if (frames >= CHECKPOINT_FRAMES) {
      checkpoint(checkpoint, frames);
    }
  }

  /// Copies the write-ahead log into the file without waiting for readers.
  ///
  /// @return false when a reader keeps a part of the log out of the file
  boolean checkpointNow() throws SQLException {
    return checkpoint(checkpoint, frames()).isWhole();
  }

  private int frames() throws SQLException {
    try (ResultSet rows = countFrames.executeQuery()) {
      rows.next();
      return rows.getInt(2);
    }
  }

  private Checkpoint checkpoint(PreparedStatement pragma, int frames) throws SQLException {
    watches.forEach(watch -> watch.collect(frames));
    try (ResultSet rows = pragma.executeQuery()) {
      rows.next();
      int left = rows.getInt(2);
      boolean isWhole = rows.getInt(3) == left;
      if (isWhole) {
        watches.forEach(watch -> watch.settled(left));
      }
      return new Checkpoint(rows.getInt(1) != 0, isWhole);
    }
  }

  /// A new writer on the same connection, to replace this one after a failure.
  Writer renewed() throws SQLException {
    statements.close();
    reader.closeStatements();
    return new Writer(connection, watches);
  }

  @Override
  public void close() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try {
      if (!connection.isReadOnly()) {
        Epoch.settle(connection);
      }
    } finally {
      connection.close();
    }
  }
}
