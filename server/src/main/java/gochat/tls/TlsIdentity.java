package gochat.tls;

import gochat.hash.Sha256;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The certificate and the key with which a server proves its identity.
///
/// @param key of the first certificate
/// @param chain the server's own certificate first
/// @param isSelfMade whether this server has made the certificate, so that no authority confirms it
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain, boolean isSelfMade) {
  /// The type of a DNS name among a certificate's alternative names, RFC 5280, section 4.2.1.6.
  private static final int DNS_NAME = 2;

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /// An identity that was given to this server.
  public TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    this(key, chain, false);
  }

  TlsIdentity selfMade() {
    return new TlsIdentity(key, chain, true);
  }

  public Instant notBefore() {
    return chain.getFirst().getNotBefore().toInstant();
  }

  /// The end of the server's own certificate.
  public Instant notAfter() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /// SHA-256 of the server's own certificate, in 64 hexadecimal digits.
  public String fingerprint() {
    try {
      return HexFormat.of().formatHex(Sha256.of(chain.getFirst().getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the certificate was decoded before", e);
    }
  }

  /// The DNS names in the server's own certificate; `*.` at the start stands for one label.
  public List<String> dnsNames() {
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS_NAME))
              .map(name -> name.getLast().toString())
              .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  /// A host name of the certificate, empty if it has none.
  public Optional<String> hostName() {
    return dnsNames().stream().filter(name -> !name.startsWith("*")).findFirst();
  }
}
