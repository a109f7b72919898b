package gochat.account;

/// What became of the wish for another password.
public sealed interface PasswordChange permits PasswordChange.Changed, Refusal {
  /// Everybody who was signed in with the old one, but for the one who changed it, is signed out.
  ///
  /// @param deviceToken to be shown at the device's next sign-in; those from before are worth
  ///   nothing
  record Changed(String deviceToken) implements PasswordChange {}
}
