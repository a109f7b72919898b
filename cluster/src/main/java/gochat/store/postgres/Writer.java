package gochat.store.postgres;

import gochat.store.StoreStatus.Writing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A connection that writes, for one caller at a time; others wait. After a failure whose outcome
/// is unknown the next caller gets a new connection. Statements are never cancelled, because the
/// server would then report a success that no standby has.
final class Writer implements AutoCloseable {
  /// The most tries of a change that the server has undone because of others.
  private static final int TRIES_MAX = 5;

  @FunctionalInterface
  interface Opening {
    Connection open() throws SQLException;
  }

  /// Work that can be done again after the server has undone it.
  @FunctionalInterface
  interface Work<T> {
    T run(Sql sql) throws SQLException;
  }

  private final Opening opening;
  private final Runnable onUnknown;
  private @Nullable Connection open;
  private boolean isClosed;
  private volatile Writing last = Writing.POSSIBLE;

  /// @param onUnknown called when a change may have been made or not
  Writer(Opening opening, Runnable onUnknown) {
    this.opening = opening;
    this.onUnknown = onUnknown;
  }

  /// What the last change showed.
  Writing last() {
    return last;
  }

  /// Runs statements that are a transaction each.
  <T> T run(Work<T> work) throws SQLException {
    return attempt(TRIES_MAX, connection -> work.run(new Sql(connection)));
  }

  /// Runs a transaction.
  <T> T transact(Work<T> work) throws SQLException {
    return transact(work, _ -> true);
  }

  /// Runs a transaction.
  ///
  /// @param isKept whether it is committed with this result, or else undone
  <T> T transact(Work<T> work, Predicate<T> isKept) throws SQLException {
    return attempt(TRIES_MAX, connection -> inTransaction(connection, work, isKept));
  }

  /// Runs a transaction whose work can't be done again.
  <T> T transactOnce(Work<T> work, Predicate<T> isKept) throws SQLException {
    return attempt(1, connection -> inTransaction(connection, work, isKept));
  }

  private static <T> T inTransaction(Connection connection, Work<T> work, Predicate<T> isKept)
      throws SQLException {
    connection.setAutoCommit(false);
    T result = work.run(new Sql(connection));
    if (isKept.test(result)) {
      commit(connection);
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    return result;
  }

  private static void commit(Connection connection) throws SQLException {
    connection.clearWarnings();
    connection.commit();
    SQLWarning warning = connection.getWarnings();
    if (warning != null) {
      throw warning;
    }
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T make(Connection connection) throws SQLException;
  }

  private synchronized <T> T attempt(int tries, Attempt<T> attempt) throws SQLException {
    for (int left = tries; ; left--) {
      try {
        T result = once(attempt);
        last = Writing.POSSIBLE;
        return result;
      } catch (SQLException e) {
        if (SqlState.isDiskFull(e)) {
          last = Writing.DISK_FULL;
        }
        if (left <= 1 || !SqlState.isUndone(e)) {
          throw e;
        }
      }
    }
  }

  private <T> T once(Attempt<T> attempt) throws SQLException {
    Connection connection = connection();
    boolean isUsable = false;
    try {
      T result = attempt.make(connection);
      isUsable = true;
      return result;
    } catch (SQLException e) {
      isUsable = SqlState.isDefinite(e) && isRolledBack(connection);
      throw e;
    } finally {
      if (!isUsable) {
        drop();
        onUnknown.run();
      }
    }
  }

  private static boolean isRolledBack(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return true;
    } catch (SQLException _) {
      // The connection is dropped, and the failure before is the one to report.
      return false;
    }
  }

  private Connection connection() throws SQLException {
    if (isClosed) {
      throw new SQLException("the store is closed");
    }
    if (open == null) {
      open = opening.open();
    }
    return open;
  }

  private void drop() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException _) {
      // It is not used again.
    }
    open = null;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    drop();
  }
}
