package gochat.account;

import gochat.hash.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The token of a signed-in client: an id and a secret of 256 random bits. The server looks a token
/// up by its id and then compares the secret in constant time; it never searches for a secret.
final class Token {
  /// Identifies a token to people and to programs that search for leaked secrets.
  private static final String PREFIX = "gct_";

  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  /// The prefix and 48 bytes in base64url.
  private static final Pattern FORM = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{64})");

  private final UUID id;
  private final byte[] secret;

  private Token(UUID id, byte[] secret) {
    this.id = id;
    this.secret = secret;
  }

  static Token issue(SecureRandom random) {
    return issue(UUID.randomUUID(), random);
  }

  /// A token with a new secret in place of another one with this id.
  static Token issue(UUID id, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new Token(id, secret);
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
    return new TokenHash(Sha256.of(secret));
  }

  /// The token as its client gets it, with the secret.
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
