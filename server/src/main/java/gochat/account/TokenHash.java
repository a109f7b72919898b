package gochat.account;

import java.security.MessageDigest;
import java.util.Arrays;

/// The SHA-256 of a token's secret, which the server stores. A slow hash would add nothing: 256
/// random bits can't be guessed.
public final class TokenHash {
  private final byte[] bytes;

  public TokenHash(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// Takes the same time wherever the first difference is.
  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
