package gochat.store.sqlite;

import gochat.store.StoreStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The condition of a database.
class SqliteStatus implements StoreStatus {
  /// The free space with which a disk is no longer full: that of some checkpoints.
  private static final long FREE_BYTES_ENOUGH = 16L * 1_024 * 1_024;

  private final WriteConnection connection;
  private final @Nullable Path database;

  /// @param database its file, null when it is in memory
  SqliteStatus(WriteConnection connection, @Nullable Path database) {
    this.connection = connection;
    this.database = database;
  }

  @Override
  public Writing writing() {
    Writing last = connection.lastWriting();
    // No write shows that there is space again while clients are sent elsewhere.
    return last == Writing.DISK_FULL && freeBytes().orElse(0) >= FREE_BYTES_ENOUGH
        ? Writing.POSSIBLE
        : last;
  }

  @Override
  public OptionalLong bytes() {
    return database == null
        ? OptionalLong.empty()
        : OptionalLong.of(
            bytes(database) + bytes(database.resolveSibling(database.getFileName() + "-wal")));
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      // SQLite removes the write-ahead log when it closes the database.
      return 0;
    }
  }

  @Override
  public OptionalLong freeBytes() {
    // The JDK's file stores need the mount point, which a chroot may not have.
    return database == null
        ? OptionalLong.empty()
        : OptionalLong.of(database.toFile().getUsableSpace());
  }
}
