package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.client.Recorder;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Disconnected;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.ListSessionsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chats that sign in by themselves, with this project's own server.
class CredentialTest {
  private static final Options EAGER = Options.DEFAULT.withTimeouts(ModelServer.EAGER);

  @TempDir Path data;
  private RealServer server;
  private TokenStore tokens;
  private final Recorder events = new Recorder();

  @BeforeEach
  void registerTheBot() throws Exception {
    server = RealServer.start(data);
    server.endpoint().register("bot", "correct horse");
    tokens = TokenStore.inFile(data.resolve("bot.tokens"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Chat open(String password) {
    return server.endpoint().open(Credential.account("bot", password, tokens), EAGER, events);
  }

  private String startOnce() {
    Recorder own = new Recorder();
    try (Chat _ =
        server.endpoint().open(Credential.account("bot", "correct horse", tokens), EAGER, own)) {
      own.first(CaughtUp.class);
    }
    return tokens.load().orElseThrow().token();
  }

  @Test
  void aChatThatStartsBeforeItsServerWaitsForIt() throws Exception {
    server.stop();
    try (Chat chat = open("correct horse")) {
      events.first(Disconnected.class);
      server.startAgain();
      assertThat(chat.send("lobby", "hello").get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
    }
  }

  @Test
  void aProgramThatStartsOftenHasOneSession() {
    String token = startOnce();
    assertThat(startOnce()).isEqualTo(token);
    assertThat(
            server
                .endpoint()
                .accounts(
                    token,
                    (AccountServiceBlockingStub stub) ->
                        stub.listSessions(ListSessionsRequest.getDefaultInstance()))
                .getPage()
                .getSessionsList())
        .as("that of the registration and the program's")
        .hasSize(2);
  }

  @Test
  void aSessionThatEndedBetweenTwoStartsIsReplacedByASignIn() {
    String first = startOnce();
    server.endpoint().signOut(first);
    assertThat(startOnce()).isNotEqualTo(first);
  }

  @Test
  void aSessionThatEndsWhileTheChatRunsEndsTheChat() throws Exception {
    try (Chat chat = open("correct horse")) {
      events.first(CaughtUp.class);
      server.endpoint().signOut(tokens.load().orElseThrow().token());
      assertThat(chat.awaitEnd()).isInstanceOf(Ending.SignedOut.class);
    }
  }

  @Test
  void aWrongPasswordEndsTheChatWithTheServersSentence() throws Exception {
    try (Chat chat = open("wrong horse")) {
      assertThat(chat.awaitEnd()).isInstanceOf(Ending.Refused.class);
      assertThat(chat.awaitEnd().sentence()).contains("password");
      assertThat(tokens.load()).isEmpty();
    }
  }

  @Test
  void aChatWithoutAServerIsClosedInAnOrderlyWay() throws Exception {
    server.stop();
    Chat chat = open("correct horse");
    events.first(Disconnected.class);
    chat.close(Duration.ofMinutes(1));
    assertThat(chat.awaitEnd()).isEqualTo(new Ending.Closed(true));
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws Exception {
    startOnce();
    assertThat(Files.getPosixFilePermissions(data.resolve("bot.tokens")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aCredentialIsNotPrinted() {
    assertThat(Credential.account("bot", "correct horse", tokens)).hasToString("Account[bot]");
    assertThat(new Credential.Token("gct_x")).hasToString("Token[…]");
  }
}
