package gochat.journal;

/// The journal failed. After a failed append the outcome is unknown.
public final class JournalException extends RuntimeException {
  private final boolean isDiskFull;

  public JournalException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /// @param isDiskFull whether the disk was full; then nothing was changed
  public JournalException(String message, Throwable cause, boolean isDiskFull) {
    super(message, cause);
    this.isDiskFull = isDiskFull;
  }

  /// Whether the disk was full; then nothing was changed.
  public boolean isDiskFull() {
    return isDiskFull;
  }
}
