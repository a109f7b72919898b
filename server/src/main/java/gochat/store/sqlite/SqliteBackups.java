package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import gochat.store.Backups;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Copies of the database in a file.
final class SqliteBackups implements Backups, AutoCloseable {
  private final Path database;
  private final WriteConnection connection;

  /// Null until the first copy. Guarded by this.
  private @Nullable DatabasePages pages;

  SqliteBackups(Path database, WriteConnection connection) {
    this.database = database;
    this.connection = connection;
  }

  @Override
  public void copyTo(Path directory, Progress progress) throws IOException {
    Path target = directory.resolve(database.getFileName());
    try (PageCopier copier = copier();
        CopyFile copy = CopyFile.open(target, copier.pageBytes())) {
      copier.copyAll(copy, progress);
      copy.sync();
    }
    PrivateFiles.syncEntries(directory);
  }

  @Override
  public Mirror mirrorTo(Path directory, Progress progress) throws IOException {
    PageCopier copier = copier();
    boolean isMade = false;
    try {
      Mirror mirror = SqliteMirror.make(directory, copier, progress);
      isMade = true;
      return mirror;
    } finally {
      if (!isMade) {
        copier.close();
      }
    }
  }

  private PageCopier copier() throws IOException {
    DatabasePages open = pages();
    return new PageCopier(connection, open, new LogWatch(database, open.pageBytes()));
  }

  private synchronized DatabasePages pages() throws IOException {
    if (pages == null) {
      pages = new DatabasePages(database);
    }
    return pages;
  }

  /// To be called when all connections to the database are closed, and no copy is being made.
  @Override
  public synchronized void close() throws IOException {
    if (pages != null) {
      pages.close();
    }
  }
}
