package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import gochat.terminal.profile.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link of the page with a one-time code: shown on a terminal, otherwise in a file that only the
/// user can read, as the output of a program often ends in a log.
final class CodeLink implements AutoCloseable {
  private final String beginning;

  /// Null when the user has a terminal.
  private final @Nullable SecretFile file;

  private CodeLink(String beginning, @Nullable SecretFile file) {
    this.beginning = beginning;
    this.file = file;
  }

  /// Prepares the handing over before there is a code: one that the user can't get would be lost.
  ///
  /// @param use the place of the code in the page's address
  /// @throws ProfileException if the file can't be made
  // Java 25 returns no console without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static CodeLink prepare(String use, CommandContext context) throws ProfileException {
    String url = context.setup().server().describe().getUrl();
    String beginning = url.isEmpty() ? "" : url + "/#/" + use + "/";
    Path credentials = context.setup().directories().credentialsFile();
    SecretFile file =
        System.console() == null
            ? SecretFile.create(
                credentials.resolveSibling(use + "-" + UUID.randomUUID()), context.setup().texts())
            : null;
    return new CodeLink(beginning, file);
  }

  /// The key of the sentence for the user: another one if there is a file.
  String key(String key) {
    return file == null ? key : key + "-file";
  }

  /// @return the link, or the path of its file
  String handOver(String code) throws ProfileException {
    String link = beginning + code;
    return file == null ? link : file.write(link);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
