package gochat.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// How a connection is protected, and how the server proves its identity.
public sealed interface Security {
  /// No encryption: everybody on the path can read and change all data.
  record Plaintext() implements Security {}

  /// TLS 1.3 or 1.2. The client sends nothing, not even the user's name, to a server that cannot
  /// prove its identity.
  sealed interface Tls extends Security {}

  /// The server's certificate must be valid now, for the requested host, and issued by one of
  /// `trusted`.
  record Authorities(List<X509Certificate> trusted) implements Tls {
    public Authorities {
      trusted = List.copyOf(trusted);
    }
  }

  /// The server must present exactly this certificate; its issuer, host and dates are not checked.
  record Pinned(Fingerprint certificate) implements Tls {}

  /// Whether a server's message says that it accepts connections only over TLS: grpc-java puts the
  /// name of an HTTP/2 error (RFC 9113, section 7) into the message.
  public static boolean isTlsAskedFor(String sentence) {
    return sentence.contains("INADEQUATE_SECURITY");
  }

  /// Trusts the authorities of this Java.
  ///
  /// @throws GeneralSecurityException if Java's list of authorities cannot be used, for example
  ///   because a system property names a missing file
  static Authorities authoritiesOfJava() throws GeneralSecurityException {
    return new Authorities(
        List.of(CertificateCheck.trustManager((KeyStore) null).getAcceptedIssuers()));
  }

  /// Trusts the certificates in `file`.
  ///
  /// @param file one or more certificates in PEM form
  /// @throws IOException if the file cannot be read
  /// @throws CertificateException if the file contains no certificate or anything else
  static Authorities authoritiesIn(Path file) throws IOException, CertificateException {
    var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
    List<X509Certificate> found =
        CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (found.isEmpty()) {
      throw new CertificateException("no certificate in " + file);
    }
    return new Authorities(found);
  }
}
