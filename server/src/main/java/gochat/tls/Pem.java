package gochat.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// Encodes keys and certificates as PEM (RFC 7468); [PemFiles] reads it.
public final class Pem {
  private Pem() {}

  /// @param keys private and public ones, as PKCS #8 and SubjectPublicKeyInfo
  public static ByteBuffer encode(List<? extends Key> keys, List<X509Certificate> certificates) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      for (Key key : keys) {
        String type = key instanceof PublicKey ? "PUBLIC KEY" : "PRIVATE KEY";
        writer.writeObject(new PemObject(type, key.getEncoded()));
      }
      for (X509Certificate certificate : certificates) {
        writer.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory failed", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate that can't be encoded", e);
    }
    return US_ASCII.encode(text.toString());
  }
}
