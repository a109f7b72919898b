package gochat.account;

/// The accounts can't be read or written. After a write the outcome is unknown, unless the disk is
/// full.
public final class AccountsException extends RuntimeException {
  private final boolean isDiskFull;

  /// @param isDiskFull whether there was no space, and nothing was done
  public AccountsException(String message, Throwable cause, boolean isDiskFull) {
    super(message, cause);
    this.isDiskFull = isDiskFull;
  }

  /// Whether there was no space, and nothing was done.
  public boolean isDiskFull() {
    return isDiskFull;
  }
}
