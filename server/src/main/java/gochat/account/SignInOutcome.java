package gochat.account;

/// The outcome of a sign-in or a registration.
public sealed interface SignInOutcome permits SignInOutcome.SignedIn, Refusal {
  /// @param token for all further calls; a caller with the token acts for the user
  /// @param deviceToken for the device's next sign-in; empty for a guest
  /// @param resetUsedMs when the password was last changed with a code, in Unix milliseconds; 0 for
  ///   never, or when this device has signed in since
  record SignedIn(Identity identity, String token, String deviceToken, long resetUsedMs)
      implements SignInOutcome {
    SignedIn withReset(long usedMs) {
      return new SignedIn(identity, token, deviceToken, usedMs);
    }
  }
}
