package gochat.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Checks the server's certificate during the handshake and reports why it was rejected: the
/// exception that ends a handshake has no cause that a user could be shown.
final class CertificateCheck extends X509ExtendedTrustManager {
  private final Security.Tls security;
  private final Consumer<CertificateProblem> rejected;

  /// @param rejected called on the thread of the handshake, before it fails
  CertificateCheck(Security.Tls security, Consumer<CertificateProblem> rejected) {
    this.security = security;
    this.rejected = rejected;
  }

  /// @param trusted the trusted authorities; null for those of this Java
  static X509ExtendedTrustManager trustManager(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509 certificates");
  }

  private static X509ExtendedTrustManager trustManager(List<X509Certificate> trusted)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new AssertionError("nothing is read", e);
    }
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("authority-" + i, trusted.get(i));
    }
    return trustManager(store);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
      throws CertificateException {
    CertificateProblem problem =
        switch (security) {
          case Security.Pinned(var pinned) -> {
            Fingerprint presented = Fingerprint.of(chain[0]);
            yield pinned.matches(presented)
                ? null
                : new CertificateProblem.OtherCertificate(pinned, presented);
          }
          case Security.Authorities(var trusted) -> problem(trusted, chain, keyExchange, engine);
        };
    if (problem != null) {
      rejected.accept(problem);
      throw new CertificateException(problem.toString());
    }
  }

  private static @Nullable CertificateProblem problem(
      List<X509Certificate> trusted,
      X509Certificate[] chain,
      String keyExchange,
      SSLEngine engine) {
    Fingerprint presented = Fingerprint.of(chain[0]);
    try {
      X509ExtendedTrustManager authorities = trustManager(trusted);
      try {
        authorities.checkServerTrusted(chain, keyExchange, engine);
        return null;
      } catch (CertificateException ignored) {
        chain[0].checkValidity();
        // The same check without the host's name.
        authorities.checkServerTrusted(chain, keyExchange);
        return new CertificateProblem.OtherHost(presented);
      }
    } catch (CertificateExpiredException | CertificateNotYetValidException ignored) {
      return new CertificateProblem.NotValidNow(presented);
    } catch (GeneralSecurityException ignored) {
      return new CertificateProblem.IssuerUnknown(presented);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
      throws CertificateException {
    throw hostUnknown();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    throw hostUnknown();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static CertificateException hostUnknown() {
    return new CertificateException("the requested host is known only with an SSL engine");
  }

  private static CertificateException notAServer() {
    return new CertificateException("only certificates of servers are checked");
  }
}
