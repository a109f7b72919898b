package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    PrivateFiles.replace(file, UTF_8.encode(code.get() + "\n"));
    return Optional.of(file);
  }
}
