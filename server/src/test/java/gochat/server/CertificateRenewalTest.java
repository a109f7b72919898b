package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.grpc.NoLeaks;
import gochat.tls.TestCertificates;
import gochat.tls.TlsIdentity;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A certificate that is renewed in its files while clients are connected.
@Timeout(120)
@ExtendWith(NoLeaks.class)
class CertificateRenewalTest {
  private static final int WINDOW_BYTES = 65_535;

  @TempDir private static Path files;

  private static final TlsIdentity OLD = TestCertificates.make("127.0.0.1", "old.example.org");
  private static final TlsIdentity RENEWED = TestCertificates.make("127.0.0.1", "new.example.org");

  @RegisterExtension final ServerFixture server;

  CertificateRenewalTest() throws IOException {
    server = new ServerFixture(settings());
  }

  private SSLContext trustsAll;

  @BeforeEach
  void trust() throws Exception {
    trustsAll = SSLContext.getInstance("TLS");
    trustsAll.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
  }

  private static Map<Setting, String> settings() throws IOException {
    Path certificate = files.resolve("chain.pem");
    Path key = files.resolve("key.pem");
    TestCertificates.write(OLD, certificate, key);
    return Map.of(
        Setting.WEB_PORT,
        "0",
        Setting.PLAINTEXT,
        "off",
        Setting.TLS_CERT,
        certificate.toString(),
        Setting.TLS_KEY,
        key.toString());
  }

  @Test
  void newConnectionsGetItAndOpenOnesGoOn() throws Exception {
    TestClient alice = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Alice");
    TestClient bob = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Bob");
    assertThat(certificate(server.port())).isEqualTo(OLD.chain().getFirst());
    assertThat(answer("old.example.org"))
        .startsWith("HTTP/1.1 40")
        .contains("strict-transport-security: max-age=31536000");
    assertThat(answer("new.example.org")).startsWith("HTTP/1.1 421");

    // One after the other, as tools do.
    replace(RENEWED, "chain.pem");
    replace(RENEWED, "key.pem");

    await().until(() -> certificate(server.port()).equals(RENEWED.chain().getFirst()));
    assertThat(certificate(server.webPort())).isEqualTo(RENEWED.chain().getFirst());
    assertThat(answer("new.example.org"))
        .startsWith("HTTP/1.1 40")
        .contains("strict-transport-security: max-age=31536000");
    assertThat(answer("old.example.org")).startsWith("HTTP/1.1 421");
    alice.say("still here");
    bob.expect("Alice", "", "still here");
    TestClient carol = TestClient.on(server.tlsChannel(WINDOW_BYTES, RENEWED)).register("Carol");
    carol.say("new here");
    bob.expect("Carol", "", "new here");
  }

  private static void replace(TlsIdentity identity, String name) throws IOException {
    Path next = Files.createDirectories(files.resolve("next"));
    TestCertificates.write(identity, next.resolve("chain.pem"), next.resolve("key.pem"));
    Files.move(next.resolve(name), files.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The certificate that a new connection gets.
  private Certificate certificate(int port) throws IOException {
    try (SSLSocket socket = connect(port)) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /// The answer of the web port to a call without a token.
  private String answer(String host) throws IOException {
    try (SSLSocket socket = connect(server.webPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/rooms HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private SSLSocket connect(int port) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trustsAll.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.startHandshake();
    return socket;
  }
}
