package gochat.account;

import com.ibm.icu.text.Normalizer2;
import gochat.limit.AccountLimit;
import java.nio.charset.StandardCharsets;

/// A typed password. It is never logged and never stored.
///
/// The rules follow NIST SP 800-63B: at least 8 characters of any kind. The text is composed (NFC),
/// as in the OpaqueString profile of RFC 8265, so the same letters typed on another keyboard are
/// the same password.
final class Password {
  static final int CHARACTERS_MIN = AccountLimit.PASSWORD_LEAST.standardInt();

  /// Bytes of UTF-8 as typed. A longer password is refused before any other work.
  static final int BYTES_MAX = AccountLimit.PASSWORD_BYTES.standardInt();

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private final String composed;

  private Password(String composed) {
    this.composed = composed;
  }

  /// The result of checking a typed password.
  sealed interface Check {
    record Valid(Password password) implements Check {}

    /// @param sentence what is wrong and what is allowed, for users
    record Refused(String sentence) implements Check {}
  }

  /// Checks a password for a sign-in. It accepts passwords chosen under any earlier rule.
  static Check check(String typed) {
    // Each character takes one byte or more.
    boolean fits =
        typed.length() <= BYTES_MAX && typed.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
    return fits
        ? new Check.Valid(new Password(NFC.normalize(typed)))
        : new Check.Refused(
            "The password is too long. Allowed: at most " + BYTES_MAX + " bytes of UTF-8.");
  }

  /// Checks a new password.
  static Check checkNew(String typed) {
    return switch (check(typed)) {
      case Check.Valid(Password password) when password.characters() < CHARACTERS_MIN ->
          new Check.Refused(
              "The password is too short. Allowed: at least " + CHARACTERS_MIN + " characters.");
      case Check check -> check;
    };
  }

  private int characters() {
    return composed.codePointCount(0, composed.length());
  }

  byte[] bytes() {
    return composed.getBytes(StandardCharsets.UTF_8);
  }
}
