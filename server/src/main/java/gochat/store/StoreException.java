package gochat.store;

/// The store can't be opened. The message is one line for the person who starts the server.
public final class StoreException extends RuntimeException {
  /// The advice that the message has when the disk is full.
  public static final String DISK_FULL = "the disk is full: free some space";

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
