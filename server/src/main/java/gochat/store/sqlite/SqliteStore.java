package gochat.store.sqlite;

import gochat.account.Accounts;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All that a server keeps, in an SQLite file with a write-ahead log.
///
/// What is read runs on the caller's thread over a few read connections. A virtual thread gives up
/// its carrier while it waits for one, but not inside SQLite, which is native code; reads are
/// bounded by their arguments, so that is a matter of milliseconds.
public final class SqliteStore implements Store {
  /// Null when the database is in memory.
  private final @Nullable TurnCount turns;

  private final WriteConnection connection;
  private final GroupCommitter writes;

  /// Null when the database is in memory: there its only connection serves everybody in turn.
  private final @Nullable ReaderPool readers;

  private final Journal journal;
  private final History history = new SqliteHistory(this);
  private final RoomDirectory rooms = new SqliteRooms(this);
  private final ReadMarkers markers = new SqliteMarkers(this);
  private final HiddenRooms hidden = new SqliteHiddenRooms(this);
  private final Accounts accounts = new SqliteAccounts(this);

  private SqliteStore(
      @Nullable TurnCount turns,
      WriteConnection connection,
      @Nullable ReaderPool readers,
      long epoch) {
    this.turns = turns;
    journal = new SqliteJournal(this, epoch);
    this.connection = connection;
    writes = new GroupCommitter(connection);
    this.readers = readers;
  }

  /// @param database the file; created when missing
  /// @param onFatal told once, by the thread that writes, when the store can't go on: the process
  ///   is to stop, and the next start recovers
  /// @throws StoreException when the file can't be used
  public static SqliteStore open(
      Path database, Durability durability, Consumer<JournalException> onFatal) {
    return over(Database.openForWriting(database, durability, false), database, onFatal);
  }

  /// A store without a file: [Durability#MEMORY].
  public static SqliteStore inMemory() {
    return over(Database.openInMemory(), null, _ -> {});
  }

  /// Says that an older copy took the place of the database: whoever has read further is told by
  /// another [Journal#epoch].
  ///
  /// @param database a file that no store has open
  /// @throws StoreException when the file can't be used
  public static void replaced(Path database) {
    try {
      Database.openForWriting(database, Durability.SYNC, true).connection().close();
    } catch (SQLException e) {
      throw new StoreException(database + " can't be written (" + e.getMessage() + ")", e);
    }
  }

  /// @param database the file that was opened, null when it is in memory
  static SqliteStore over(
      Database.Opened opened, @Nullable Path database, Consumer<JournalException> onFatal) {
    try {
      return new SqliteStore(
          database == null ? null : new TurnCount(database, opened.starts()),
          new WriteConnection(
              opened.connection(),
              e -> onFatal.accept(new JournalException("the disk failed: " + e.getMessage(), e))),
          database == null ? null : ReaderPool.open(database),
          Epoch.current(opened.connection()));
    } catch (SQLException e) {
      throw new StoreException(
          "the database can't be read (" + e.getMessage() + "): " + Advice.of(e, database), e);
    }
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public RoomDirectory rooms() {
    return rooms;
  }

  @Override
  public ReadMarkers markers() {
    return markers;
  }

  @Override
  public HiddenRooms hidden() {
    return hidden;
  }

  @Override
  public Accounts accounts() {
    return accounts;
  }

  /// As [WriteConnection#transact]: for the log, which has groups of its own.
  <T> T transact(WriteConnection.Work<T> work, Predicate<T> commits) throws SQLException {
    return connection.transact(work, commits);
  }

  /// As [GroupCommitter#commit]: for all that is written beside the log.
  <T> T write(WriteConnection.Work<T> work) throws SQLException {
    return writes.commit(work);
  }

  /// A turn was recorded, which the database has counted too.
  void recorded() {
    if (turns != null) {
      turns.recorded();
    }
  }

  /// Waits for a free read connection.
  <T> T read(ReaderPool.Query<T> query) throws SQLException {
    return readers == null ? readInTurn(writer -> query.run(writer.reader())) : readers.with(query);
  }

  /// As [WriteConnection#read].
  <T> T readInTurn(WriteConnection.Work<T> work) throws SQLException {
    return connection.read(work);
  }

  @Override
  public void close() {
    try {
      writes.close();
      if (readers != null) {
        readers.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw new JournalException("close: " + e.getMessage(), e);
    } finally {
      if (turns != null) {
        turns.close();
      }
    }
  }
}
