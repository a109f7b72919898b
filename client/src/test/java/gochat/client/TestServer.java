package gochat.client;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chat server in the process of a test, which the test can stop and start again.
public interface TestServer extends AutoCloseable {
  /// The servers that a client of the first contract works with; its tests run against each.
  enum Kind {
    /// A model of the first server, which was written in Go.
    SEED {
      @Override
      public TestServer start() throws IOException {
        return SeedServer.start();
      }
    },
    /// The server of this project.
    REAL {
      @Override
      public TestServer start() throws IOException {
        return RealServer.start();
      }
    };

    public abstract TestServer start() throws IOException;
  }

  ServerAddress address();

  /// Ends all connections and stops listening.
  void stop() throws IOException;

  /// Listens again at the same address.
  void startAgain() throws IOException;

  @Override
  void close() throws IOException;

  /// A model of a server: one service, on the gRPC of Java.
  abstract class Model implements TestServer {
    private int port;
    private @Nullable SslContext tls;
    private @Nullable Server server;

    protected abstract ServerServiceDefinition service();

    /// Sets the certificate for the next start; null for none.
    public final void use(@Nullable SslContext newTls) {
      tls = newTls;
    }

    @Override
    public final void startAgain() throws IOException {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      if (tls != null) {
        builder.sslContext(tls);
      }
      server = builder.addService(service()).build().start();
      port = server.getPort();
    }

    @Override
    public final ServerAddress address() {
      return new ServerAddress("127.0.0.1", port);
    }

    @Override
    public final void stop() throws IOException {
      if (server != null) {
        try {
          server.shutdownNow().awaitTermination();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException(e.getMessage());
        }
      }
    }

    @Override
    public void close() throws IOException {
      stop();
    }
  }

  /// Certificates for test servers, and TLS configurations with them.
  final class Certificates {
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
}
