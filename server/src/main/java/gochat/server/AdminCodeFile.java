package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The administrator's code in a file that only this user can read: for a server whose output is
/// kept, as that of a service is. Stateless.
final class AdminCodeFile {
  private static final String NAME = "admin-code";

  private AdminCodeFile() {}

  /// Writes the code of this start and removes that of the last one.
  ///
  /// @param code empty when there is none, or none to be written
  /// @return the file; empty when nothing was written
  /// @throws IOException when it can't be written
  static Optional<Path> write(Path directory, Optional<String> code) throws IOException {
    Path file = directory.resolve(NAME);
    Files.deleteIfExists(file);
    if (code.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(directory);
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      channel.write(UTF_8.encode(code.get() + "\n"));
    }
    return Optional.of(file);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
