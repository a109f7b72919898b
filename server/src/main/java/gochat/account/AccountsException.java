package gochat.account;

/// The accounts can't be read or written.
public final class AccountsException extends RuntimeException {
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

  public AccountsException(String message, Throwable cause, Reason reason) {
    super(message, cause);
    this.reason = reason;
  }

  public AccountsException(String message, Reason reason) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
