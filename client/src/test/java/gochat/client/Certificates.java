package gochat.client;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Certificates for test servers, and TLS configurations with them.
public final class Certificates {
  private Certificates() {}

  /// A self-signed certificate for the address of the test servers.
  public static X509Bundle selfSigned() throws Exception {
    return selfSigned(forLoopback());
  }

  static X509Bundle selfSignedForAnotherHost() throws Exception {
    return selfSigned(forHost("chat.example"));
  }

  static X509Bundle selfSignedAndExpired() throws Exception {
    return selfSigned(expired(forLoopback()));
  }

  public static X509Bundle authority() throws Exception {
    return selfSigned(new CertificateBuilder().subject("CN=GoChat test authority"));
  }

  static X509Bundle issuedBy(X509Bundle authority) throws Exception {
    return forLoopback().buildIssuedBy(authority);
  }

  public static X509Bundle forAnotherHostIssuedBy(X509Bundle authority) throws Exception {
    return forHost("chat.example").buildIssuedBy(authority);
  }

  public static X509Bundle expiredIssuedBy(X509Bundle authority) throws Exception {
    return expired(forLoopback()).buildIssuedBy(authority);
  }

  private static X509Bundle selfSigned(CertificateBuilder certificate) throws Exception {
    // The library requires that the issuer is an authority.
    return certificate.setIsCertificateAuthority(true).buildSelfSigned();
  }

  private static CertificateBuilder forLoopback() {
    return new CertificateBuilder().subject("CN=loopback").addSanIpAddress("127.0.0.1");
  }

  private static CertificateBuilder forHost(String name) {
    return new CertificateBuilder().subject("CN=" + name).addSanDnsName(name);
  }

  private static CertificateBuilder expired(CertificateBuilder certificate) {
    Instant now = Instant.now();
    return certificate
        .notBefore(now.minus(Duration.ofDays(20)))
        .notAfter(now.minus(Duration.ofDays(10)));
  }

  public static Fingerprint fingerprint(X509Bundle bundle) {
    return Fingerprint.of(bundle.getCertificate());
  }

  public static SslContext server(X509Bundle bundle) throws Exception {
    return server(bundle, List.of("TLSv1.3", "TLSv1.2"));
  }

  static SslContext server(X509Bundle bundle, List<String> protocols) throws Exception {
    return GrpcSslContexts.configure(
            SslContextBuilder.forServer(
                bundle.getKeyPair().getPrivate(), bundle.getCertificatePath()),
            SslProvider.JDK)
        .protocols(protocols)
        .build();
  }
}
