package gochat.store.sqlite;

import gochat.journal.JournalException;
import java.sql.SQLException;

/// Reads for the ports of `gochat.journal`; failures become a [JournalException].
final class JournalReads {
  private JournalReads() {}

  static <T> T query(SqliteStore store, ReaderPool.Query<T> query) {
    try {
      return store.read(query);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// As [#query], for a query that takes longer than others may wait.
  static <T> T longQuery(SqliteStore store, ReaderPool.Query<T> query) {
    try {
      return store.readApart(query);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// Runs several queries on one state of the data, whatever is written meanwhile.
  static <T> T inOneView(SqliteStore store, ReaderPool.Query<T> query) {
    return query(store, reader -> reader.inOneView(query));
  }

  static JournalException failed(SQLException cause) {
    return failed("read", cause);
  }

  /// @param action for the log
  static JournalException failed(String action, SQLException cause) {
    String message = action + ": " + DiskFailure.sentence(cause);
    if (Database.isDiskFull(cause)) {
      return new JournalException(message, cause, JournalException.Reason.DISK_FULL);
    }
    return DamagedRow.in(cause)
        .map(row -> JournalException.damaged(message, cause, row.seq()))
        .orElseGet(() -> new JournalException(message, cause));
  }
}
