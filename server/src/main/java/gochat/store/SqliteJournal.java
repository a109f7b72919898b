package gochat.store;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/// The journal in an SQLite file with a write-ahead log.
///
/// One connection writes; it alone copies the write-ahead log into the file, within [#append]. A
/// full disk rolls an append back, and appends work again when there is space. Any other failure to
/// write or to sync is final: what the disk holds is then unknown until the file is opened anew, as
/// a second fsync would report success for pages that the first one dropped.
///
/// [#read] and [#head] run on the caller's thread over a few read connections of their own. A
/// virtual thread gives up its carrier while it waits for one, but not inside SQLite, which is
/// native code; reads are bounded by their arguments, so that is a matter of milliseconds.
public final class SqliteJournal implements Journal {
  private final Lock writing = new ReentrantLock();

  /// Guarded by `writing`.
  private LogWriter writer;

  /// Null when the database is in memory: there its only connection serves everybody in turn.
  private final @Nullable ReaderPool readers;

  private final Consumer<JournalException> onFatal;

  /// Guarded by `writing`.
  private @Nullable JournalException fatal;

  private SqliteJournal(
      LogWriter writer, @Nullable ReaderPool readers, Consumer<JournalException> onFatal) {
    this.writer = writer;
    this.readers = readers;
    this.onFatal = onFatal;
  }

  /// @param database the file; created when missing
  /// @param onFatal told once, by the thread that appends, when the journal can't go on: the
  ///   process is to stop, and the next start recovers
  /// @throws StoreException when the file can't be used
  public static SqliteJournal open(
      Path database, Durability durability, Consumer<JournalException> onFatal) {
    return over(Database.openForWriting(database, durability), database, onFatal);
  }

  /// A journal without a file: [Durability#MEMORY].
  public static SqliteJournal inMemory() {
    return over(Database.openInMemory(), null, _ -> {});
  }

  /// @param database the file behind `connection`, null when it is in memory
  static SqliteJournal over(
      Connection connection, @Nullable Path database, Consumer<JournalException> onFatal) {
    try {
      ReaderPool readers = database == null ? null : ReaderPool.open(database);
      return new SqliteJournal(new LogWriter(connection), readers, onFatal);
    } catch (SQLException e) {
      throw new StoreException("the database can't be read (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    writing.lock();
    try {
      if (fatal != null) {
        throw new JournalException("append refused: the journal stopped earlier", fatal);
      }
      AppendResult result = record(batches);
      if (result == AppendResult.STORED) {
        checkpoint();
      }
      return result;
    } finally {
      writing.unlock();
    }
  }

  private AppendResult record(List<Batch> batches) {
    boolean committed = false;
    try {
      writer.begin();
      for (Batch batch : batches) {
        if (!writer.write(batch)) {
          return AppendResult.CONFLICT;
        }
      }
      writer.commit();
      committed = true;
      return AppendResult.STORED;
    } catch (SQLException e) {
      if (isTaken(e)) {
        return AppendResult.CONFLICT;
      }
      throw failed("append", e);
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
      // What was appended is safe in the write-ahead log, so it counts as stored. A full disk is
      // tried again after the next append; a failed sync never is.
      JournalException _ = failed("checkpoint", e);
    }
  }

  @Override
  public Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys) {
    writing.lock();
    try {
      return writer.recorded(room, keys);
    } catch (SQLException e) {
      throw failedRead(e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return query(reader -> reader.read(room, after, entriesMax, bytesMax));
  }

  @Override
  public long head(RoomId room) {
    return query(reader -> reader.head(room));
  }

  private <T> T query(ReaderPool.Query<T> query) {
    if (readers == null) {
      return queryInMemory(query);
    }
    try {
      return readers.with(query);
    } catch (SQLException e) {
      throw new JournalException("read: " + e.getMessage(), e);
    }
  }

  private <T> T queryInMemory(ReaderPool.Query<T> query) {
    writing.lock();
    try {
      return query.run(writer.reader());
    } catch (SQLException e) {
      throw failedRead(e);
    } finally {
      writing.unlock();
    }
  }

  /// Waits for what runs; later calls fail.
  @Override
  public void close() {
    writing.lock();
    try {
      if (readers != null) {
        readers.close();
      }
      // The last connection to close would checkpoint, and so sync again what failed to sync.
      if (fatal == null) {
        writer.close();
      }
    } catch (SQLException e) {
      throw new JournalException("close: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  /// A failed read tells nothing about what was written, so it is never fatal.
  private JournalException failedRead(SQLException cause) {
    renewWriter(cause);
    return new JournalException("read: " + cause.getMessage(), cause);
  }

  private JournalException failed(String what, SQLException cause) {
    renewWriter(cause);
    var failure = new JournalException(what + ": " + cause.getMessage(), cause);
    if (isFatal(cause)) {
      stop(failure);
    }
    return failure;
  }

  private void renewWriter(SQLException cause) {
    try {
      writer = writer.renewed();
    } catch (SQLException e) {
      // The next call fails too and tries again.
      cause.addSuppressed(e);
    }
  }

  private void stop(JournalException failure) {
    fatal = failure;
    onFatal.accept(failure);
  }

  private static boolean isFatal(SQLException e) {
    return switch (Database.primaryCode(e)) {
      case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /// A seq or a message id that the log holds already.
  private static boolean isTaken(SQLException e) {
    return e instanceof SQLiteException sqlite
        && switch (sqlite.getResultCode()) {
          case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE -> true;
          default -> false;
        };
  }
}
