package gochat.store.sqlite;

import gochat.limit.StoreLimit;
import gochat.store.Durability;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/// Opens connections with the settings that the ports' promises need.
final class Database {
  private static final int BUSY_TIMEOUT_MS = StoreLimit.BUSY_TIMEOUT.standardInt();
  private static final int WRITE_CACHE_KIB = StoreLimit.WRITE_CACHE_BYTES.standardInt() / 1_024;
  private static final int READ_CACHE_KIB = StoreLimit.READ_CACHE_BYTES.standardInt() / 1_024;

  private Database() {}

  /// A database that is open for writing.
  ///
  /// @param connection the writing connection
  /// @param starts the content of the file beside the database
  record Opened(Connection connection, Starts starts) {}

  /// Opens the writing connection and upgrades the schema.
  ///
  /// @param isRestored whether the operator has replaced the file by an older copy
  /// @throws StoreException when the file can't be used
  static Opened openForWriting(Path file, Durability durability, boolean isRestored) {
    loadLibrary();
    SQLiteConfig config = config(WRITE_CACHE_KIB);
    // SQLite's automatic checkpoints hide their errors, even of a failed fsync.
    config.setWalAutocheckpoint(0);
    config.setSynchronous(
        durability == Durability.SYNC
            ? SQLiteConfig.SynchronousMode.FULL
            : SQLiteConfig.SynchronousMode.NORMAL);
    try {
      DatabaseFile found = DatabaseFile.find(file);
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      boolean usable = false;
      try (Statement statement = connection.createStatement()) {
        found.checkAfterUncleanEnd(statement);
        Schema.upgrade(connection, file.toString());
        Starts starts = found.start(connection, durability, isRestored);
        // Remove erased texts from the log: those of an upgrade, or of a server that crashed.
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        // Change the file, even only its journal mode, after it is known to be a database of this
        // server.
        statement.execute("PRAGMA journal_mode = WAL");
        usable = true;
        return new Opened(connection, starts);
      } finally {
        if (!usable) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      SQLException cause = DiskFailure.causeOf(e, file);
      throw new StoreException(
          file + " can't be opened (" + cause.getMessage() + "): " + Advice.of(cause, file), cause);
    } catch (IOException e) {
      throw new StoreException(file + " can't be opened", e, file, Advice.RIGHTS);
    }
  }

  /// Opens a database that exists while its only connection is open.
  static Opened openInMemory() {
    loadLibrary();
    try {
      Connection connection = config(WRITE_CACHE_KIB).createConnection("jdbc:sqlite::memory:");
      Schema.upgrade(connection, "memory");
      Epoch.begin(connection, Durability.MEMORY, false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = MEMORY");
      }
      return new Opened(connection, new Starts(UUID.randomUUID(), null, 0));
    } catch (SQLException e) {
      throw new StoreException(
          "no database in memory (" + e.getMessage() + "): " + Advice.of(e, null), e);
    }
  }

  static Connection openForReading(Path file) throws SQLException {
    SQLiteConfig config = config(READ_CACHE_KIB);
    config.setReadOnly(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    ChecksumFunctions.addTo(connection);
    return connection;
  }

  /// Opens a database that no server uses, only to read it. Nothing in its directory changes,
  /// unless its server has crashed: then SQLite makes an index of the write-ahead log.
  ///
  /// @throws StoreException when it is missing, not GoChat's, or of another version
  static Connection openUnused(Path file) throws SQLException {
    loadLibrary();
    SQLiteConfig config = config(READ_CACHE_KIB);
    config.setReadOnly(true);
    if (!Files.exists(file)) {
      throw new StoreException(file + " does not exist: name the directory of a server's data");
    }
    // Without a write-ahead log the file is all, and SQLite makes no files beside it.
    String name =
        Files.exists(DatabaseFile.beside(file, "-wal"))
            ? file.toString()
            : file.toUri() + "?immutable=1";
    Connection connection = config.createConnection("jdbc:sqlite:" + name);
    boolean usable = false;
    try {
      Schema.check(connection, file.toString());
      ChecksumFunctions.addTo(connection);
      usable = true;
      return connection;
    } finally {
      if (!usable) {
        connection.close();
      }
    }
  }

  /// Loads the library first, so that its failures are not reported as faults of the data.
  static void loadLibrary() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new StoreException(
          "SQLite's library can't be loaded ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "): start with bin/server, which has it as a file, or name a directory where files"
              + " may be made and executed, with -Dorg.sqlite.tmpdir in GOCHAT_JAVA_OPTS",
          e);
    }
  }

  private static SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // A negative size counts KiB, not pages.
    config.setCacheSize(-cacheKib);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // A mapped file turns an I/O error into a signal that ends the process.
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
    // Overwrite deleted data with zeros.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON");
    // Saves a query after every insert.
    config.setGetGeneratedKeys(false);
    return config;
  }

  /// The kind of a failure, without the details of SQLite's extended codes.
  static SQLiteErrorCode primaryCode(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.SQLITE_ERROR;
  }

  /// Whether the disk is full. The transaction was rolled back, so nothing was recorded.
  static boolean isDiskFull(SQLException e) {
    return primaryCode(e) == SQLiteErrorCode.SQLITE_FULL;
  }

  /// Whether the file is damaged.
  static boolean isDamaged(SQLException e) {
    return switch (primaryCode(e)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /// Whether a value violates a constraint. The statement did nothing, and the transaction goes on.
  static boolean isConstraint(SQLException e) {
    return primaryCode(e) == SQLiteErrorCode.SQLITE_CONSTRAINT;
  }

  /// Whether a value violates a unique constraint.
  static boolean isTaken(SQLException e) {
    return e instanceof SQLiteException sqlite
        && switch (sqlite.getResultCode()) {
          case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE -> true;
          default -> false;
        };
  }
}
