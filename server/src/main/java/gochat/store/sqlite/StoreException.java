package gochat.store.sqlite;

/// The store can't be opened. The message is one line for the person who starts the server.
public final class StoreException extends RuntimeException {
  StoreException(String message) {
    super(message);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
