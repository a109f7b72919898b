package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import gochat.store.Backups;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A mirror: a copy of the database, and beside it the changes that are being put into the copy.
/// While there is such a file, the mirror is the copy with these changes; without it, the copy
/// alone. So the mirror takes the space of the database and of the changes of one renewal.
final class SqliteMirror implements Backups.Mirror {
  private static final String COPY = "mirror.db";
  private static final String CHANGES = "mirror.changes";
  private static final String LOCK = "mirror.lock";

  private final Path directory;
  private final FileChannel lock;
  private final PageCopier copier;

  /// Makes a new mirror in the place of the one that is there.
  ///
  /// @param copier belongs to the mirror when this returns
  static SqliteMirror make(Path directory, PageCopier copier, Backups.Progress progress)
      throws IOException {
    FileChannel lock = lock(directory);
    boolean isMade = false;
    try {
      SqliteMirror mirror = new SqliteMirror(directory, lock, copier);
      mirror.make(progress);
      isMade = true;
      return mirror;
    } finally {
      if (!isMade) {
        lock.close();
      }
    }
  }

  private SqliteMirror(Path directory, FileChannel lock, PageCopier copier) {
    this.directory = directory;
    this.lock = lock;
    this.copier = copier;
  }

  private void make(Backups.Progress progress) throws IOException {
    // The changes of an older mirror don't fit the new copy.
    applyChanges();
    Path next = directory.resolve(COPY + ".new");
    Files.deleteIfExists(next);
    try (CopyFile copy = CopyFile.open(next, copier.pageBytes())) {
      copier.copyAll(copy, progress);
      copy.sync();
    }
    Files.move(
        next,
        directory.resolve(COPY),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.syncEntries(directory);
  }

  @Override
  public void renew(Backups.Progress progress) throws IOException {
    try (ChangesFile changes = ChangesFile.create(directory.resolve(CHANGES), copier.pageBytes())) {
      copier.copyChanged(changes, progress);
      if (changes.isEmpty()) {
        return;
      }
      changes.finish();
    }
    applyChanges();
  }

  private void applyChanges() throws IOException {
    Path changes = directory.resolve(CHANGES);
    if (Files.exists(changes)) {
      ChangesFile.apply(changes, directory.resolve(COPY));
      Files.delete(changes);
      PrivateFiles.syncEntries(directory);
    }
  }

  /// Whether a mirror is in `directory`.
  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(COPY));
  }

  /// Makes a copy of the mirror.
  ///
  /// @param copy does not exist
  /// @throws IOException when the mirror can't be read or is damaged, when the copy can't be
  ///   written, or when a server renews the mirror
  static void copy(Path directory, Path copy) throws IOException {
    try (FileChannel _ = lock(directory)) {
      Files.copy(directory.resolve(COPY), copy);
      PrivateFiles.protect(copy);
      Path changes = directory.resolve(CHANGES);
      if (Files.exists(changes)) {
        ChangesFile.apply(changes, copy);
      }
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel lock = PrivateFiles.tryLock(directory.resolve(LOCK));
    if (lock == null) {
      throw new IOException("a server renews the mirror in " + directory);
    }
    return lock;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      copier.close();
    }
  }
}
