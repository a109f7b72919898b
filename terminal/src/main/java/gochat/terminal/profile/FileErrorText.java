package gochat.terminal.profile;

import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// The reason why a file can't be used, as a part of a sentence.
final class FileErrorText {
  private FileErrorText() {}

  /// @param texts of this package
  static String reason(IOException e, Texts texts) {
    String detail =
        e instanceof FileSystemException failed && failed.getReason() != null
            ? failed.getReason()
            : "";
    if (e instanceof AccessDeniedException) {
      return texts.get("file.not-permitted");
    }
    // Messages of the system for which Java has no exceptions.
    return switch (detail) {
      case "Read-only file system" -> texts.get("file.read-only");
      case "No space left on device" -> texts.get("file.disk-full");
      case "Is a directory" -> texts.get("file.directory");
      case "Not a directory" -> texts.get("file.no-directory");
      case "" -> texts.get("file.failed", VisibleText.sentence(String.valueOf(e.getMessage())));
      default -> texts.get("file.failed", VisibleText.sentence(detail));
    };
  }
}
