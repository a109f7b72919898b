package gochat.backup;

import gochat.file.PrivateFiles;
import gochat.store.DataDirectory;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A data directory that gets all its files before a server may use them.
///
/// They are prepared in a directory of their own inside; while it exists, no server starts there.
/// So data that is not whole is never taken for a server's data, also after a crash. For one
/// thread.
public final class PreparedDirectory implements AutoCloseable {
  private final DataDirectory directory;
  private final Path files;

  /// Whether [#complete] has begun: from then on files are where a server looks for them, so no
  /// failure must remove the directory that keeps it away.
  private boolean isPrepared;

  private PreparedDirectory(DataDirectory directory, Path files) {
    this.directory = directory;
    this.files = files;
  }

  /// @param target an empty data directory, or none yet; it is locked
  /// @throws StoreException when the target can't be used
  /// @throws IOException when it can't be written
  public static PreparedDirectory open(Path target) throws IOException {
    DataDirectory directory = DataDirectory.openEmpty(target);
    boolean isOpen = false;
    try {
      Path files = directory.path().resolve(DataDirectory.PREPARED);
      PrivateFiles.createDirectory(files);
      isOpen = true;
      return new PreparedDirectory(directory, files);
    } finally {
      if (!isOpen) {
        directory.close();
      }
    }
  }

  /// The directory for the files, empty at first.
  public Path files() {
    return files;
  }

  /// Makes the files those of the data directory.
  public void complete() throws IOException {
    isPrepared = true;
    for (Path file : DataFiles.list(files)) {
      Files.move(
          file, directory.path().resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    PrivateFiles.syncEntries(directory.path());
    DataFiles.delete(files);
    PrivateFiles.syncEntries(directory.path());
  }

  /// Removes the files unless [#complete] was called.
  @Override
  public void close() throws IOException {
    try (directory) {
      if (!isPrepared) {
        DataFiles.delete(files);
      }
    }
  }
}
