package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.ListenFailure;
import gochat.edge.Transport;
import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.Holds;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// The behaviour of the web port that does not depend on its services.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class WebServerTest {
  private static final ServerServiceDefinition HEALTH =
      new HealthStatusManager().getHealthService().bindService();

  @Test
  void theFirstPageSaysWhatThisIs() throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<String> answer = web.get("/");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("GoChat").contains("/v1");
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, /nothing, 404, NOT_FOUND", "DELETE, /, 405, UNIMPLEMENTED"})
  void aPathOrMethodThatIsNotServedIsRefusedInJson(
      String verb, String path, int http, String status) throws Exception {
    try (WebFixture web = WebFixture.of(HEALTH)) {
      HttpResponse<String> answer = web.send(verb, path, null, "");

      assertThat(answer.statusCode()).isEqualTo(http);
      assertThat(answer.body()).startsWith("{\"status\":\"" + status + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing"})
  void everyAnswerIsInertInABrowser(String path) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<String> answer = web.get(path);

      assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
      assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
      assertThat(answer.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(answer.headers().map()).doesNotContainKey("server");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "http://localhost",
        "http://localhost:1",
        "http://localhost.evil.example:PORT",
        "http://user@localhost:PORT",
        "file://localhost:PORT",
        "null",
        "",
        "http://"
      })
  void aPageOfAnotherOriginIsRefused(String origin) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<String> answer = fetch(web, origin.replace("PORT", "" + web.port()));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("PERMISSION_DENIED", "\"reason\":\"ORIGIN_FOREIGN\"");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:PORT", "HTTP://LOCALHOST:PORT", "https://localhost:PORT"})
  void aPageOfThisServerIsServed(String origin) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      assertThat(fetch(web, origin.replace("PORT", "" + web.port())).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theFilesOfThePageAreServedUnderEveryHostAndOrigin() throws Exception {
    try (WebFixture web = WebFixture.of()) {
      String page =
          raw(web, "GET / HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://other.example\r\n");
      assertThat(page).startsWith("HTTP/1.1 200");

      String call = raw(web, "GET /v1/rooms HTTP/1.1\r\nHost: evil.example:8080\r\n");
      assertThat(call)
          .startsWith("HTTP/1.1 421")
          .contains("\"reason\":\"HOST_UNKNOWN\"", "--web-hosts evil.example.");
    }
  }

  private static String raw(WebFixture web, String head) throws IOException {
    try (Socket socket = new Socket("localhost", web.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static HttpResponse<String> fetch(WebFixture web, String origin) throws Exception {
    return web.client.send(
        web.request("/v1/rooms").header("Origin", origin).build(), BodyHandlers.ofString());
  }

  @Test
  @Holds("request.beside-text-bytes-max")
  void aBodyThatIsTooLargeIsRefusedAndNoFault() throws Exception {
    Limits small = WebFixture.ofTexts(1_024).with(ConnectionLimit.HEADER_BYTES, 4_096);
    try (WebFixture web =
        new WebFixture(
            new WebServices(
                List.of(
                    new io.grpc.protobuf.services.HealthStatusManager()
                        .getHealthService()
                        .bindService()),
                null,
                null),
            small)) {
      String path = "/grpc.health.v1.Health/Check";
      HttpRequest request =
          web.request(path)
              .header("content-type", "application/grpc-web")
              .POST(BodyPublishers.ofString("x".repeat(1_025)))
              .build();

      ListAppender<ILoggingEvent> logged = new ListAppender<>();
      logged.start();
      Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
      all.addAppender(logged);
      HttpResponse<String> answer = web.client.send(request, BodyHandlers.ofString());
      all.detachAppender(logged);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("RESOURCE_EXHAUSTED");
      assertThat(logged.list).as("lines in the log").isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET / HTTP/1.1|Host: localhost|X: LONG||; HTTP/1.1 431",
        "GET /LONG HTTP/1.1|Host: localhost||; HTTP/1.1 414",
        "NONSENSE||; HTTP/1.1 400",
        "GET / HTTP/1.1|Host: localhost|Content-Length: -1||; HTTP/1.1 400",
        "CONNECT localhost:1 HTTP/1.1|Host: localhost||; HTTP/1.1 400",
      })
  void anInvalidHeadIsRefused(String head, String status) throws Exception {
    try (WebFixture web = WebFixture.of();
        Socket socket = web.socket()) {
      socket
          .getOutputStream()
          .write(head.replace("|", "\r\n").replace("LONG", "x".repeat(20_000)).getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith(status)
          .contains("\r\nx-content-type-options: nosniff\r\n");
      assertThat(web.get("/").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Holds("connection.idle-timeout-ms")
  void aConnectionThatSaysNothingIsClosed(boolean isTlsServed) throws Exception {
    try (WebFixture web =
            new WebFixture(
                new WebServices(List.of(), null, null),
                Limits.STANDARD.with(ConnectionLimit.IDLE_TIMEOUT, 1_000),
                new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY),
                isTlsServed ? Encryption.with(SelfSigned.inMemory(), true) : Encryption.NONE);
        Socket silent = web.socket();
        Socket slow = web.socket()) {
      slow.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(US_ASCII));

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void moreConnectionsThanAllowedAreClosedAndTheOthersStay() throws Exception {
    try (WebFixture web =
            new WebFixture(
                new WebServices(List.of(), null, null),
                Limits.STANDARD,
                new ConnectionCounts(
                    Limits.STANDARD.with(ConnectionLimit.OPEN, 2), NetworkList.EMPTY),
                Encryption.NONE);
        Socket first = web.socket()) {
      ask(first);
      try (Socket second = web.socket()) {
        ask(second);
        try (Socket third = web.socket()) {
          assertThat(third.getInputStream().read()).isEqualTo(-1);
        }
        ask(second);
      }
      ask(first);
      await()
          .untilAsserted(() -> {
            try (Socket again = web.socket()) {
              ask(again);
            }
          });
    }
  }

  private static void ask(Socket socket) throws Exception {
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("</html>\n")) {
      int letter = socket.getInputStream().read();
      assertThat(letter).as("letter after '%s'", answer).isNotNegative();
      answer.append((char) letter);
    }
    assertThat(answer.toString()).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void aTakenPortIsOneReadableLine() throws Exception {
    EventLoopGroup loops = Transport.best().newLoops(1);
    try (WebFixture web = WebFixture.of()) {
      assertThatThrownBy(() ->
              WebServer.start(
                  "localhost",
                  web.port(),
                  loops,
                  new WebServices(List.of(), null, null),
                  Limits.STANDARD,
                  new ConnectionCounts(
                      Limits.STANDARD.with(ConnectionLimit.OPEN, 1), NetworkList.EMPTY),
                  Encryption.NONE,
                  WebServer.Site.LOCAL))
          .isInstanceOfSatisfying(
              ListenFailure.class, failure -> assertThat(failure.isTaken()).isTrue())
          .hasMessage(
              "localhost port "
                  + web.port()
                  + " is taken by another program: stop that one or choose another with"
                  + " --web-port");
    } finally {
      loops.shutdownGracefully();
    }
  }

  @Test
  void closingLeavesTheLoopsToTheirOwner() throws Exception {
    WebFixture first = WebFixture.of();
    first.close();

    try (WebFixture second = WebFixture.of()) {
      assertThat(second.get("/").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, HTTP_2", "TLSv1.3, HTTP_1_1", "TLSv1.2, HTTP_1_1"})
  void itSpeaksTlsWithTheServersOwnCertificate(String protocol, HttpClient.Version version)
      throws Exception {
    TlsIdentity identity = SelfSigned.inMemory();
    try (WebFixture web = WebFixture.ofTls(identity, true);
        HttpClient client = WebFixture.trusting(protocol)) {
      URI secure = URI.create("https://localhost:" + web.port() + "/");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(secure).version(version).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.sslSession().orElseThrow().getPeerCertificates()[0])
          .isEqualTo(identity.chain().getFirst());
      assertThat(web.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutPlaintextOnlyTlsIsServed() throws Exception {
    try (WebFixture web = WebFixture.ofTls(SelfSigned.inMemory(), false);
        HttpClient client = WebFixture.trusting("TLSv1.3");
        Socket plain = web.socket()) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));

      assertThat(new String(plain.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("HTTP/1.1 200");
      URI secure = URI.create("https://localhost:" + web.port() + "/");
      assertThat(
              client
                  .send(HttpRequest.newBuilder(secure).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
