package gochat.store.sqlite;

import gochat.account.OtherServers;
import gochat.journal.JournalException;
import gochat.store.Durability;
import gochat.store.Servers;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The embedded backend: all data of a server in one SQLite file with a write-ahead log.
///
/// Reads run on the caller's thread over a few read connections. A virtual thread that waits for a
/// connection releases its carrier thread; inside SQLite, which is native code, it keeps the
/// carrier. Arguments bound each read to milliseconds.
public final class SqliteStore {
  private enum Damages {
    LOGGED,
    REPORTED
  }

  /// Null when the database is in memory.
  private final @Nullable Path database;

  /// Null when the database is in memory.
  private final @Nullable TurnCount turns;

  private final WriteConnection connection;
  private final GroupCommitter writes;

  /// Null when the store is opened for a verification, which reports damages itself.
  private final @Nullable DamageLog damages;

  /// Null when the database is in memory: its only connection serves all callers in turn.
  private final @Nullable ReaderPool readers;

  /// Null when the database is in memory.
  private final @Nullable SqliteBackups backups;

  private final StoreStatus status;
  private final long epoch;

  private SqliteStore(
      @Nullable Path database,
      @Nullable TurnCount turns,
      WriteConnection connection,
      @Nullable ReaderPool readers,
      @Nullable SqliteBackups backups,
      StoreStatus status,
      long epoch,
      Damages damages) {
    this.database = database;
    this.turns = turns;
    this.connection = connection;
    writes = new GroupCommitter(connection);
    this.readers = readers;
    this.backups = backups;
    this.damages =
        damages == Damages.LOGGED
            ? new DamageLog(key -> query(reader -> reader.log().roomId(key)))
            : null;
    this.status = status;
    this.epoch = epoch;
  }

  /// Opens a store in a file.
  ///
  /// @param database the file; created when missing
  /// @param onFatal called once, by the writing thread, when the store can't go on. The process
  ///   must stop then; the next start recovers the data
  /// @throws StoreException when the file can't be used
  public static Store open(
      Path database, Durability durability, Consumer<JournalException> onFatal) {
    return over(Database.openForWriting(database, durability, false), database, onFatal).ports();
  }

  /// Opens a store without a file: [Durability#MEMORY].
  public static Store inMemory() {
    return over(Database.openInMemory(), null, _ -> {}).ports();
  }

  /// Records that an older copy took the place of the database. The next start has another epoch,
  /// so clients that have read beyond the copy notice it.
  ///
  /// @param database a file that no store has open
  /// @throws StoreException when the file can't be used
  public static void markRestored(Path database) {
    try {
      Database.openForWriting(database, Durability.SYNC, true).connection().close();
    } catch (SQLException e) {
      throw new StoreException(database + " can't be written (" + e.getMessage() + ")", e);
    }
  }

  /// Sets the epoch of the logs, durably.
  ///
  /// @param database a file that no store has open
  /// @throws StoreException when the file can't be used
  public static void setEpoch(Path database, long epoch) {
    try (Connection connection =
        Database.openForWriting(database, Durability.SYNC, false).connection()) {
      Epoch.set(connection, epoch);
    } catch (SQLException e) {
      throw new StoreException(database + " can't be written (" + e.getMessage() + ")", e);
    }
  }

  /// Opens a store that no server uses, only to read it. Its directory is not changed.
  ///
  /// @throws StoreException when the file can't be used
  public static Store openToVerify(Path database) {
    try {
      WriteConnection connection = new WriteConnection(Database.openUnused(database), _ -> {});
      return new SqliteStore(
              database,
              null,
              connection,
              ReaderPool.open(() -> Database.openUnused(database)),
              null,
              new SqliteStatus(connection, database),
              // A verification does not ask for the epoch.
              0,
              Damages.REPORTED)
          .ports();
    } catch (SQLException e) {
      SQLException cause = DiskFailure.causeOf(e, database);
      throw new StoreException(
          database + " can't be read (" + cause.getMessage() + "): " + Advice.of(cause, database),
          cause,
          Database.isDamaged(cause));
    }
  }

