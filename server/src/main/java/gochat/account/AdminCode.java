package gochat.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/// Makes whoever registers with it the administrator: 100 random bits for people to type.
///
/// It is never stored. As long as there is no administrator each start of the server has a new one,
/// so that a lost one costs a restart; and as the store takes one administrator only, it is used up
/// with the registration itself.
final class AdminCode {
  /// Crockford's base 32: no I, L, O, U.
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int CHARACTERS = 20;
  private static final int GROUP = 4;

  private final String plain;

  private AdminCode(String plain) {
    this.plain = plain;
  }

  static AdminCode issue(SecureRandom random) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      plain.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new AdminCode(plain.toString());
  }

  /// In groups of four.
  String text() {
    return plain.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  /// Forgives case, blanks, hyphens, and letters that were read for digits.
  boolean matches(String typed) {
    String read =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replaceAll("[IL]", "1");
    return MessageDigest.isEqual(
        read.getBytes(StandardCharsets.UTF_8), plain.getBytes(StandardCharsets.UTF_8));
  }
}
