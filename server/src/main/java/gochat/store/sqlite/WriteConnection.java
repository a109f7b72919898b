package gochat.store.sqlite;

import gochat.store.StoreStatus.Writing;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only connection that writes, for one thread at a time in the order of their calls. It alone
/// copies the write-ahead log into the file, after a transaction.
///
/// A full disk rolls a transaction back; transactions work again when there is space. Any other
/// failure to write or sync is final: the content of the disk is unknown until the file is opened
/// again, because a second fsync would report success for pages that the first one dropped.
final class WriteConnection implements AutoCloseable {
  @FunctionalInterface
  interface Work<T> {
    T run(Writer writer) throws SQLException;
  }

  /// Work on the files of the database, while nothing is written.
  @FunctionalInterface
  interface FileWork<T> {
    T run() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(WriteConnection.class);

  /// Fair, so no thread waits for later calls.
  private final Lock writing = new ReentrantLock(true);

  /// Guarded by `writing`.
  private final List<LogWatch> watches = new ArrayList<>();

  /// Guarded by `writing`.
  private Writer writer;

  /// Whether the last transaction found the disk full. Changed under `writing`.
  private volatile boolean isDiskFull;

  private final Consumer<SQLException> onFatal;

  /// Changed under `writing`.
  private volatile @Nullable SQLException fatal;

  /// @param onFatal called once, by the writing thread, when nothing can be written any more
  WriteConnection(Connection connection, Consumer<SQLException> onFatal) throws SQLException {
    this.writer = new Writer(connection, watches);
    this.onFatal = onFatal;
  }

  /// Runs `work` as one transaction, which is rolled back when `work` throws or `commits` is false
  /// for its result.
  ///
  /// @throws SQLException when the outcome is unknown; when the disk is full, nothing was recorded
  <T> T transact(Work<T> work, Predicate<T> commits) throws SQLException {
    writing.lock();
    try {
      checkNotStopped();
      T result = record(work, commits);
      if (commits.test(result)) {
        checkpoint();
      }
      return result;
    } finally {
      writing.unlock();
    }
  }

  private void checkNotStopped() throws SQLException {
    if (fatal != null) {
      throw new SQLException("the store stopped earlier", fatal);
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
      // After some failures, such as a full disk, SQLite has rolled back already, and this fails.
    }
  }

  private void checkpoint() {
    try {
      writer.checkpointWhenDue();
      hasSpace();
    } catch (SQLException e) {
      // The transaction is safe in the write-ahead log, so it counts as recorded. After a full disk
      // the next transaction tries again; a failed sync is never repeated.
      failed(e);
    }
  }

  /// Whether the last transaction could be written. For any thread, without waiting.
  Writing lastWriting() {
    return fatal != null ? Writing.FAILED : isDiskFull ? Writing.DISK_FULL : Writing.POSSIBLE;
  }

  /// Reads on this connection, in turn with the writes.
  <T> T read(Work<T> work) throws SQLException {
    writing.lock();
    try {
      return work.run(writer);
    } catch (SQLException e) {
      // A failed read proves nothing about the written data, so it is not fatal.
      renewWriter(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /// From now on, `watch` collects the pages that change in the file.
  void add(LogWatch watch) {
    writing.lock();
    try {
      watches.add(watch);
    } finally {
      writing.unlock();
    }
  }

  void remove(LogWatch watch) {
    writing.lock();
    try {
      watches.remove(watch);
    } finally {
      writing.unlock();
    }
  }

  /// Copies the write-ahead log into the file, and runs `work` before the next write.
  ///
  /// @return empty when a read keeps a part of the log out of the file
  <T> Optional<T> afterCheckpoint(FileWork<T> work) throws SQLException, IOException {
    writing.lock();
    try {
      checkNotStopped();
      return writer.checkpointNow() ? Optional.of(work.run()) : Optional.empty();
    } catch (SQLException e) {
      failed(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /// Logs a full disk once, also when the write-ahead log has space and the file has none.
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
      log.atInfo().log("the disk has space again");
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

  /// Waits for running work; later calls fail.
  @Override
  public void close() throws SQLException {
    writing.lock();
    try {
      // Closing the last connection checkpoints, and would repeat a failed sync.
      if (fatal == null) {
        writer.close();
      }
    } finally {
      writing.unlock();
    }
  }
}
