package gochat.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The SHA-256 hash of a certificate in DER form, which identifies the certificate.
///
/// @param hex 64 digits in lower case
public record Fingerprint(String hex) {
  private static final Pattern CANONICAL = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern WRITTEN = Pattern.compile("[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}");

  public Fingerprint {
    if (!CANONICAL.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "fingerprint: '" + hex + "' (expected: 64 hexadecimal digits in lower case)");
    }
  }

  /// Reads 32 bytes as hexadecimal digits of either case, with or without colons between the bytes.
  ///
  /// @throws IllegalArgumentException with the value and the expectation
  public static Fingerprint parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "fingerprint: '" + text + "' (expected: 64 hexadecimal digits, colons allowed)");
    }
    return new Fingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.of().formatHex(sha256));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate that has no DER form", e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// Compares in a time that does not depend on where the two differ.
  public boolean matches(Fingerprint other) {
    HexFormat format = HexFormat.of();
    return MessageDigest.isEqual(format.parseHex(hex), format.parseHex(other.hex));
  }

  /// In the form of other tools: `AB:CD:…`.
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(HexFormat.of().parseHex(hex));
  }
}
