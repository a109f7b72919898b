package gochat.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Tells a disk that can't be read from damaged data. SQLite has one code for both: it turns its
/// code for EIO of a read, `SQLITE_IOERR_CORRUPTFS`, into `SQLITE_CORRUPT`.
final class DiskFailure {
  private static final int BUFFER_BYTES = 1 << 20;

  private DiskFailure() {}

  /// What `e` says to an operator, without reading anything.
  static String sentence(SQLException e) {
    return isDamage(e)
        ? "the data is damaged, or the disk can't be read; a verification tells which"
        : String.valueOf(e.getMessage());
  }

  /// The cause of `e`. If SQLite's code is not clear, this reads all files of the database.
  ///
  /// @return a failure of the disk when a file can't be read; otherwise `e`
  static SQLException causeOf(SQLException e, Path database) {
    if (!isDamage(e) && !isFailedRead(e)) {
      return e;
    }
    try {
      checkReadable(database);
      return e;
    } catch (SQLException failure) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  private static boolean isDamage(SQLException e) {
    return Database.primaryCode(e) == SQLiteErrorCode.SQLITE_CORRUPT;
  }

  /// Whether SQLite has kept its code, for which the driver's message excludes a failure of the
  /// disk.
  private static boolean isFailedRead(SQLException e) {
    return e instanceof SQLiteException failure
        && failure.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS;
  }

  /// @throws SQLException with the code of a failed read, when a file of the database can't be read
  static void checkReadable(Path database) throws SQLException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      for (Path file : List.of(database, DatabaseFile.beside(database, "-wal"))) {
        if (Files.exists(file)) {
          readAll(file, buffer);
        }
      }
    } catch (IOException e) {
      SQLException failure =
          new SQLiteException(
              "a read failed: " + e.getMessage(), SQLiteErrorCode.SQLITE_IOERR_READ);
      failure.initCause(e);
      throw failure;
    }
  }

  private static void readAll(Path file, ByteBuffer buffer) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        // Only the success counts.
      }
    }
  }
}
