package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.NoLeaks;
import gochat.limit.NetworkList;
import gochat.tls.HttpChallenges;
import gochat.web.WebFixture.RecordingMessages;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other origins that the server's operator has named.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class CorsTest {
  private static final String APP = "https://app.example.org";
  private static final String ALLOWED = "access-control-allow-origin";

  private WebFixture web;

  @BeforeEach
  void start() throws Exception {
    web =
        WebFixture.of(
            new WebServer.Site(List.of(), Set.of(APP), NetworkList.EMPTY, new HttpChallenges()),
            new RecordingMessages().bindService());
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return web.client.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/rooms/lobby/messages", "/gochat.v1.MessageService/SendMessage", "/nothing"})
  void aBrowserThatAsksFirstGetsTheMethodsAndItsOwnHeaders(String path) throws Exception {
    HttpResponse<String> answer =
        send(
            web.request(path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", APP)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,x-own"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue(ALLOWED)).hasValue(APP);
    assertThat(answer.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("POST", "DELETE");
    assertThat(answer.headers().firstValue("access-control-allow-headers"))
        .hasValue("authorization,x-own");
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/rooms/lobby/messages, application/json, 200",
    "/gochat.v1.MessageService/SendMessage, application/json, 200",
    "/gochat.v1.MessageService/SendMessage, text/plain, 415",
    "/nothing, application/json, 404",
  })
  void itsPageMayReadTheAnswerAlsoAnError(String path, String type, int status) throws Exception {
    HttpResponse<String> answer =
        send(
            web.request(path)
                .POST(BodyPublishers.ofString("{}"))
                .header("Content-Type", type)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Origin", APP));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue(ALLOWED)).hasValue(APP);
    assertThat(answer.headers().firstValue("vary")).hasValue("origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.org",
        "https://app.example.org:8443",
        "https://app.example.org.evil",
        "https://x.app.example.org",
        "null"
      })
  void everyOtherOriginIsRefused(String origin) throws Exception {
    HttpResponse<String> answer =
        send(
            web.request("/v1/rooms/lobby/messages")
                .POST(BodyPublishers.ofString("{}"))
                .header("Origin", origin));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("ORIGIN_FOREIGN", "--web-origin");
    assertThat(answer.headers().map()).doesNotContainKey(ALLOWED);
  }
}
