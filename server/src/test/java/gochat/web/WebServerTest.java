package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.Socket;
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

/// The answers of the web port that do not depend on its services.
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
  @CsvSource({"GET, /nothing, 404, CALL_UNKNOWN", "DELETE, /, 405, METHOD_NOT_ALLOWED"})
  void aPathOrMethodThatIsNotServedIsRefusedInJson(
      String verb, String path, int http, String reason) throws Exception {
    try (WebFixture web = WebFixture.of(HEALTH)) {
      HttpResponse<String> answer = web.send(verb, path, null, "");

      assertThat(answer.statusCode()).isEqualTo(http);
      assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"");
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
    try (WebFixture web = new WebFixture(new WebServices(List.of(HEALTH), null, null), small)) {
      String path = "/grpc.health.v1.Health/Check";
      HttpRequest request =
          web.request(path)
              .header("content-type", "application/proto")
              .POST(BodyPublishers.ofString("x".repeat(1_025)))
              .build();

      ListAppender<ILoggingEvent> logged = new ListAppender<>();
      logged.start();
      Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
      all.addAppender(logged);
      HttpResponse<String> answer = web.client.send(request, BodyHandlers.ofString());
      all.detachAppender(logged);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body())
          .startsWith("{\"code\":\"resource_exhausted\"")
          .contains("BODY_TOO_LONG");
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
}
