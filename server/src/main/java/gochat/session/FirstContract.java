package gochat.session;

/// The people who can use the first contract.
public enum FirstContract {
  /// Everybody: a stream without a token takes a free name.
  EVERYBODY,
  /// Users with the token of an account.
  ACCOUNTS
}
