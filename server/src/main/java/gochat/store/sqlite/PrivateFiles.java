package gochat.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that nobody but their owner reads, whatever the directory and the process's umask allow.
/// Where a file system knows no owners, it decides.
final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean HAS_OWNERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /// Below this a disk counts as full: neither the database nor its log grows by less.
  private static final long SPACE_MIN_BYTES = 1_024 * 1_024;

  private PrivateFiles() {}

  static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, attributes(DIRECTORY));
  }

  /// An empty file, unless there is one already; that one is its owner's alone from now on.
  static void create(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(FILE));
    } catch (FileAlreadyExistsException _) {
      protect(file);
    }
  }

  /// Takes a file that there may be from everybody but its owner.
  static void protect(Path file) throws IOException {
    if (!HAS_OWNERS || !Files.exists(file)) {
      return;
    }
    try {
      if (!Files.getPosixFilePermissions(file).equals(FILE)) {
        Files.setPosixFilePermissions(file, FILE);
      }
    } catch (FileSystemException _) {
      // Somebody else's, who decides who reads it.
    }
  }

  /// Puts `content` in the place of what `file` holds: after a crash it is there as it was or as it
  /// is now.
  static void replace(Path file, ByteBuffer content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(next, attributes(FILE));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      syncEntries(directory);
    }
  }

  /// Makes the names in `directory` survive power loss: what is synced inside a file whose name is
  /// lost is lost with it.
  static void syncEntries(Path directory) throws IOException {
    if (HAS_OWNERS) {
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  /// Whether something can have failed because there is no space left for `file`.
  static boolean isDiskFull(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    while (directory != null && !Files.isDirectory(directory)) {
      directory = directory.getParent();
    }
    return directory != null && directory.toFile().getUsableSpace() < SPACE_MIN_BYTES;
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return HAS_OWNERS
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
