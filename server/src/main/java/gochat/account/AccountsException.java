package gochat.account;

/// The accounts can't be read or written. After a write the outcome is unknown.
public final class AccountsException extends RuntimeException {
  public AccountsException(String message, Throwable cause) {
    super(message, cause);
  }
}
