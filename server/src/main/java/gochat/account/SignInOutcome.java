package gochat.account;

/// What became of somebody's try to get in.
public sealed interface SignInOutcome permits SignInOutcome.SignedIn, Refusal {
  /// @param token to be shown with every call; whoever has it is the user
  /// @param deviceToken to be shown at the device's next sign-in; empty for a guest
  record SignedIn(Identity identity, String token, String deviceToken) implements SignInOutcome {}
}
