package gochat.account;

/// The outcome of a sign-in or a registration.
public sealed interface SignInOutcome permits SignInOutcome.SignedIn, Refusal {
  /// @param token for all further calls; a caller with the token acts for the user
  /// @param deviceToken for the device's next sign-in; empty for a guest
  record SignedIn(Identity identity, String token, String deviceToken) implements SignInOutcome {}
}
