package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import gochat.grpc.NoLeaks;
import gochat.limit.Holds;
import gochat.v1.Cursor;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetPresenceResponse;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.MessageServiceGrpc.MessageServiceImplBase;
import gochat.v1.Presence;
import gochat.v1.PresenceServiceGrpc.PresenceServiceImplBase;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Unary methods as JSON over HTTP, with services that tell what they were asked.
@Timeout(30)
@ExtendWith(NoLeaks.class)
class CallsTest {
  private static final Context.Key<String> CALLER = Context.key("caller");

  private final Messages messages = new Messages();
  private WebFixture web;

  @BeforeEach
  void start() throws Exception {
    web =
        WebFixture.of(
            ServerInterceptors.intercept(messages.bindService(), new CallerOf()),
            new Presences().bindService());
  }

  @AfterEach
  void stop() {
    web.close();
  }

  /// Puts what an authenticating interceptor would look at into the context.
  private static final class CallerOf implements ServerInterceptor {
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
              .withValue(CALLER, token + " " + from.replaceAll(":\\d+$", "") + " " + encrypted),
          call,
          headers,
          next);
    }
  }

  private static final class Messages extends MessageServiceImplBase {
    private final CompletableFuture<SendMessageRequest> sent = new CompletableFuture<>();
    private final CompletableFuture<String> caller = new CompletableFuture<>();
    private final CompletableFuture<Boolean> isVirtual = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CompletableFuture<ListHistoryRequest> listed = new CompletableFuture<>();
    private @Nullable Supplier<? extends Exception> failure;
    private boolean isStuck;

    @Override
    public void sendMessage(
        SendMessageRequest request, StreamObserver<SendMessageResponse> answers) {
      sent.complete(request);
      caller.complete(CALLER.get());
      isVirtual.complete(Thread.currentThread().isVirtual());
      if (isStuck) {
        Context.current().addListener(_ -> ended.complete("cancelled"), Runnable::run);
        return;
      }
      if (failure != null) {
        switch (failure.get()) {
          case RuntimeException e -> throw e;
          case Exception e -> answers.onError(e);
        }
        return;
      }
      answers.onNext(SendMessageResponse.getDefaultInstance());
      answers.onCompleted();
    }

    @Override
    public void listHistory(
        ListHistoryRequest request, StreamObserver<ListHistoryResponse> answers) {
      listed.complete(request);
      answers.onNext(
          ListHistoryResponse.newBuilder()
              .setAsOf(Cursor.newBuilder().setRoom("lobby").setSeq(9_007_199_254_740_993L))
              .build());
      answers.onCompleted();
    }
  }

  private static final class Presences extends PresenceServiceImplBase {
    @Override
    public void getPresence(
        GetPresenceRequest request, StreamObserver<GetPresenceResponse> answers) {
      GetPresenceResponse.Builder all = GetPresenceResponse.newBuilder();
      request
          .getUsersList()
          .forEach(user -> all.addPresences(Presence.newBuilder().setUserId(user)));
      answers.onNext(all.build());
      answers.onCompleted();
    }
  }

  @Test
  void aBodyOfJsonAndTheVariablesOfThePathMakeTheRequest() throws Exception {
    HttpResponse<String> answer =
        web.send(
            "POST",
            "/v1/rooms/%23g%C3%A9n%C3%A9ral/messages",
            "application/json",
            "{\"text\":\"晚上见？\",\"clientMessageId\":\"c1\",\"reply_to\":\"7\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}\n");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(messages.sent.get())
        .isEqualTo(
            SendMessageRequest.newBuilder()
                .setRoom("#général")
                .setText("晚上见？")
                .setClientMessageId("c1")
                .setReplyTo(7)
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json; charset=UTF-8"})
  void whatCurlSendsByItselfIsJsonToo(String type) throws Exception {
    assertThat(web.send("POST", "/v1/rooms/lobby/messages", type, "{\"text\":\"hi\"}").statusCode())
        .isEqualTo(200);
    assertThat(messages.sent.get().getText()).isEqualTo("hi");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() throws Exception {
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "text/plain", "{\"text\":\"hi\"}");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("text/plain (expected: application/json)");
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void theParametersOfTheQueryMakeTheRequestWhereThereIsNoBody() throws Exception {
    HttpResponse<String> answer =
        web.get("/v1/rooms/lobby/messages?fromTime=2026-01-31T23:59:59Z&page_size=20");

    assertThat(answer.statusCode()).isEqualTo(200);
    ListHistoryRequest asked = messages.listed.get();
    assertThat(asked.getRoom()).isEqualTo("lobby");
    assertThat(asked.getFromTime().getSeconds()).isEqualTo(1_769_903_999L);
    assertThat(asked.getPageSize()).isEqualTo(20);
    // Integers of 64 bits are strings, as JavaScript's numbers have 53.
    assertThat(answer.body()).contains("\"room\":\"lobby\",\"seq\":\"9007199254740993\"");
  }

  @Test
  void aRepeatedFieldIsAParameterGivenAgain() throws Exception {
    assertThat(web.get("/v1/presence?users=Alice&users=%E5%BC%A0%E4%B8%89").body())
        .isEqualTo("{\"presences\":[{\"userId\":\"Alice\"},{\"userId\":\"张三\"}]}\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "pageSize=many; pageSize: many (expected: an integer of 32 bits)",
        "pagesize=1; there is no field \\\"pagesize\\\" (expected: room, beforeSeq, afterSeq, ",
        "fromTime.seconds.x=1; there is no field",
        "page_size=1&page_size=2; page_size: given more than once (expected: once)",
        "after_seq=99999999999999999999; after_seq: 99999999999999999999 (expected: an integer of"
            + " 64 bits)",
        "from_time=yesterday; from_time: yesterday (expected: a time such as 2026-01-31T23:59:59Z)",
        "after_seq=1&before_seq=2; before_seq: given together with after_seq (expected: one or the"
            + " other)",
      })
  void aParameterThatDoesNotFitIsNamedWithItsValueAndWhatIsExpected(String query, String sentence)
      throws Exception {
    HttpResponse<String> answer = web.get("/v1/rooms/lobby/messages?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith("{\"status\":\"INVALID_ARGUMENT\",\"code\":3,\"message\":\"" + sentence)
        .contains("\"field\":\"" + query.replaceFirst("^.*&|=.*$", "").replaceFirst("=.*", ""));
    assertThat(messages.listed).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":", "[]", "7", "\u0000", "{\"text\":\"a\"} b", "{\"text\":\"a\"}{}",
        "{\"text\":\"a\"}]", "{'text':'a'}", "{text:\"a\"}", "/**/{}", "{\"text\":\"a\",}", "null"
      })
  void aBodyThatIsNotOneObjectOfJsonIsRefused(String body) throws Exception {
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "application/json", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("the body is not one object of JSON")
        .doesNotContain("Exception", "com.google", "Strictness");
    assertThat(messages.sent).isNotDone();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"clientMessageID\":\"c1\"}; clientMessageID; there is no field",
        "{\"text\":7}; text; text: a number (expected: text)",
        "{\"text\":true}; text; text: true or false (expected: text)",
        "{\"text\":{}}; text; text: an object (expected: text)",
        "{\"text\":\"a\",\"text\":\"b\"}; text; text: given more than once",
        "{\"replyTo\":\"x\"}; replyTo; an integer of 64 bits",
        "{\"replyTo\":1.5}; replyTo; an integer of 64 bits",
        "{\"replyTo\":[1]}; replyTo; replyTo: an array (expected: an integer of 64 bits)",
        "{\"replyTo\":true}; replyTo; an integer of 64 bits",
        "{\"mentions\":\"Bob\"}; mentions; an array of: text",
        "{\"mentions\":[\"Bob\",null]}; mentions[1]; null (expected: text)",
      })
  void aFieldThatDoesNotFitIsNamed(String body, String field, String sentence) throws Exception {
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "application/json", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"status\":\"INVALID_ARGUMENT\"", "\"field\":\"" + field + "\"", sentence);
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void nullIsAFieldThatIsNotSet() throws Exception {
    web.send("POST", "/v1/rooms/lobby/messages", null, "{\"text\":null,\"mentions\":null}");

    assertThat(messages.sent.get())
        .isEqualTo(SendMessageRequest.newBuilder().setRoom("lobby").build());
  }

  @Test
  void aParameterBesideABodyIsRefused() throws Exception {
    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages?text=a", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"text\\\" stands in the query (expected: in the body)");
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void aBodyWhoseMistakeIsLongIsRefusedLikeAnyOther() throws Exception {
    String body = "{\"" + "a.".repeat(20_000) + "\": {x}";
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "application/json", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws Exception {
    var request =
        web.request("/v1/rooms/lobby/messages")
            .POST(
                BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
            .build();

    assertThat(web.client.send(request, BodyHandlers.ofString()).body())
        .contains("the body is not UTF-8");
  }

  @Test
  void aServiceKnowsWhoCallsAndMayWait() throws Exception {
    var request =
        web.request("/v1/rooms/lobby/messages")
            .header("Authorization", "Bearer t0ken")
            .POST(BodyPublishers.ofString("{}", UTF_8))
            .build();
    web.client.send(request, BodyHandlers.ofString());

    assertThat(messages.caller.get()).isEqualTo("Bearer t0ken /127.0.0.1 plain");
    assertThat(messages.isVirtual.get()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UNAUTHENTICATED, 401",
    "PERMISSION_DENIED, 403",
    "NOT_FOUND, 404",
    "ALREADY_EXISTS, 409",
    "INVALID_ARGUMENT, 400",
    "RESOURCE_EXHAUSTED, 429",
    "UNIMPLEMENTED, 501",
    "UNAVAILABLE, 503",
    "DEADLINE_EXCEEDED, 504",
    "INTERNAL, 500"
  })
  void aStatusOfGrpcIsOneOfHttp(Status.Code code, int http) throws Exception {
    messages.failure = () -> code.toStatus().withDescription("a \"sentence\"").asException();

    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(http);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\""
                + code
                + "\",\"code\":"
                + code.value()
                + ",\"message\":\"a \\\"sentence\\\"\"}\n");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
  }

  @Test
  void detailsAreToldAndWhenToTryAgainIsAHeaderToo() throws Exception {
    messages.failure =
        () ->
            StatusProto.toStatusRuntimeException(
                com.google.rpc.Status.newBuilder()
                    .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                    .setMessage("slowly")
                    .addDetails(
                        Any.pack(
                            RetryInfo.newBuilder()
                                .setRetryDelay(Duration.newBuilder().setNanos(1_500_000))
                                .build()))
                    .build());

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
      assertThat(messages.ended.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }
  }

  @Test
  @Holds("request.timeout-ms")
  void aCallThatTakesTooLongIsToldSoAndCancelled() throws Exception {
    messages.isStuck = true;
    try (WebFixture hasty =
        new WebFixture(
            new WebServices(List.of(messages.bindService()), null, null),
            WebFixture.LIMITS.withRequestTimes(200, 10_000))) {
      HttpResponse<String> answer = hasty.send("POST", "/v1/rooms/lobby/messages", null, "{}");

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("DEADLINE_EXCEEDED");
      assertThat(messages.ended.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }
  }
}
