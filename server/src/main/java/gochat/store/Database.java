package gochat.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/// Opens connections with the settings that the ports' promises rest on.
final class Database {
  private static final int BUSY_TIMEOUT_MS = 5_000;
  private static final int WRITE_CACHE_KIB = 16 * 1024;
  private static final int READ_CACHE_KIB = 2 * 1024;

  private Database() {}

  /// The connection that writes. It finds the schema up to date.
  ///
  /// @throws StoreException when the file can't be used
  static Connection openForWriting(Path file, Durability durability) {
    SQLiteConfig config = config(WRITE_CACHE_KIB);
    // Checkpoints that SQLite starts by itself hide their errors, a failed fsync included.
    config.setWalAutocheckpoint(0);
    config.setSynchronous(
        durability == Durability.SYNC
            ? SQLiteConfig.SynchronousMode.FULL
            : SQLiteConfig.SynchronousMode.NORMAL);
    return open(
        config, "jdbc:sqlite:" + file, file.toString(), "PRAGMA journal_mode = WAL", durability);
  }

  /// A database that lives as long as its only connection.
  static Connection openInMemory() {
    return open(
        config(WRITE_CACHE_KIB),
        "jdbc:sqlite::memory:",
        "memory",
        "PRAGMA journal_mode = MEMORY",
        Durability.MEMORY);
  }

  static Connection openForReading(Path file) throws SQLException {
    SQLiteConfig config = config(READ_CACHE_KIB);
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  /// Only after the file is known to be ours is it changed, and be it by the journal's mode.
  private static Connection open(
      SQLiteConfig config, String url, String name, String mode, Durability durability) {
    loadLibrary();
    try {
      Connection connection = config.createConnection(url);
      boolean usable = false;
      try (Statement statement = connection.createStatement()) {
        Schema.upgrade(connection, Schema.STEPS, name);
        Epoch.begin(connection, durability);
        statement.execute(mode);
        usable = true;
        return connection;
      } finally {
        if (!usable) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw new StoreException(
          name
              + " can't be opened ("
              + e.getMessage()
              + "): check the disk and the file's rights, or choose another directory with"
              + " --data-dir",
          e);
    }
  }

  /// First of all, so that what is wrong with the library is not taken for a fault of the data.
  private static void loadLibrary() {
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
    // What was deleted leaves the file: it is overwritten with zeros.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON");
    // Saves a query behind every insert.
    config.setGetGeneratedKeys(false);
    return config;
  }

  /// The kind of failure, without the detail that SQLite's extended codes add.
  static SQLiteErrorCode primaryCode(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.SQLITE_ERROR;
  }

  /// Whether a value that is to be unique was there already.
  static boolean isTaken(SQLException e) {
    return e instanceof SQLiteException sqlite
        && switch (sqlite.getResultCode()) {
          case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE -> true;
          default -> false;
        };
  }
}
