package gochat.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The certificate and the key with which a server proves its identity.
///
/// @param key of the first certificate
/// @param chain the server's own certificate first
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  /// The type of a DNS name among a certificate's alternative names, RFC 5280, section 4.2.1.6.
  private static final int DNS_NAME = 2;

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /// SHA-256 of the server's own certificate, in 64 hexadecimal digits.
  public String fingerprint() {
    try {
      byte[] encoded = chain.getFirst().getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      // The certificate was decoded before, and every JDK has SHA-256.
      throw new IllegalStateException(e);
    }
  }

  /// A host name of the certificate, empty if it has none.
  public Optional<String> hostName() {
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      return names == null
          ? Optional.empty()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS_NAME))
              .map(name -> name.getLast().toString())
              .filter(name -> !name.startsWith("*"))
              .findFirst();
    } catch (CertificateParsingException _) {
      return Optional.empty();
    }
  }
}
