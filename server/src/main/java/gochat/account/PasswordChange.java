package gochat.account;

/// The outcome of a change of password.
public sealed interface PasswordChange permits PasswordChange.Changed, Refusal {
  /// The password was changed, and all other sign-ins of the account have ended.
  ///
  /// @param deviceToken for the device's next sign-in; earlier device tokens are invalid
  record Changed(String deviceToken) implements PasswordChange {}
}
