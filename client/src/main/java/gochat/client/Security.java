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

/// How a connection is protected against those on the way, and how the server proves that it is the
/// one that was meant.
public sealed interface Security {
  /// Anybody on the way can read along and change everything.
  record Plaintext() implements Security {}

  /// TLS 1.3 or 1.2. A server that cannot prove who it is gets not even the user's name.
  sealed interface Tls extends Security {}

  /// The server's certificate must be valid today, for the host that was asked for, and issued by
  /// one of `trusted`.
  record Authorities(List<X509Certificate> trusted) implements Tls {
    public Authorities {
      trusted = List.copyOf(trusted);
    }
  }

  /// The server must have this very certificate; who issued it, for which host and until when, does
  /// not matter.
  record Pinned(Fingerprint certificate) implements Tls {}

  /// Whether a server says by `sentence` that it takes no connections without TLS: by the name of
  /// an error of HTTP/2 (RFC 9113, section 7), which grpc-java puts into words.
  public static boolean isTlsAskedFor(String sentence) {
    return sentence.contains("INADEQUATE_SECURITY");
  }

  /// Trusts whom this Java trusts.
  ///
  /// @throws GeneralSecurityException when Java's own list can't be used, as when a system property
  ///   names a wrong one
  static Authorities authoritiesOfJava() throws GeneralSecurityException {
    return new Authorities(
        List.of(CertificateCheck.trustManager((KeyStore) null).getAcceptedIssuers()));
  }

  /// Trusts the certificates in `file`.
  ///
  /// @param file certificates in PEM form, one after the other
  /// @throws IOException when it can't be read
  /// @throws CertificateException when it holds anything else, or nothing
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
