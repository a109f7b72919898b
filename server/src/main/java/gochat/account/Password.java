package gochat.account;

import com.ibm.icu.text.Normalizer2;
import gochat.limit.AccountLimit;
import java.nio.charset.StandardCharsets;

/// A password as it was typed, never logged and never kept.
///
/// By NIST SP 800-63B: at least 8 characters, any characters, no rules about their kinds. They are
/// composed (NFC), as in the OpaqueString profile of RFC 8265, so that the same letters typed on
/// another keyboard are the same password.
final class Password {
  static final int CHARACTERS_MIN = AccountLimit.PASSWORD_LEAST.standardInt();

  /// Of UTF-8, as typed: whatever is longer costs nothing but being counted.
  static final int BYTES_MAX = AccountLimit.PASSWORD_BYTES.standardInt();

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private final String composed;

  private Password(String composed) {
    this.composed = composed;
  }

  /// What became of a text that was to be a password.
  sealed interface Check {
    record Valid(Password password) implements Check {}

    /// @param sentence says what is allowed, for people
    record Refused(String sentence) implements Check {}
  }

  /// A password that may be the one of an account, under whatever rule it was chosen.
  static Check check(String typed) {
    // No character takes less than one byte.
    boolean fits =
        typed.length() <= BYTES_MAX && typed.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
    return fits
        ? new Check.Valid(new Password(NFC.normalize(typed)))
        : new Check.Refused(
            "The password is too long. Allowed: at most " + BYTES_MAX + " bytes of UTF-8.");
  }

  /// A password for an account to come.
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
