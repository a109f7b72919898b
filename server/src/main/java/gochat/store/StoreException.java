package gochat.store;

/// The store can't be opened. The message is one line for the person who starts the server.
public final class StoreException extends RuntimeException {
  /// The advice that the message has when the disk is full.
  public static final String DISK_FULL = "the disk is full: free some space";

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
}
