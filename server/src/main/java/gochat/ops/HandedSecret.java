package gochat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A secret for a caller: shown on a terminal, otherwise in a file of the data directory that only
/// the server's user can read.
final class HandedSecret {
  private final String secret;

  /// Null when the caller has a terminal.
  private final @Nullable Path file;

  private HandedSecret(String secret, @Nullable Path file) {
    this.secret = secret;
    this.file = file;
  }

  /// Prepares the handing over, before the secret is in force: one that the caller can't get would
  /// be lost.
  ///
  /// @param kind the beginning of the file's name
  /// @throws IOException when the file can't be written
  static HandedSecret prepare(String secret, String kind, Path directory, Caller caller)
      throws IOException {
    if (caller.isTerminal()) {
      return new HandedSecret(secret, null);
    }
    Path file = directory.resolve(kind + "-" + UUID.randomUUID());
    PrivateFiles.replace(file, UTF_8.encode(secret + "\n"));
    return new HandedSecret(secret, file);
  }

  /// The secret, or the path of its file, for the caller.
  String shown() {
    return file == null ? secret : file.toString();
  }

  /// The end of a message's key: messages name a file otherwise than the secret itself.
  String keyEnd() {
    return file == null ? "" : "-file";
  }

  /// The secret is not in force after all.
  void withdraw() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
