package gochat.terminal.text;

import gochat.v1.SignedIn;

/// Tells a user at a sign-in that the password was set with a code since the last one.
public final class PasswordResetText {
  private PasswordResetText() {}

  /// @param signedIn has the time
  public static String of(SignedIn signedIn, Texts texts) {
    return texts
        .common()
        .get("password.was-reset", DeviceList.time(signedIn.getPasswordResetTime()));
  }
}
