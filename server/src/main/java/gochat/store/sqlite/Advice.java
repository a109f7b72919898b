package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import gochat.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Advice to operators whose database can't be used.
final class Advice {
  static final String DAMAGED =
      "put a backup in its place, or choose another directory with --data-dir. Copies of a running"
          + " server's files are often damaged; stop it before copying them";

  static final String RIGHTS =
      "give this user the right to read and write it, and to make files beside it, or choose"
          + " another directory with --data-dir";

  private Advice() {}

  /// @param file null when the database is in memory
  static String of(SQLException e, @Nullable Path file) {
    if (DamagedRow.in(e).isPresent()) {
      return DAMAGED;
    }
    return switch (Database.primaryCode(e)) {
      case SQLITE_FULL -> StoreException.DISK_FULL;
      case SQLITE_CORRUPT, SQLITE_NOTADB -> DAMAGED;
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH -> RIGHTS;
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program uses it: stop that one";
      case SQLITE_NOMEM -> "give the server more memory";
      case SQLITE_IOERR ->
          file != null && PrivateFiles.isDiskFull(file)
              ? StoreException.DISK_FULL
              : StoreException.DISK_FAILED;
      default -> "this is not what GoChat expects of SQLite; please report it";
    };
  }
}
