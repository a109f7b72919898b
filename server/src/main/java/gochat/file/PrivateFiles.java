package gochat.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.CopyOption;
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
import org.jspecify.annotations.Nullable;

/// Creates and replaces files that only their owner can read, whatever the directory and the umask
/// of the process allow. A file system without owners decides itself who can read them. Stateless.
public final class PrivateFiles {
  /// The content of a file that is created.
  @FunctionalInterface
  public interface Content<T extends @Nullable Object> {
    /// @param out not to be closed
    T writeTo(OutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface ChannelContent<T extends @Nullable Object> {
    T writeTo(FileChannel channel) throws IOException;
  }

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READABLE_FILE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean HAS_OWNERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /// A disk with less space counts as full: a database and its log grow by at least this much.
  private static final long SPACE_MIN_BYTES = 1_024 * 1_024;

  private PrivateFiles() {}

  /// @throws FileAlreadyExistsException when there is a file or a directory of that name
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, attributes(DIRECTORY));
  }

  /// Creates an empty file. An existing file keeps its content and becomes private.
  public static void create(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(FILE));
    } catch (FileAlreadyExistsException _) {
      protect(file);
    }
  }

  /// Makes `file` private if it exists.
  public static void protect(Path file) throws IOException {
    if (!HAS_OWNERS || !Files.exists(file)) {
      return;
    }
    try {
      if (!Files.getPosixFilePermissions(file).equals(FILE)) {
        Files.setPosixFilePermissions(file, FILE);
      }
    } catch (FileSystemException _) {
      // The file belongs to another user, who decides who can read it.
    }
  }

  /// Locks `file`, which is created if it does not exist.
  ///
  /// @return holds the lock until it is closed; null when another process, or this one, holds it
  public static @Nullable FileChannel tryLock(Path file) throws IOException {
    create(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean isLocked = false;
    try {
      isLocked = channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      // This process holds it.
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
    return isLocked ? channel : null;
  }

  /// Replaces `file` atomically and durably: after a crash it has either its old content or all of
  /// `content`, and once this returns the new content survives power loss.
  public static void replace(Path file, ByteBuffer content) throws IOException {
    replace(file, content, FILE);
  }

  /// As [#replace], with a file that all users can read.
  public static void replaceReadable(Path file, ByteBuffer content) throws IOException {
    replace(file, content, READABLE_FILE);
  }

  private static void replace(Path file, ByteBuffer content, Set<PosixFilePermission> permissions)
      throws IOException {
    Void _ =
        write(
            file,
            permissions,
            channel -> {
              while (content.hasRemaining()) {
                channel.write(content);
              }
              return null;
            },
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
  }

  /// Creates `file` with all that `content` writes, durably. It appears when it is whole; if
  /// `content` throws, nothing is left.
  ///
  /// @return the result of `content`
  /// @throws FileAlreadyExistsException when there is a file of that name
  public static <T extends @Nullable Object> T createWhole(Path file, Content<T> content)
      throws IOException {
    return write(
        file,
        FILE,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
          T result = content.writeTo(out);
          out.flush();
          return result;
        });
  }

  private static <T extends @Nullable Object> T write(
      Path file,
      Set<PosixFilePermission> permissions,
      ChannelContent<T> content,
      CopyOption... options)
      throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    try {
      Files.createFile(next, attributes(permissions));
      T result;
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        result = content.writeTo(channel);
        channel.force(true);
      }
      Files.move(next, file, options);
      syncEntries(file.toAbsolutePath().resolveSibling(""));
      return result;
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /// Makes the names in `directory` survive power loss. A synced file whose name is lost is lost.
  public static void syncEntries(Path directory) throws IOException {
    if (HAS_OWNERS) {
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  /// Whether the disk of `file`, which need not exist, is full. A failed write can't always tell.
  public static boolean isDiskFull(Path file) {
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
