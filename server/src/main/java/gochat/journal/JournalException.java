package gochat.journal;

/// The journal failed. After an append the outcome is unknown.
public final class JournalException extends RuntimeException {
  private final boolean isDiskFull;

  public JournalException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /// @param isDiskFull whether there was no space, and nothing was done
  public JournalException(String message, Throwable cause, boolean isDiskFull) {
    super(message, cause);
    this.isDiskFull = isDiskFull;
  }

  /// Whether there was no space, and nothing was done.
  public boolean isDiskFull() {
    return isDiskFull;
  }
}
