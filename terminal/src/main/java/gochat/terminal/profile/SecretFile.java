package gochat.terminal.profile;

import gochat.terminal.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file with a secret for the user, which only the user can read. It is deleted when it is closed
/// without a secret.
public final class SecretFile implements AutoCloseable {
  private final Path file;
  private final Texts texts;
  private boolean isWritten;

  private SecretFile(Path file, Texts texts) {
    this.file = file;
    this.texts = texts.of("profile");
  }

  /// Creates an empty file.
  ///
  /// @throws ProfileException if it can't be made
  public static SecretFile create(Path file, Texts texts) throws ProfileException {
    SecretFile made = new SecretFile(file, texts);
    try {
      PrivateFiles.makeDirectory(file.toAbsolutePath().resolveSibling(""));
      PrivateFiles.replace(file, "");
      return made;
    } catch (IOException e) {
      throw made.unwritable(e);
    }
  }

  /// @return its path
  /// @throws ProfileException if it can't be written
  public String write(String secret) throws ProfileException {
    try {
      PrivateFiles.replace(file, secret + "\n");
      isWritten = true;
      return file.toString();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private ProfileException unwritable(IOException cause) {
    return new ProfileException(
        texts.get("credentials.unwritable", file.toString(), FileErrorText.reason(cause, texts)));
  }

  @Override
  public void close() throws IOException {
    if (!isWritten) {
      Files.deleteIfExists(file);
    }
  }
}
