package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gochat.edge.Encryption;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.grpc.NoLeaks;
import gochat.limit.Limits;
import gochat.tls.SelfSigned;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// WebSockets, as a browser and as an attacker would open and speak them.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class WebSocketTest {
  /// Stopping waits a second for connections that are open: once is enough.
  private static final EchoSessions SESSIONS = new EchoSessions(WebFraming.WEB_SOCKET);

  private static WebFixture web;

  @BeforeAll
  static void start() throws Exception {
    web = WebFixture.ofConnect(SESSIONS);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @BeforeEach
  void forgetTheStreamsOfOtherTests() {
    SESSIONS.clear();
  }

  /// The texts and the close that a client receives.
  private static final class TextRecorder implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closes = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closes.add(code + " " + reason);
      return null;
    }
  }

  private static WebSocket connect(String query, TextRecorder received) {
    return web.client
        .newWebSocketBuilder()
        .header("authorization", "Bearer t0ken")
        .buildAsync(URI.create("ws://localhost:" + web.port() + "/v1/connect" + query), received)
        .join();
  }

  @Test
  void aClientThatGoesAwayDuringItsAdmissionIsNotLogged() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch isGone = new CountDownLatch(1);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    try (WebFixture slow =
        WebFixture.ofConnect(request -> {
          asked.countDown();
          try {
            isGone.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return SESSIONS.admit(request);
        })) {
      RawWebSocket client = RawWebSocket.ask(slow.port());
      asked.await();
      all.addAppender(logged);
      client.reset();
      // Returns when the connection is closed.
      slow.server.close();
    } finally {
      isGone.countDown();
      all.detachAppender(logged);
    }

    assertThat(logged.list).as("lines in the log").isEmpty();
  }

  @Test
  void textsGoBothWays() throws Exception {
    TextRecorder received = new TextRecorder();
    WebSocket socket = connect("?a=1&a=2", received);
    for (String text : List.of("hi", "晚上见？", "x".repeat(200), "y".repeat(70_000))) {
      socket.sendText(text, true).join();
      assertThat(received.texts.poll(60, TimeUnit.SECONDS)).isEqualTo(text);
    }

    TextService.Request request = SESSIONS.requests.take();
    assertThat(request.query()).containsExactly(Map.entry("a", List.of("1", "2")));
    assertThat(
            request
                .metadata()
                .get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)))
        .isEqualTo("Bearer t0ken");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    assertThat(SESSIONS.next().eventButDrained()).isEqualTo("disconnected");
    assertThat(received.closes.poll(60, TimeUnit.SECONDS)).isEqualTo("1000 ");
  }

  @Test
  void textsGoBothWaysOverTls() throws Exception {
    try (WebFixture secure =
            new WebFixture(
                new WebServices(List.of(), SESSIONS, null),
                Limits.STANDARD,
                Encryption.with(SelfSigned.inMemory(), true));
        HttpClient client = WebFixture.trusting("TLSv1.3")) {
      TextRecorder received = new TextRecorder();
      URI uri = URI.create("wss://localhost:" + secure.port() + "/v1/connect");
      WebSocket socket = client.newWebSocketBuilder().buildAsync(uri, received).join();
      for (String text : List.of("hi", "y".repeat(60_000), "end SHUTTING_DOWN")) {
        socket.sendText(text, true).join();
      }

      assertThat(received.texts.poll(60, TimeUnit.SECONDS)).isEqualTo("hi");
      assertThat(received.texts.poll(60, TimeUnit.SECONDS)).hasSize(60_000);
      assertThat(received.closes.poll(60, TimeUnit.SECONDS)).isEqualTo("1001 as asked");
      assertThat(SESSIONS.requests.take().attributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
          .isNotNull();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "SHUTTING_DOWN, 1001",
    "TOO_SLOW, 1013",
    "TOKEN_REFUSED, 1008",
    "SERVER_FAILED, 1011"
  })
  void theServersReasonToEndIsTold(Reason reason, int closeCode) throws Exception {
    TextRecorder received = new TextRecorder();
    WebSocket socket = connect("", received);
    socket.sendText("last words", true).join();
    socket.sendText("end " + reason, true).join();

    assertThat(received.texts.poll(60, TimeUnit.SECONDS)).isEqualTo("last words");
    assertThat(received.closes.poll(60, TimeUnit.SECONDS)).isEqualTo(closeCode + " as asked");
    assertThat(SESSIONS.next().eventButDrained()).isEqualTo("disconnected");
  }

  @Test
  void aRequestThatIsNotAdmittedGetsTheStatusBeforeTheUpgrade() throws Exception {
    try (WebFixture strict =
        WebFixture.ofConnect(_ -> {
          throw Failure.of(Reason.TOKEN_REFUSED, "no token");
        })) {
      assertThat(RawWebSocket.handshake(strict.port(), "")).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void aPageOfAnotherOriginIsRefused() throws Exception {
    assertThat(RawWebSocket.handshake(web.port(), "Origin: http://evil.example\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            RawWebSocket.handshake(web.port(), "Origin: http://localhost:" + web.port() + "\r\n"))
        .startsWith("HTTP/1.1 101 ")
        .contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assertThat(SESSIONS.requests).hasSize(1);
  }

  @Test
  void aRequestThatIsNoWebSocketIsRefused() throws Exception {
    HttpResponse<String> answer = web.get("/v1/connect");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("WebSockets only");
  }

  @Test
  void aSessionThatFailsTellsNothingOfTheServersInside() throws Exception {
    try (WebFixture broken =
            WebFixture.ofConnect(_ ->
                stream -> {
                  throw new IllegalStateException("a secret of the server");
                });
        RawWebSocket client = RawWebSocket.connect(web.port())) {
      assertThat(RawWebSocket.handshake(broken.port(), "")).startsWith("HTTP/1.1 500 ");

      client.text("fail");
      assertThat(client.ending()).startsWith("1011 The server failed").doesNotContain("secret");
    }
  }

  @Test
  void aTextMayComeInParts() throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(web.port())) {
      client.frame(RawWebSocket.TEXT, "in ".getBytes(UTF_8));
      client.frame(0x80 | RawWebSocket.PING, "!".getBytes(UTF_8));
      client.frame(0x80 | RawWebSocket.CONTINUATION, "parts".getBytes(UTF_8));

      RawWebSocket.Frame pong = client.read();
      assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
      assertThat(pong.text()).isEqualTo("!");
      assertThat(client.read().text()).isEqualTo("in parts");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "a binary message; 82 80 00000000; 1003",
        "a text that is not UTF-8; 81 81 00000000 ff; 1007",
        "no mask; 81 01 78; 1002",
        "a reserved bit; c1 80 00000000; 1002",
        "a reserved opcode; 83 80 00000000; 1002",
        "a fragmented ping; 09 80 00000000; 1002",
        "a ping of 126 bytes; 89 fe 007e 00000000; 1002",
        "a part of nothing; 80 80 00000000; 1002",
        "a text in a text; 01 80 00000000 81 80 00000000; 1002",
        "a length of 2^63; 81 ff 8000000000000000 00000000; 1002",
        "a length of 2^62; 81 ff 4000000000000000 00000000; 1009",
        "a close code of 1005; 88 82 00000000 03ed; 1002"
      })
  void aFrameThatIsNotAllowedEndsTheStreamWithItsCode(String what, String hex, String code)
      throws Exception {
    try (RawWebSocket bystander = RawWebSocket.connect(web.port());
        RawWebSocket client = RawWebSocket.connect(web.port())) {
      client.bytes(HexFormat.of().parseHex(hex.replace(" ", "")));

      assertThat(client.ending()).startsWith(code + " ");
      bystander.text("still here");
      assertThat(bystander.read().text()).isEqualTo("still here");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "03e8, 03e8", "0fa0, 0fa0", "03e868, 03e8"})
  void aCloseIsAnsweredWithItsCodeOrWithoutOne(String payload, String answer) throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(web.port())) {
      client.frame(0x80 | RawWebSocket.CLOSE, HexFormat.of().parseHex(payload));

      RawWebSocket.Frame close = client.read();
      assertThat(close.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(HexFormat.of().formatHex(close.payload().toByteArray())).isEqualTo(answer);
    }
  }

  @Test
  void aStreamThatTheServerEndsSaysWhyBeforeTheClose() throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(web.port())) {
      SESSIONS.next().end(Failure.of(Reason.TOKEN_REFUSED, "the token was revoked"));

      assertThat(client.read().text())
          .startsWith(
              "{\"reply\":{\"id\":\"0\",\"error\":{\"code\":16,\"message\":\"the token was revoked\"")
          .contains("\"reason\":\"TOKEN_REFUSED\"", "\"domain\":\"gochat.v1\"");
      assertThat(client.read().reason()).isEqualTo("1008 the token was revoked");
    }
  }

  @Test
  void aTextLongerThanAllowedIsRefusedAlsoInParts() throws Exception {
    Limits small = WebFixture.ofTexts(1_024);
    try (WebFixture strict = new WebFixture(new WebServices(List.of(), SESSIONS, null), small);
        RawWebSocket whole = RawWebSocket.connect(strict.port());
        RawWebSocket parts = RawWebSocket.connect(strict.port())) {
      whole.text("x".repeat(1_024));
      assertThat(whole.read().payload().size()).isEqualTo(1_024);
      whole.text("x".repeat(1_025));
      assertThat(whole.ending()).startsWith("1009 ");

      parts.frame(RawWebSocket.TEXT, new byte[1_024]);
      parts.frame(RawWebSocket.CONTINUATION, new byte[1]);
      assertThat(parts.ending()).startsWith("1009 ");
    }
  }
}
