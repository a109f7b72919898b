package gochat.store;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The directory with all files of a server, locked for one server until it is closed.
public final class DataDirectory implements AutoCloseable {
  /// The directory inside in which a restore or a transfer prepares all files, and which it removes
  /// last.
  public static final String PREPARED = "restore.partial";

  private static final String LOCK = "lock";

  private static final String RIGHTS =
      "give this user the right to, or choose another with --data-dir";

  /// The files that an empty directory may have; the second is that of a disk's root.
  private static final Set<String> IN_EMPTY = Set.of(LOCK, "lost+found");

  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Locks the directory for this process. A missing directory is created, private to its owner.
  ///
  /// @throws StoreException when the directory can't be created or written, or another server uses
  ///   it
  public static DataDirectory open(Path directory) {
    DataDirectory opened = lock(directory);
    if (Files.exists(opened.path.resolve(PREPARED))) {
      opened.close();
      throw new StoreException(
          "in data directory "
              + opened.path
              + " a restore or transfer was interrupted: remove its content and begin again, or choose"
              + " another with --data-dir");
    }
    return opened;
  }

  /// As [#open], for a directory without files.
  ///
  /// @throws StoreException as [#open], or when there is a file
  public static DataDirectory openEmpty(Path directory) {
    DataDirectory opened = lock(directory);
    Optional<Path> file = opened.firstFile();
    if (file.isPresent()) {
      opened.close();
      throw new StoreException(
          "data directory "
              + opened.path
              + " is not empty, it has "
              + file.get().getFileName()
              + ": move its content away, or choose another with --data-dir");
    }
    return opened;
  }

  /// As [#open], for a directory that a server has used before; empty when none has. Nothing is
  /// created.
  ///
  /// @throws StoreException as [#open]
  public static Optional<DataDirectory> openUsed(Path directory) {
    return Files.exists(directory.resolve(LOCK)) ? Optional.of(open(directory)) : Optional.empty();
  }

  private Optional<Path> firstFile() {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> !IN_EMPTY.contains(file.getFileName().toString())).findFirst();
    } catch (IOException e) {
      throw new StoreException("data directory " + path + " can't be read", e, path, RIGHTS);
    }
  }

  private static DataDirectory lock(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      create(path);
      return new DataDirectory(path, lockFile(path));
    } catch (IOException e) {
      throw new StoreException("data directory " + path + " can't be written", e, path, RIGHTS);
    }
  }

  /// The directory's absolute path.
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest, and nothing written can be lost.
    }
  }

  private static void create(Path path) throws IOException {
    Path parent = path.getParent();
    if (Files.isDirectory(path) || parent == null) {
      return;
    }
    create(parent);
    try {
      PrivateFiles.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
    PrivateFiles.syncEntries(parent);
  }

  private static FileChannel lockFile(Path path) throws IOException {
    Path lockPath = path.resolve(LOCK);
    FileChannel channel = PrivateFiles.tryLock(lockPath);
    if (channel == null) {
      throw new StoreException(
          "data directory "
              + path
              + " is in use by another server (process "
              + Files.readString(lockPath).strip()
              + "): stop that one, or choose another directory with --data-dir");
    }
    boolean written = false;
    try {
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      written = true;
      return channel;
    } finally {
      if (!written) {
        channel.close();
      }
    }
  }
}
