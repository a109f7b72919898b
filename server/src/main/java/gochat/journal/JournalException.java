package gochat.journal;

/// The journal failed.
public final class JournalException extends RuntimeException {
  /// The reason of the failure.
  public enum Reason {
    /// The outcome of a change is unknown.
    UNKNOWN,
    /// The disk is full; nothing was changed.
    DISK_FULL,
    /// Stored data that the call needed is damaged; nothing was changed.
    DAMAGED
  }

  private final Reason reason;

  public JournalException(String message, Throwable cause) {
    this(message, cause, Reason.UNKNOWN);
  }

  public JournalException(String message, Throwable cause, Reason reason) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
