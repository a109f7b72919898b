package gochat.terminal.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner may read.
final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNERS_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNERS_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFiles() {}

  /// Creates a private directory, or makes an existing one private.
  static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.toAbsolutePath().resolveSibling(""));
      Files.createDirectories(directory, attributes(directory, OWNERS_DIRECTORY));
    } else if (hasModes(directory)
        && !Files.getPosixFilePermissions(directory).equals(OWNERS_DIRECTORY)) {
      Files.setPosixFilePermissions(directory, OWNERS_DIRECTORY);
    }
  }

  /// Whether other users have any right on `file`.
  ///
  /// @throws java.nio.file.NoSuchFileException if the file does not exist
  static boolean isOpenToOthers(Path file) throws IOException {
    return hasModes(file) && !OWNERS_DIRECTORY.containsAll(Files.getPosixFilePermissions(file));
  }

  /// Replaces `file` atomically: after a crash it holds the old content, or all of `text`.
  static void replace(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    Path next =
        Files.createTempFile(
            directory, file.getFileName() + ".", ".next", attributes(directory, OWNERS_FILE));
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        // Otherwise the new name could survive a loss of power without its content.
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) {
    return hasModes(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
