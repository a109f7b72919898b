package gochat.account;

/// What became of somebody's try to get in.
public sealed interface SignInOutcome permits SignInOutcome.SignedIn, Refusal {
  /// @param token to be shown with every call; whoever has it is the user
  record SignedIn(Identity identity, String token) implements SignInOutcome {}
}
