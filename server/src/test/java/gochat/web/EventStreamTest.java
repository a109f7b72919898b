package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.Encryption;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import gochat.tls.SelfSigned;
import gochat.web.EchoSessions.Session;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Server-sent events, as `curl -N` reads them.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class EventStreamTest {
  private final EchoSessions sessions = new EchoSessions(WebFraming.EVENT_STREAM);

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void eventsComeAsTheyHappen(HttpClient.Version version) throws Exception {
    try (WebFixture web =
            new WebFixture(
                new WebServices(List.of(), null, sessions),
                Limits.STANDARD,
                Encryption.with(SelfSigned.inMemory(), true));
        HttpClient client = WebFixture.trusting("TLSv1.3")) {
      URI uri = URI.create("https://localhost:" + web.port() + "/v1/events?rooms=lobby");
      HttpResponse<Stream<String>> answer =
          client.send(HttpRequest.newBuilder(uri).version(version).build(), BodyHandlers.ofLines());
      Session session = sessions.next();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(sessions.follows.take().getRoomsList()).containsExactly("lobby");
      Iterator<String> lines = answer.body().iterator();
      for (String text : List.of("{\"text\":\"hi\"}", "晚上见？", "x".repeat(50_000))) {
        assertThat(session.offer(text)).isTrue();
        assertThat(lines.next()).isEqualTo("data: " + text);
        assertThat(lines.next()).isEmpty();
      }

      session.end(Failure.of(Reason.TOO_SLOW, "too slow"));
      assertThat(lines.next())
          .startsWith(
              "data: {\"reply\":{\"id\":\"0\",\"error\":{\"code\":8,\"message\":\"too slow\",")
          .contains("\"reason\":\"TOO_SLOW\"");
      assertThat(lines.next()).isEmpty();
      assertThat(lines.hasNext()).isFalse();
      assertThat(session.event()).isEqualTo("disconnected");
    }
  }

  @Test
  void aRequestThatIsNotAdmittedGetsTheStatusAsJson() throws Exception {
    try (WebFixture web = WebFixture.ofFollow(sessions)) {
      HttpResponse<String> answer = web.get("/v1/events?rooms=refused");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
      assertThat(answer.body())
          .startsWith("{\"status\":\"UNAUTHENTICATED\",\"code\":16,\"message\":\"no token\",");
    }
  }

  @Test
  void aQuietStreamShowsThatItIsThere() throws Exception {
    Limits hasty =
        Limits.STANDARD
            .with(ConnectionLimit.PING_AFTER, 100)
            .with(ConnectionLimit.DEAD_AFTER, 10_000);
    try (WebFixture web = new WebFixture(new WebServices(List.of(), null, sessions), hasty)) {
      HttpResponse<Stream<String>> answer =
          web.client.send(web.request("/v1/events").build(), BodyHandlers.ofLines());

      assertThat(answer.body().limit(4))
          .containsExactly("data: {\"heartbeat\":{}}", "", "data: {\"heartbeat\":{}}", "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/events HTTP/1.1|Host: localhost||",
        "POST /gochat.v1.StreamService/Follow HTTP/1.1|Host: localhost"
            + "|Content-Type: application/connect+proto|Content-Length: 5||\0\0\0\0\0"
      })
  void aReaderThatTakesNothingIsClosed(String request) throws Exception {
    Limits impatient = Limits.STANDARD.with(StreamLimit.STALLED_AFTER, 1_000);
    try (WebFixture web = new WebFixture(new WebServices(List.of(), null, sessions), impatient);
        Socket client = web.socket()) {
      client.getOutputStream().write(request.replace("|", "\r\n").getBytes(US_ASCII));
      Session session = sessions.next();

      session.offerUntilGone("m".repeat(60_000));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aClientThatGoesBeforeItIsAdmittedIsNoticedAtOnce(HttpClient.Version version)
      throws Exception {
    CompletableFuture<Session> opening = new CompletableFuture<>();
    FollowService slow =
        (_, _, _, client) -> {
          Session session = new Session(client, WebFraming.EVENT_STREAM);
          opening.complete(session);
          return session;
        };
    try (WebFixture web =
            new WebFixture(
                new WebServices(List.of(), null, slow),
                Limits.STANDARD,
                Encryption.with(SelfSigned.inMemory(), true));
        HttpClient client = WebFixture.trusting("TLSv1.3")) {
      URI uri = URI.create("https://localhost:" + web.port() + "/v1/events");
      var _ =
          client.sendAsync(
              HttpRequest.newBuilder(uri).version(version).build(), BodyHandlers.discarding());
      Session session = opening.get(60, TimeUnit.SECONDS);
      client.shutdownNow();

      assertThat(session.event()).isEqualTo("disconnected");
    }
  }

  @Test
  void aClientThatIsGoneIsNoticedAtOnce() throws Exception {
    try (WebFixture web = WebFixture.ofFollow(sessions)) {
      Socket client = web.socket();
      client
          .getOutputStream()
          .write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      Session session = sessions.next();
      client.close();

      assertThat(session.event()).isEqualTo("disconnected");
    }
  }
}
