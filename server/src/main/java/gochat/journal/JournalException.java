package gochat.journal;

/// The journal failed. After an append the outcome is unknown.
public final class JournalException extends RuntimeException {
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
