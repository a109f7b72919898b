package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gochat.LogRecorder;
import gochat.grpc.NoLeaks;
import gochat.tls.TestCertificates;
import gochat.tls.TlsIdentity;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Certificates of an authority: Pebble, the one that Let's Encrypt has for tests. It asks the web
/// port over loopback.
@Timeout(120)
@ExtendWith(NoLeaks.class)
class AcmeTest {
  private static final Path PEBBLE = Path.of("/usr/bin/pebble");
  private static final String KNOWN = "chat.example.org";

  @TempDir private static Path directory;
  private static LoopbackDns dns;
  private static Process pebble;
  private static int directoryPort;

  /// The port on which Pebble asks.
  private static int webPort;

  @TempDir private Path data;

  @BeforeAll
  static void startAuthority() throws Exception {
    assumeTrue(Files.isExecutable(PEBBLE), "needs pebble (Debian: pebble)");
    dns = new LoopbackDns(KNOWN);
    webPort = freePort();
    directoryPort = freePort();
    TlsIdentity own = TestCertificates.make("localhost");
    TestCertificates.write(own, directory.resolve("own.pem"), directory.resolve("own-key.pem"));
    Path config =
        Files.writeString(
            directory.resolve("pebble.json"),
            """
            {"pebble": {
              "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
              "certificate": "%s", "privateKey": "%s",
              "httpPort": %d, "tlsPort": 1, "ocspResponderURL": "",
              "externalAccountBindingRequired": false}}
            """
                .formatted(
                    directoryPort,
                    freePort(),
                    directory.resolve("own.pem"),
                    directory.resolve("own-key.pem"),
                    webPort));
    ProcessBuilder builder =
        new ProcessBuilder(
                PEBBLE.toString(),
                "-config",
                config.toString(),
                "-dnsserver",
                "127.0.0.1:" + dns.port())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("pebble.log").toFile());
    builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
    pebble = builder.start();
    await().until(() -> listens(directoryPort) || !pebble.isAlive());
    assertThat(pebble.isAlive()).as(Files.readString(directory.resolve("pebble.log"))).isTrue();
  }

  @AfterAll
  static void stopAuthority() throws Exception {
    if (pebble != null) {
      pebble.destroy();
      pebble.waitFor();
      dns.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private ChatServer start(String domains, Map<Setting, String> further) throws IOException {
    Map<Setting, String> settings = new HashMap<>(further);
    settings.put(Setting.WEB_PORT, String.valueOf(webPort));
    settings.put(Setting.TLS, "acme");
    settings.put(Setting.ACME_DOMAINS, domains);
    settings.put(Setting.ACME_EMAIL, "admin@example.org");
    settings.put(Setting.ACME_TERMS_AGREED, "on");
    settings.put(Setting.ACME_DIRECTORY, "https://localhost:" + directoryPort + "/dir");
    settings.put(Setting.ACME_CA, directory.resolve("own.pem").toString());
    return ChatServer.start(ServerFixture.config(data, settings), _ -> {});
  }

  private static TlsIdentity ordered(ChatServer server) {
    return await().until(() -> server.identity().orElseThrow(), identity -> !identity.isSelfMade());
  }

  @Test
  void aServerOrdersItsCertificateAndKeepsIt() throws Exception {
    Map<Setting, String> tlsOnly = Map.of(Setting.PLAINTEXT, "off");
    TlsIdentity ordered;
    try (ChatServer server = start(KNOWN + ", www." + KNOWN, tlsOnly)) {
      assertThat(server.identity()).as("before the order is done").isPresent();
      ordered = ordered(server);

      assertThat(ordered.dnsNames()).containsExactlyInAnyOrder(KNOWN, "www." + KNOWN);
      assertThat(ordered.chain()).as("with the intermediate certificate").hasSizeGreaterThan(1);
      for (int port : List.of(server.port(), webPort)) {
        assertThat(certificate(port)).isEqualTo(ordered.chain().getFirst());
      }
      assertThat(firstPage()).contains("strict-transport-security");
    }
    try (ChatServer server = start(KNOWN, tlsOnly)) {
      assertThat(server.identity()).as("after a restart").contains(ordered);
    }
  }

  @Test
  void anOrderThatFailsIsAWarningThatSaysWhatToDo() throws Exception {
    try (LogRecorder log = new LogRecorder("gochat.tls.Renewal");
        ChatServer server = start("unknown.example.org", Map.of())) {
      await().until(() -> !log.lines().isEmpty());

      assertThat(log.lines().getFirst())
          .contains("unknown.example.org", "port 80", "the server tries again at ")
          .doesNotContain("\n");
      assertThat(server.identity().orElseThrow().isSelfMade()).isTrue();
      assertThat(listens(server.port())).isTrue();
    }
  }

  private static X509Certificate certificate(int port) throws Exception {
    try (SSLSocket socket = connect(port)) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static String firstPage() throws Exception {
    try (SSLSocket socket = connect(webPort)) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static SSLSocket connect(int port) throws Exception {
    SSLContext trustsAll = SSLContext.getInstance("TLS");
    trustsAll.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            trustsAll.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.startHandshake();
    return socket;
  }
}
