package gochat.client.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A file of lines that is replaced atomically: after a crash it has the old or the new ones. Only
/// its owner may read it, where the file system has such rights. Errors are
/// [java.io.UncheckedIOException].
final class StateFile {
  private final Path file;
  private final String firstLine;

  /// @param firstLine names the format
  StateFile(Path file, String firstLine) {
    this.file = file;
    this.firstLine = firstLine;
  }

  /// The lines behind the first one; empty if there is no file.
  Optional<List<String>> read() {
    try {
      List<String> lines = Files.readAllLines(file);
      // A program that took another file for an empty one would skip what it has missed.
      if (lines.isEmpty() || !lines.getFirst().equals(firstLine)) {
        throw new IOException(file + ": not such a file (expected: '" + firstLine + "' first)");
      }
      return Optional.of(lines.subList(1, lines.size()));
    } catch (NoSuchFileException ignored) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void replace(List<String> lines) {
    String text = firstLine + '\n' + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      try (FileChannel channel =
          FileChannel.open(
              next,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownersOnly())) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        // Otherwise the new name could survive a power loss without the content.
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileAttribute<?>[] ownersOnly() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
