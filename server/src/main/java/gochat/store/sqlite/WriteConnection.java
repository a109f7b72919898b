package gochat.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one connection that writes, for one thread at a time; the others wait for their turn. It
/// alone copies the write-ahead log into the file, behind a transaction.
///
/// A full disk rolls a transaction back, and transactions work again when there is space. Any other
/// failure to write or to sync is final: what the disk holds is then unknown until the file is
/// opened anew, as a second fsync would report success for pages that the first one dropped.
final class WriteConnection implements AutoCloseable {
  @FunctionalInterface
  interface Work<T> {
    T run(Writer writer) throws SQLException;
  }

  private static final Logger log = LoggerFactory.getLogger(WriteConnection.class);

  /// In order: nobody waits for more than what came before.
  private final Lock writing = new ReentrantLock(true);

  /// Guarded by `writing`.
  private Writer writer;

  /// Whether the last transaction found no space. Guarded by `writing`.
  private boolean isDiskFull;

  private final Consumer<SQLException> onFatal;

  /// Guarded by `writing`.
  private @Nullable SQLException fatal;

  /// @param onFatal told once, by the thread that writes, when nothing can be written any more
  WriteConnection(Connection connection, Consumer<SQLException> onFatal) throws SQLException {
    this.writer = new Writer(connection);
    this.onFatal = onFatal;
  }

  /// Runs `work` as one transaction. It is rolled back when `work` throws, or when its result is
  /// none that `commits`.
  ///
  /// @throws SQLException when it is unknown what was recorded; when the disk is full, nothing was
  <T> T transact(Work<T> work, Predicate<T> commits) throws SQLException {
    writing.lock();
    try {
      if (fatal != null) {
        throw new SQLException("the store stopped earlier", fatal);
      }
      T result = record(work, commits);
      if (commits.test(result)) {
        checkpoint();
      }
      return result;
    } finally {
      writing.unlock();
    }
  }

  private <T> T record(Work<T> work, Predicate<T> commits) throws SQLException {
    boolean committed = false;
    try {
      writer.begin();
      T result = work.run(writer);
      if (commits.test(result)) {
        writer.commit();
        committed = true;
        hasSpace();
      }
      return result;
    } catch (SQLException e) {
      failed(e);
      throw e;
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      writer.rollBack();
    } catch (SQLException _) {
      // After some failures, a full disk among them, SQLite has rolled back already and says so.
    }
  }

  private void checkpoint() {
    try {
      writer.checkpointWhenDue();
    } catch (SQLException e) {
      // What was recorded is safe in the write-ahead log, so it counts as recorded. A full disk is
      // tried again after the next transaction; a failed sync never is.
      failed(e);
    }
  }

  /// Reads in turn with what is written.
  <T> T read(Work<T> work) throws SQLException {
    writing.lock();
    try {
      return work.run(writer);
    } catch (SQLException e) {
      // A failed read tells nothing about what was written, so it is never fatal.
      renewWriter(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /// Once, and not for each of those who try meanwhile.
  private void lacksSpace(SQLException cause) {
    if (!isDiskFull) {
      isDiskFull = true;
      log.atError()
          .addKeyValue("reason", cause.getMessage())
          .log("the disk is full: nothing is stored until there is space; reading goes on");
    }
  }

  private void hasSpace() {
    if (isDiskFull) {
      isDiskFull = false;
      log.atInfo().log("there is space on the disk again");
    }
  }

  private void failed(SQLException cause) {
    if (Database.isDiskFull(cause)) {
      lacksSpace(cause);
    }
    renewWriter(cause);
    if (isFatal(cause)) {
      fatal = cause;
      onFatal.accept(cause);
    }
  }

  private void renewWriter(SQLException cause) {
    try {
      writer = writer.renewed();
    } catch (SQLException e) {
      // The next call fails too and tries again.
      cause.addSuppressed(e);
    }
  }

  private static boolean isFatal(SQLException e) {
    return switch (Database.primaryCode(e)) {
      case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /// Waits for what runs; later calls fail.
  @Override
  public void close() throws SQLException {
    writing.lock();
    try {
      // The last connection to close would checkpoint, and so sync again what failed to sync.
      if (fatal == null) {
        writer.close();
      }
    } finally {
      writing.unlock();
    }
  }
}