  /// Whether [gochat.store.Backups#mirrorTo] has made a mirror in `directory`.
  public static boolean isMirror(Path directory) {
    return SqliteMirror.isIn(directory);
  }

  /// Makes a copy of a mirror.
  ///
  /// @param copy a file that does not exist
  /// @throws IOException when the mirror can't be read or is damaged, when the copy can't be
  ///   written, or when a server renews the mirror
  public static void copyMirror(Path mirror, Path copy) throws IOException {
    SqliteMirror.copy(mirror, copy);
  }

  /// @param database the file that was opened, null when it is in memory
  static SqliteStore over(
      Database.Opened opened, @Nullable Path database, Consumer<JournalException> onFatal) {
    try {
      WriteConnection connection =
          new WriteConnection(
              opened.connection(),
              e ->
                  onFatal.accept(
                      new JournalException("the store failed: " + DiskFailure.sentence(e), e)));
      return new SqliteStore(
          database,
          database == null ? null : new TurnCount(database, opened.starts()),
          connection,
          database == null ? null : ReaderPool.open(() -> Database.openForReading(database)),
          database == null ? null : new SqliteBackups(database, connection),
          new SqliteStatus(connection, database),
          Epoch.current(opened.connection()),
          Damages.LOGGED);
    } catch (SQLException e) {
      throw new StoreException(
          "the database can't be read (" + e.getMessage() + "): " + Advice.of(e, database), e);
    }
  }

  /// The ports over this database. Closing them closes the database.
  Store ports() {
    return new Store(
        new SqliteJournal(this, epoch),
        new SqliteHistory(this),
        new SqliteRooms(this),
        new SqliteMarkers(this),
        new SqliteHiddenRooms(this),
        new SqliteRetention(this),
        new SqliteReports(this),
        new SqliteStoredLogs(this),
        new SqliteAccounts(this),
        new SqliteInvitations(this),
        new SqlitePrivacy(this),
        OtherServers.NONE,
        new SqliteRows(this),
        new SqliteVerification(this, database),
        backups,
        status,
        Servers.ALONE,
        this::close);
  }

  /// Calls [WriteConnection#transact]. Only for the log, whose turns are groups already.
  <T> T transact(WriteConnection.Work<T> work, Predicate<T> commits) throws SQLException {
    return noting(() -> connection.transact(work, commits));
  }

  /// Calls [GroupCommitter#commit]. For all data except the log.
  <T> T write(WriteConnection.Work<T> work) throws SQLException {
    return noting(() -> writes.commit(work));
  }

  /// Counts a recorded turn, which the database has counted already.
  void recorded() {
    if (turns != null) {
      turns.recorded();
    }
  }

  /// Runs `query` on a read connection, for which it waits.
  <T> T read(ReaderPool.Query<T> query) throws SQLException {
    return noting(() -> query(query));
  }

  /// Runs a long `query` on a read connection of its own.
  <T> T readApart(ReaderPool.Query<T> query) throws SQLException {
    return noting(() -> readers == null ? query(query) : readers.apart(query));
  }

  private <T> T query(ReaderPool.Query<T> query) throws SQLException {
    return readers == null
        ? connection.read(writer -> query.run(writer.reader()))
        : readers.with(query);
  }

  /// Calls [WriteConnection#read].
  <T> T readInTurn(WriteConnection.Work<T> work) throws SQLException {
    return noting(() -> connection.read(work));
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws SQLException;
  }

  /// Runs `action`, and logs a damaged row that it meets.
  private <T> T noting(Action<T> action) throws SQLException {
    try {
      return action.run();
    } catch (SQLException e) {
      if (damages != null) {
        damages.note(e);
      }
      throw e;
    }
  }

  private void close() {
    try {
      writes.close();
      if (readers != null) {
        readers.close();
      }
      connection.close();
      if (backups != null) {
        backups.close();
      }
    } catch (SQLException | IOException e) {
      throw new JournalException("close: " + e.getMessage(), e);
    } finally {
      if (turns != null) {
        turns.close();
      }
    }
  }
}
