package gochat.account;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a signed-in client shows to be recognised: 256 random bits, behind the id by which they are
/// looked up. So the secret itself is only ever compared, never searched for.
final class Token {
  /// Tells people, and programs that look for leaked secrets, what it is.
  private static final String PREFIX = "gct_";

  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  /// 48 bytes in base64url.
  private static final Pattern FORM = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{64})");

  private final UUID id;
  private final byte[] secret;

  private Token(UUID id, byte[] secret) {
    this.id = id;
    this.secret = secret;
  }

  static Token issue(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new Token(UUID.randomUUID(), secret);
  }

  /// Empty when `text` can't be a token.
  static Optional<Token> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(form.group(1)));
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    byte[] secret = new byte[SECRET_BYTES];
    bytes.get(secret);
    return Optional.of(new Token(id, secret));
  }

  UUID id() {
    return id;
  }

  TokenHash hash() {
    try {
      return new TokenHash(MessageDigest.getInstance("SHA-256").digest(secret));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The only time that the secret is written down.
  String text() {
    byte[] bytes =
        ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .put(secret)
            .array();
    return PREFIX + Base64.getUrlEncoder().encodeToString(bytes);
  }
}
