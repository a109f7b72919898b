package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.DisableAccountRequest;
import gochat.v1.EndSessionsRequest;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.ServerFrame;
import gochat.v1.SignInRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An account that an administrator disables, signs out or gives another password, with a stream of
/// each kind.
@SuppressWarnings("NullAway.Init") // set before each test
class DisabledAccountTest {
  private static final int POLICY_VIOLATION = 1008;

  @RegisterExtension final ServerFixture server = new ServerFixture(Map.of(Setting.WEB_PORT, "0"));

  private final HttpClient http = HttpClient.newHttpClient();
  private V1Client root;
  private V1Client alice;

  @BeforeEach
  void register() {
    root = V1Client.administrator(server.channel(), "root", server.adminCode());
    alice = V1Client.register(server.channel(), "Alice");
  }

  @AfterEach
  void stop() {
    // Does not wait for streams, which have no end.
    http.shutdownNow();
  }

  /// Open streams of Alice's session.
  private final class Streams {
    private final Iterator<ServerFrame> v1 = alice.follow();
    private final Closing webSocket = new Closing();
    private final HttpResponse<Stream<String>> events;
    private final TestClient seed;

    Streams() throws Exception {
      String token = alice.signedIn().getToken();
      http.newWebSocketBuilder()
          .buildAsync(URI.create("ws://127.0.0.1:" + server.webPort() + "/v1/connect"), webSocket)
          .join()
          .sendText("{\"id\": 1, \"start\": {\"token\": \"" + token + "\"}}", true)
          .join();
      webSocket.started.get(60, TimeUnit.SECONDS);
      events =
          http.send(
              HttpRequest.newBuilder(address("/v1/events"))
                  .header("authorization", "Bearer " + token)
                  .build(),
              BodyHandlers.ofLines());
      seed = TestClient.on(alice.asSelf()).register("Alice");
    }

    void assertEnd() throws Exception {
      assertThatThrownBy(() -> v1.forEachRemaining(_ -> {}))
          .asInstanceOf(type(StatusRuntimeException.class))
          .extracting(e -> e.getStatus().getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(webSocket.closed.get(60, TimeUnit.SECONDS)).isEqualTo(POLICY_VIOLATION);
      assertThat(events.body().filter(line -> line.startsWith("data: ")).toList())
          .last()
          .asString()
          .contains("TOKEN_REFUSED");
      assertThat(seed.status().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  private static final class Closing implements WebSocket.Listener {
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      started.complete(true);
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
      closed.complete(code);
      return null;
    }
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.webPort() + path);
  }

  private HttpResponse<String> post(String path, String body, @Nullable V1Client as)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofString(body));
    if (as != null) {
      request.header("authorization", "Bearer " + as.signedIn().getToken());
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private Refusal signIn(String password) {
    return AccountServiceGrpc.newBlockingStub(server.channel())
        .signIn(SignInRequest.newBuilder().setName("Alice").setPassword(password).build())
        .getRefusal();
  }

  @Test
  void streamsOfEachKindEndWhenTheAccountIsDisabled() throws Exception {
    Streams streams = new Streams();

    assertThat(
            AdminServiceGrpc.newBlockingStub(root.asSelf())
                .disableAccount(DisableAccountRequest.newBuilder().setAccount("Alice").build())
                .hasDisabled())
        .isTrue();

    streams.assertEnd();
    assertThat(signIn(V1Client.PASSWORD).getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ACCOUNT_DISABLED);
    assertThat(signIn("a wrong one").getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
    assertThat(post("/v1/admin/accounts/Alice/enable", "", root).statusCode()).isEqualTo(200);
    V1Client again = V1Client.signIn(server.channel(), "Alice");
    assertThat(again.signedIn().getUser()).isEqualTo(alice.signedIn().getUser());
    assertThat(again.send("lobby", "here again").hasSent()).isTrue();
  }

  @Test
  void streamsOfEachKindEndWhenTheAccountIsSignedOut() throws Exception {
    Streams streams = new Streams();

    var _ =
        AdminServiceGrpc.newBlockingStub(root.asSelf())
            .endSessions(EndSessionsRequest.newBuilder().setAccount("Alice").build());

    streams.assertEnd();
    assertThat(V1Client.signIn(server.channel(), "Alice").send("lobby", "again").hasSent())
        .isTrue();
  }

  @Test
  void streamsOfEachKindEndWhenThePasswordIsResetAndNotBefore() throws Exception {
    Streams streams = new Streams();
    String code =
        AdminServiceGrpc.newBlockingStub(root.asSelf())
            .createPasswordReset(
                CreatePasswordResetRequest.newBuilder().setAccount("Alice").build())
            .getCreated()
            .getCode();
    assertThat(alice.send("lobby", "still here").hasSent()).isTrue();

    var signedIn =
        AccountServiceGrpc.newBlockingStub(server.channel())
            .resetPassword(
                ResetPasswordRequest.newBuilder()
                    .setCode(code)
                    .setNewPassword("another horse")
                    .build())
            .getSignedIn();

    streams.assertEnd();
    assertThat(new V1Client(signedIn, server.channel()).send("lobby", "back").hasSent()).isTrue();
    assertThat(signIn(V1Client.PASSWORD).getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
  }

  @Test
  void theCallsAreJsonToo() throws Exception {
    assertThat(post("/v1/admin/accounts/root/disable", "", root).statusCode()).isEqualTo(409);
    assertThat(post("/v1/admin/accounts/Nobody/disable", "", root).statusCode()).isEqualTo(404);
    assertThat(post("/v1/admin/accounts/Alice/disable", "", alice).statusCode()).isEqualTo(403);
    String made = post("/v1/admin/accounts/Alice/password-reset", "", root).body();
    assertThat(made).contains("\"expireTime\"");
    String code = made.replaceAll("(?s).*\"code\": *\"([^\"]+)\".*", "$1");
    String reset = "{\"code\": \"" + code + "\", \"newPassword\": \"another horse\"}";
    assertThat(post("/v1/reset-password", reset, null).body()).contains("\"token\"");
    HttpResponse<String> again = post("/v1/reset-password", reset, null);
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.body()).contains("WRONG_RESET", "another one");

    assertThat(post("/v1/admin/accounts/alice/disable", "", root).statusCode()).isEqualTo(200);
    HttpResponse<String> list =
        http.send(
            HttpRequest.newBuilder(address("/v1/admin/accounts?namePrefix=AL"))
                .header("authorization", "Bearer " + root.signedIn().getToken())
                .build(),
            BodyHandlers.ofString());
    assertThat(list.body().replace(" ", ""))
        .contains("\"name\":\"Alice\"", "\"disabled\":true")
        .doesNotContain("root", "lastUseTime");
  }
}
