package gochat.store;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The store can't be opened. The message is one line for the person who starts the server.
public final class StoreException extends RuntimeException {
  /// The advice that the message has when the disk is full.
  public static final String DISK_FULL = "the disk is full: free some space";

  /// The advice that the message has when the disk fails.
  public static final String DISK_FAILED =
      "the disk can't be read or written; the system's log says more";

  private final boolean isDamage;

  public StoreException(String message) {
    super(message);
    isDamage = false;
  }

  public StoreException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /// @param isDamage whether the stored data is damaged
  public StoreException(String message, Throwable cause, boolean isDamage) {
    super(message, cause);
    this.isDamage = isDamage;
  }

  /// Whether the stored data is damaged, as far as the store can tell.
  public boolean isDamage() {
    return isDamage;
  }

  /// @param sentence says what can't be done with `file`, which need not exist
  /// @param refused the advice when the file system works and refuses access
  public StoreException(String sentence, IOException cause, Path file, String refused) {
    this(sentence + " (" + reason(cause) + "): " + advice(cause, file, refused), cause);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException exists -> exists.getFile() + " is not a directory";
      case NoSuchFileException missing -> missing.getFile() + " can't be created";
      case AccessDeniedException denied -> "access to " + denied.getFile() + " denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String advice(IOException e, Path file, String refused) {
    if (PrivateFiles.isDiskFull(file)) {
      return DISK_FULL;
    }
    return switch (e) {
      case FileAlreadyExistsException _, NoSuchFileException _, AccessDeniedException _ -> refused;
      default -> DISK_FAILED;
    };
  }
}
