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

  /// Runs several queries on one state of the data, whatever is written meanwhile.
  static <T> T inOneView(SqliteStore store, ReaderPool.Query<T> query) {
    return query(store, reader -> reader.inOneView(query));
  }

  static JournalException failed(SQLException cause) {
    return new JournalException("read: " + cause.getMessage(), cause);
  }
}
