package gochat.account;

public enum UserKind {
  /// Has a name only, until ten minutes after the last connection closed.
  GUEST,
  /// Has registered with a password.
  ACCOUNT,
  /// Has registered and administers this server.
  ADMINISTRATOR;

  public boolean hasAccount() {
    return this != GUEST;
  }
}
