package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.error.Failure;
import gochat.error.Reason;
import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.web.WebFixture.RecordingMessages;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The answers of unary methods as JSON over HTTP: who calls, statuses, details, time limits.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class CallsTest {
  private final RecordingMessages messages = new RecordingMessages();
  private WebFixture web;

  @BeforeEach
  void start() throws Exception {
    web =
        WebFixture.of(
            ServerInterceptors.intercept(messages.bindService(), new CallerInterceptor()));
  }

  @AfterEach
  void stop() {
    web.close();
  }

  /// Puts the header that an authenticating interceptor reads into the context.
  private static final class CallerInterceptor implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      String token =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      String from = String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
      String encrypted =
          call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION) == null ? "plain" : "tls";
      return Contexts.interceptCall(
          Context.current()
              .withValue(
                  RecordingMessages.CALLER,
                  token + " " + from.replaceAll(":\\d+$", "") + " " + encrypted),
          call,
          headers,
          next);
    }
  }

  @Test
  void aServiceKnowsWhoCalls() throws Exception {
    var request =
        web.request("/v1/rooms/lobby/messages")
            .header("Authorization", "Bearer t0ken")
            .POST(BodyPublishers.ofString("{}", UTF_8))
            .build();
    web.client.send(request, BodyHandlers.ofString());

    assertThat(messages.caller.get()).isEqualTo("Bearer t0ken /127.0.0.1 plain");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void theReasonOfAFailureIsToldWithItsStatus(Reason reason) throws Exception {
    messages.failure = () -> Failure.of(reason, "a \"sentence\"");

    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(reason.http());
    assertThat(answer.body())
        .isEqualTo(
            ("{\"status\":\"%s\",\"code\":%d,\"message\":\"a \\\"sentence\\\"\",\"details\":["
                    + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"%s\","
                    + "\"domain\":\"gochat.v1\"}]}\n")
                .formatted(reason.code(), reason.code().getNumber(), reason));
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NOT_FOUND, 404, NOT_FOUND",
    "UNIMPLEMENTED, 404, CALL_UNKNOWN",
    "ABORTED, 500, SERVER_FAILED"
  })
  void aStatusOfAnotherServiceKeepsItsCodeAndGetsAReason(Status.Code code, int http, String reason)
      throws Exception {
    messages.failure = () -> code.toStatus().withDescription("a sentence").asException();

    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(http);
    assertThat(answer.body())
        .contains("\"status\":\"" + code + "\"", "\"reason\":\"" + reason + "\"");
  }

  @Test
  void detailsAreToldAndWhenToTryAgainIsAHeaderToo() throws Exception {
    messages.failure = () -> Failure.of(Reason.TOO_FAST, "slowly", Duration.ofNanos(1_500_000));

    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    assertThat(answer.body())
        .contains("\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\"")
        .contains("\"retryDelay\":\"0.001500s\"");
  }

  @Test
  void anExceptionTellsNothingOfTheServersInside() throws Exception {
    messages.failure = () -> new IllegalStateException("a secret of the server");

    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("its log says why").doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aCallerThatGoesAwayCancelsItsCall(HttpClient.Version version) throws Exception {
    messages.isStuck = true;
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      var request =
          web.request("/v1/rooms/lobby/messages").POST(BodyPublishers.ofString("{}")).build();
      var _ = client.sendAsync(request, BodyHandlers.discarding());
      messages.sent.get();

      client.shutdownNow();
      assertThat(messages.ended.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }
  }

  @Test
  @Holds("request.timeout-ms")
  void aCallThatTakesTooLongIsAnsweredAndCancelled() throws Exception {
    messages.isStuck = true;
    try (WebFixture hasty =
        new WebFixture(
            new WebServices(List.of(messages.bindService()), null, null),
            Limits.STANDARD.with(ConnectionLimit.REQUEST_TIMEOUT, 200))) {
      HttpResponse<String> answer = hasty.send("POST", "/v1/rooms/lobby/messages", null, "{}");

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("DEADLINE_EXCEEDED");
      assertThat(messages.ended.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }
  }
}
