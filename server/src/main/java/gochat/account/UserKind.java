package gochat.account;

public enum UserKind {
  /// Has a name only, and only until ten minutes after its last session was closed.
  GUEST,
  /// Has registered.
  ACCOUNT,
  /// Has registered, and looks after this server.
  ADMINISTRATOR;

  public boolean hasAccount() {
    return this != GUEST;
  }
}
