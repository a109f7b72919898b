package gochat.account;

import gochat.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/// A secret for people to read and type: 100 random bits.
public final class SecretCode {
  /// Crockford's base 32, without I, L, O and U.
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int CHARACTERS = 20;
  private static final int GROUP = 4;

  private final String plain;

  private SecretCode(String plain) {
    this.plain = plain;
  }

  public static SecretCode issue(SecureRandom random) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      plain.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new SecretCode(plain.toString());
  }

  /// The code in groups of four characters, joined by hyphens.
  public String text() {
    return plain.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  /// Compares without regard to case, blanks and hyphens, and reads O as 0 and I and L as 1.
  boolean matches(String typed) {
    return MessageDigest.isEqual(
        read(typed).getBytes(StandardCharsets.UTF_8), plain.getBytes(StandardCharsets.UTF_8));
  }

  /// People also paste the link, which ends in the code.
  private static String read(String typed) {
    return typed
        .substring(typed.lastIndexOf('/') + 1)
        .toUpperCase(Locale.ROOT)
        .replaceAll("[\\s-]", "")
        .replace('O', '0')
        .replaceAll("[IL]", "1");
  }

  /// The SHA-256 of the code that is meant by `typed`, in hexadecimal digits. A slow hash would add
  /// nothing: 100 random bits can't be guessed.
  static String hash(String typed) {
    return HexFormat.of().formatHex(Sha256.of(read(typed).getBytes(StandardCharsets.UTF_8)));
  }
}
