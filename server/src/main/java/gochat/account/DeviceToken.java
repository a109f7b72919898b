package gochat.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.Accounts.Credentials;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Identifies a device that was signed in to an account before. Failed sign-ins of other devices
/// then do not delay it (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). A device
/// token alone signs nobody in.
///
/// It consists of a random id and a MAC. The MAC's key is the account's hashed password, which
/// contains a random salt. So the server stores nothing for a device, and a new password
/// invalidates all device tokens of the account.
final class DeviceToken {
  private static final String PREFIX = "gcd_";
  private static final String MAC = "HmacSHA256";
  private static final int ID_BYTES = 16;
  private static final int MAC_BYTES = 32;

  /// The prefix and 48 bytes in base64url.
  private static final Pattern FORM = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{64})");

  private DeviceToken() {}

  /// Makes a token for a device that has just signed in to `account`.
  ///
  /// @param password the hashed password
  static String issue(User account, String password, SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    byte[] token =
        ByteBuffer.allocate(ID_BYTES + MAC_BYTES).put(id).put(mac(account, password, id)).array();
    return PREFIX + Base64.getUrlEncoder().encodeToString(token);
  }

  /// The id of the device in the token `text`; empty when the token was not issued for this account
  /// with its current password.
  static Optional<UUID> deviceOf(String text, Credentials account) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    ByteBuffer token = ByteBuffer.wrap(Base64.getUrlDecoder().decode(form.group(1)));
    byte[] id = new byte[ID_BYTES];
    byte[] mac = new byte[MAC_BYTES];
    token.get(id).get(mac);
    if (!MessageDigest.isEqual(mac, mac(account.user(), account.password(), id))) {
      return Optional.empty();
    }
    ByteBuffer halves = ByteBuffer.wrap(id);
    return Optional.of(new UUID(halves.getLong(), halves.getLong()));
  }

  private static byte[] mac(User account, String password, byte[] id) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(password.getBytes(UTF_8), MAC));
      mac.update(account.id().toString().getBytes(UTF_8));
      return mac.doFinal(id);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }
}
