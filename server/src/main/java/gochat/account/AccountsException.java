package gochat.account;

/// The accounts can't be read or written. After a failed write the outcome is unknown, unless the
/// disk is full.
public final class AccountsException extends RuntimeException {
  private final boolean isDiskFull;

  /// @param isDiskFull whether the disk was full; then nothing was changed
  public AccountsException(String message, Throwable cause, boolean isDiskFull) {
    super(message, cause);
    this.isDiskFull = isDiskFull;
  }

  /// Whether the disk was full; then nothing was changed.
  public boolean isDiskFull() {
    return isDiskFull;
  }
}
