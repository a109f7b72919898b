package gochat.account;

/// The refusal of a sign-in or of a change of an account. Nothing was changed.
///
/// @param sentence for users: what happened, with which value, and what to do; without secrets
/// @param retryAfterMs the time after which another try may succeed, 0 when it can't
public record Refusal(Reason reason, String sentence, long retryAfterMs)
    implements SignInOutcome, PasswordChange, RecoveryCodes.Creation {
  public enum Reason {
    NAME_INVALID,
    PASSWORD_INVALID,
    LABEL_INVALID,
    /// An account has the name; its user has to sign in.
    NAME_REGISTERED,
    /// A guest or a connected client has the name.
    NAME_IN_USE,
    /// An account has a name that looks the same.
    NAME_CONFUSABLE,
    /// The password is wrong or the account doesn't exist; clients can't tell which.
    WRONG_PASSWORD,
    /// The password, or the code for a new one, is right.
    ACCOUNT_DISABLED,
    /// The password is right, or an administrator wants to restore an account too late.
    ACCOUNT_DELETED,
    /// The code for a new password was used or replaced, has expired or never existed; clients
    /// can't tell which.
    WRONG_RESET,
    LAST_ADMINISTRATOR,
    WRONG_ADMIN_CODE,
    INVITATION_NEEDED,
    NO_REGISTRATION,
    /// The invitation is used up, has expired, was revoked or never existed; clients can't tell
    /// which.
    WRONG_INVITATION,
    TOO_MANY_INVITATIONS,
    THROTTLED,
    BUSY,
    NO_GUESTS,
    TOO_MANY_GUESTS,
    ACCOUNT_NEEDED,
    /// The guest who wanted to become an account has ended.
    GUEST_ENDED
  }

  private static final long BUSY_RETRY_MS = 2_000;

  static Refusal of(Reason reason, String sentence) {
    return new Refusal(reason, sentence, 0);
  }

  static Refusal throttled(long retryAfterMs) {
    return new Refusal(
        Reason.THROTTLED,
        "Too many tries. Try again in " + seconds(retryAfterMs) + " s.",
        retryAfterMs);
  }

  /// More passwords wait to be looked at than the server takes.
  static Refusal busy() {
    return new Refusal(
        Reason.BUSY,
        "Too many people are signing in. Try again in " + seconds(BUSY_RETRY_MS) + " s.",
        BUSY_RETRY_MS);
  }

  private static long seconds(long ms) {
    return Math.ceilDiv(ms, 1_000);
  }
}
