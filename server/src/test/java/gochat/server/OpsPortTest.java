package gochat.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.metric.Scrape;
import gochat.session.StreamKind;
import gochat.v1.FollowRequest;
import gochat.v1.StreamServiceGrpc;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsPortTest {
  @RegisterExtension
  private final ServerFixture server =
      new ServerFixture(Map.of(Setting.OPS_PORT, "0", Setting.WEB_PORT, "0"));

  @TempDir private Path directory;

  @Test
  void theMetricsAreThoseOfTheLoad() throws Exception {
    try (TestClient alice = server.join("Alice");
        TestClient _ = server.join("Bob");
        TestClient _ = server.join("Carol")) {
      for (int i = 0; i < 10; i++) {
        alice.say("message " + i);
      }
      alice.send("", "Bob", "a whisper");

      Scrape now =
          Scrape.await(
              server.opsPort(),
              scrape ->
                  scrape.value("gochat_deliveries_total{source=\"live\"}") == 30
                      && scrape.value("gochat_whispers_total") == 1);
      assertThat(now.value("gochat_messages_stored_total")).isEqualTo(10);
      // And the entry of the start in the audit log.
      assertThat(now.value("gochat_events_stored_total")).isEqualTo(11);
      assertThat(now.value("gochat_append_events_sum")).isEqualTo(11);
      assertThat(now.value("gochat_append_seconds_count"))
          .isEqualTo(now.value("gochat_appends_total{outcome=\"stored\"}"))
          .isBetween(2.0, 11.0);
      assertThat(now.value("gochat_append_seconds_sum")).isPositive();
      assertThat(now.value("gochat_delivery_seconds_sum")).isPositive();
      assertThat(now.value("gochat_streams{kind=\"seed\"}")).isEqualTo(3);
      assertThat(now.value("gochat_connections{port=\"grpc\"}")).isEqualTo(3);
      assertThat(now.value("gochat_rooms_in_memory")).isEqualTo(2);
      assertThat(now.value("gochat_store_bytes")).isPositive();
      assertThat(now.value("gochat_store_free_bytes")).isPositive();
      assertThat(now.value("gochat_ready")).isEqualTo(1);
    }

    Scrape after =
        Scrape.await(
            server.opsPort(), scrape -> scrape.value("gochat_streams{kind=\"seed\"}") == 0);
    assertThat(after.value("gochat_streams_opened_total{kind=\"seed\"}")).isEqualTo(3);
  }

  /// Streams without a token end at once.
  @Test
  void aStreamIsCountedByItsContractAndTransport() throws Exception {
    byte[] enveloped = {0, 0, 0, 0, 2, '{', '}'};
    String follow = "/gochat.v1.StreamService/Follow";
    server.join("Alice");
    assertThatThrownBy(() ->
            StreamServiceGrpc.newBlockingStub(server.channel())
                .follow(FollowRequest.getDefaultInstance())
                .next())
        .isInstanceOf(StatusRuntimeException.class);
    Scrape.get(server.webPort(), "/v1/events");
    Scrape.post(server.webPort(), follow, "application/connect+json", enveloped);
    Scrape.post(server.webPort(), follow, "application/grpc-web+json", enveloped);
    try (HttpClient client = HttpClient.newHttpClient()) {
      client
          .newWebSocketBuilder()
          .buildAsync(
              URI.create("ws://127.0.0.1:" + server.webPort() + "/v1/connect"),
              new WebSocket.Listener() {})
          .join()
          .abort();
    }

    for (StreamKind kind : StreamKind.values()) {
      String label = "{kind=\"" + kind.name().toLowerCase(Locale.ROOT) + "\"}";
      int open = kind == StreamKind.SEED ? 1 : 0;

      Scrape.await(
          server.opsPort(),
          scrape ->
              scrape.value("gochat_streams_opened_total" + label) == 1
                  && scrape.value("gochat_streams" + label) == open);
    }
    assertThat(Scrape.of(server.opsPort()).value("gochat_errors_total{reason=\"TOKEN_MISSING\"}"))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void theHealthIsOnBothPorts(String path) {
    for (int port : new int[] {server.opsPort(), server.webPort()}) {
      HttpResponse<String> response = Scrape.get(port, path);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("ok\n");
      assertThat(response.headers().firstValue("cache-control")).contains("no-store");
      assertThat(Scrape.send(port, "HEAD", path).statusCode()).isEqualTo(200);
      assertThat(Scrape.send(port, "POST", path).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void theHealthIsShownWhateverTheServerIsCalled() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.webPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /health/ready HTTP/1.1\r\nhost: of.a.balancer\r\nconnection: close\r\n\r\n"
                  .getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("ok\n");
    }
  }

  @Test
  void theMetricsAreNotOnTheWebPort() {
    assertThat(Scrape.get(server.webPort(), "/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void anUnknownPathIsToldTheKnownOnes() {
    HttpResponse<String> response = Scrape.get(server.opsPort(), "/");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("/metrics\n/health/live\n/health/ready\n");
  }

  @Test
  void aPortThatWasAskedForAndIsTakenStopsTheStart() {
    String taken = String.valueOf(server.opsPort());
    Config config = ServerFixture.config(directory, Map.of(Setting.OPS_PORT, taken));

    assertThatThrownBy(() -> ChatServer.start(config, _ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + taken + " is taken")
        .hasMessageContaining("choose another with --ops-port");
  }

  @Test
  void theServerStartsWithoutThePortWhereItIsTakenOrOff() throws Exception {
    // If another program has the port already, the test needs no socket of its own.
    try (ServerSocket _ = takeIfFree();
        ChatServer without =
            ChatServer.start(
                ServerFixture.config(directory, Map.of(Setting.OPS_PORT, "auto")), _ -> {})) {
      assertThat(without.opsPort()).isEmpty();
    }
    try (ChatServer without = ChatServer.start(ServerFixture.config(directory), _ -> {})) {
      assertThat(without.opsPort()).isEmpty();
    }
  }

  private static ServerSocket takeIfFree() throws IOException {
    try {
      return new ServerSocket(Config.OPS_PORT_NUMBER, 1, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException _) {
      return new ServerSocket();
    }
  }
}
