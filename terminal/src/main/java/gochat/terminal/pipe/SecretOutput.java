package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import gochat.terminal.profile.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Hands a secret to the user: shown on a terminal, otherwise in a file that only the user can
/// read, as the output of a program often ends in a log.
final class SecretOutput implements AutoCloseable {
  /// Null when the user has a terminal.
  private final @Nullable SecretFile file;

  private SecretOutput(@Nullable SecretFile file) {
    this.file = file;
  }

  /// Prepares the handing over before there is a secret: one that the user can't get would be lost.
  ///
  /// @param use the beginning of the name of the file
  /// @throws ProfileException if the file can't be made
  // Java 25 returns no console without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static SecretOutput prepare(String use, CommandContext context) throws ProfileException {
    if (System.console() != null) {
      return new SecretOutput(null);
    }
    Path credentials = context.setup().directories().credentialsFile();
    Path path = credentials.resolveSibling(use + "-" + UUID.randomUUID());
    return new SecretOutput(SecretFile.create(path, context.setup().texts()));
  }

  /// The key of the sentence for the user: another one if there is a file.
  String key(String key) {
    return file == null ? key : key + "-file";
  }

  /// @return what the sentence shows: the secret, or the path of its file
  String handOver(String secret) throws ProfileException {
    return file == null ? secret : file.write(secret);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
