package gochat.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), a hash of 32 bytes. Stateless.
public final class Sha256 {
  private Sha256() {}

  /// The hash of `content`.
  public static byte[] of(byte[] content) {
    return digest().digest(content);
  }

  /// Computes a hash of several pieces.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
