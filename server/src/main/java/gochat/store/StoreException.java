package gochat.store;

/// The store can't be opened. The message is one line for the person who starts the server.
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
