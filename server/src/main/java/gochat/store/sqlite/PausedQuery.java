package gochat.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/// Lets a long query take pauses, in which it can be ended. One for each query.
final class PausedQuery extends ProgressHandler {
  /// Steps of SQLite's virtual machine from one pause to the next; some milliseconds.
  private static final int STEPS = 20_000;

  private final Runnable pause;
  private @Nullable RuntimeException end;

  private PausedQuery(Runnable pause) {
    this.pause = pause;
  }

  @FunctionalInterface
  interface Query {
    void run() throws SQLException;
  }

  /// Runs a query on `connection`, on which no other one runs.
  ///
  /// @param pause called every few milliseconds; what it throws ends the query, and is thrown
  static void run(Connection connection, Runnable pause, Query query) throws SQLException {
    PausedQuery paused = new PausedQuery(pause);
    setHandler(connection, STEPS, paused);
    try {
      query.run();
    } catch (SQLException e) {
      if (paused.end != null) {
        throw paused.end;
      }
      throw e;
    } finally {
      clearHandler(connection);
    }
  }

  /// An exception would not pass through SQLite.
  @Override
  protected int progress() {
    try {
      pause.run();
      return 0;
    } catch (RuntimeException e) {
      end = e;
      return 1;
    }
  }
}
