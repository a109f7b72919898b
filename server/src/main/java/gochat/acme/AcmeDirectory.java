package gochat.acme;

import gochat.tls.PemFiles;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/// The connection to an authority's directory, which trusts the authorities of a file when there is
/// one.
final class AcmeDirectory extends GenericAcmeProvider {
  private final @Nullable Path authorities;

  AcmeDirectory(@Nullable Path authorities) {
    this.authorities = authorities;
  }

  /// @throws gochat.tls.TlsException if the file with the authorities can't be read
  @Override
  public HttpClient createHttpClient(NetworkSettings network) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(network.getTimeout());
    return authorities == null ? client.build() : client.sslContext(trusting(authorities)).build();
  }

  private static SSLContext trusting(Path authorities) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (X509Certificate authority : PemFiles.certificates(authorities)) {
        trusted.setCertificateEntry("authority" + trusted.size(), authority);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has key stores and TLS", e);
    }
  }
}
