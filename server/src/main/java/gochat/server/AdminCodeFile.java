package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The administrator's code in a private file, for a server whose output is kept in a log.
/// Stateless.
final class AdminCodeFile {
  private static final String NAME = "admin-code";

  private AdminCodeFile() {}

  /// Removes the code of the last start and writes that of this one.
  ///
  /// @param code empty when there is no code to write
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
