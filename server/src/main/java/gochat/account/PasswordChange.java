package gochat.account;

/// What became of the wish for another password.
public sealed interface PasswordChange permits PasswordChange.Changed, Refusal {
  /// Everybody who was signed in with the old one, but for the one who changed it, is signed out.
  record Changed() implements PasswordChange {}
}
