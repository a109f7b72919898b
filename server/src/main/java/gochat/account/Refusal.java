package gochat.account;

/// Why somebody was not let in, or something about their account was not done. Nothing of it was.
///
/// @param sentence for people: what happened, with which value, and what to do; no secret
/// @param retryAfterMs worth another try after so long; 0 when another try would not help
public record Refusal(Reason reason, String sentence, long retryAfterMs)
    implements SignInOutcome, PasswordChange {
  public enum Reason {
    NAME_INVALID,
    PASSWORD_INVALID,
    LABEL_INVALID,
    /// An account has the name: one has to sign in to bear it.
    NAME_REGISTERED,
    /// A guest has the name, or a client that is online.
    NAME_IN_USE,
    /// An account has a name that looks the same.
    NAME_CONFUSABLE,
    /// Or there is no such account; nobody is told which.
    WRONG_PASSWORD,
    WRONG_ADMIN_CODE,
    THROTTLED,
    BUSY,
    NO_GUESTS,
    TOO_MANY_GUESTS,
    ACCOUNT_NEEDED
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
