package gochat.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.grpc.NoLeaks;
import gochat.tls.SelfSigned;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The web port as part of a server.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class WebPortTest {
  @TempDir private Path directory;

  private ChatServer start(Map<Setting, String> settings) throws IOException {
    return ChatServer.start(ServerFixture.config(directory, settings), _ -> {});
  }

  private static HttpResponse<String> get(int port, HttpClient.Redirect redirects)
      throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(redirects)
            .build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
              .timeout(Duration.ofSeconds(60))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void aBrowserThatAsksTheWrongPortIsSentToTheWebPort() throws Exception {
    try (ChatServer server = start(Map.of(Setting.WEB_PORT, "0"))) {
      HttpResponse<String> answer = get(server.port(), HttpClient.Redirect.NORMAL);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.uri().getPort()).isEqualTo(server.webPort().orElseThrow());
      assertThat(answer.body()).contains("GoChat");
    }
  }

  @Test
  void aBrowserIsNotRedirectedWhereThereIsNoWebPort() throws Exception {
    try (ChatServer server = start(Map.of(Setting.WEB_PORT, "off"))) {
      assertThat(server.webPort()).isEmpty();
      assertThat(get(server.port(), HttpClient.Redirect.NEVER).statusCode()).isEqualTo(426);
    }
  }

  @Test
  void theServerStartsWithoutAWebPortWhere8080IsTaken() throws Exception {
    // If another program has the port already, the test needs no socket of its own.
    try (ServerSocket _ = takeIfFree(Config.WEB_PORT_NUMBER);
        ChatServer server = start(Map.of(Setting.WEB_PORT, "auto"))) {
      assertThat(server.webPort()).isEmpty();
      assertThat(get(server.port(), HttpClient.Redirect.NEVER).statusCode()).isEqualTo(426);
    }
  }

  private static @Nullable ServerSocket takeIfFree(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      return null;
    }
  }

  @Test
  void strictTransportSecurityNeedsACertificateFromFilesAndNoPlaintext() throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    SelfSigned.in(files);
    String certificate = files.resolve("tls-cert.pem").toString();
    String key = files.resolve("tls-key.pem").toString();
    Map<Setting, String> pair = Map.of(Setting.TLS_CERT, certificate, Setting.TLS_KEY, key);
    Map<Setting, String> pairOnly =
        Map.of(Setting.TLS_CERT, certificate, Setting.TLS_KEY, key, Setting.PLAINTEXT, "off");

    assertThat(strictTransportSecurity(pairOnly)).hasValue("max-age=31536000");
    assertThat(strictTransportSecurity(pair)).isEmpty();
    // With this header, browsers do not let a visitor accept a self-signed certificate.
    assertThat(
            strictTransportSecurity(Map.of(Setting.TLS, "self-signed", Setting.PLAINTEXT, "off")))
        .isEmpty();
  }

  private Optional<String> strictTransportSecurity(Map<Setting, String> settings) throws Exception {
    Map<Setting, String> all = new HashMap<>(settings);
    all.put(Setting.WEB_PORT, "0");
    SSLContext trustsAll = SSLContext.getInstance("TLS");
    trustsAll.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (ChatServer server = start(all);
        HttpClient client = HttpClient.newBuilder().sslContext(trustsAll).build()) {
      URI page = URI.create("https://localhost:" + server.webPort().orElseThrow() + "/");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.headers().firstValue("strict-transport-security");
    }
  }

  @Test
  void connectionsAreCountedOnBothPortsTogether() throws Exception {
    try (ChatServer server = start(Map.of(Setting.WEB_PORT, "0", Setting.CONNECTION_MAX, "1"));
        Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      // An answer shows that it is counted: HTTP/2's preface and an empty SETTINGS ask for one.
      first.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      first.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      assertThat(first.getInputStream().read()).isNotNegative();

      assertThatThrownBy(() -> get(server.webPort().orElseThrow(), HttpClient.Redirect.NEVER))
          .isInstanceOf(IOException.class);
    }
  }
}
