package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.RealServer;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Endpoint;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.Profile;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import gochat.v1.Event;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.SignedIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pipe that uses an account.
class AccountSessionTest {
  @TempDir Path directory;

  private final Texts texts = new Texts(Locale.ENGLISH);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PipedOutputStream input = new PipedOutputStream();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private RealServer server;
  private Endpoint endpoint;
  private String alice;
  private Chat bob;

  @BeforeEach
  void startServerAndBob() throws Exception {
    server = RealServer.start(directory.resolve("data"));
    endpoint = Endpoint.plaintext(server.address().toString());
    alice = register("alice").getToken();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    bob =
        endpoint.open(
            register("bob").getToken(),
            gochat.client.v1.Options.DEFAULT,
            (_, event) -> {
              if (event instanceof ChatEvent.CaughtUp) {
                ready.complete(null);
              } else if (event instanceof ChatEvent.Happened(var happened, _)
                  && happened.hasMessagePosted()
                  && happened.getRoomId().equals("lobby")) {
                heard.add(happened.getMessagePosted().getText());
              }
            });
    ready.get(60, SECONDS);
  }

  @AfterEach
  void stopAll() {
    bob.close();
    server.close();
  }

  private SignedIn register(String name) {
    return endpoint.register(name, "correct horse");
  }

  private CompletableFuture<SessionResult> start() throws IOException {
    PlainConsole console =
        new PlainConsole(
            new PipedInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            texts);
    AccountSession session =
        new AccountSession(endpoint, alice, console, texts, ChatSession.SessionTimeouts.DEFAULT);
    return CompletableFuture.supplyAsync(session::run, Thread::startVirtualThread);
  }

  private void type(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachLineIsStoredOnceAcrossAnOutage() throws Exception {
    CompletableFuture<SessionResult> outcome = start();
    type("one 你好");
    await().until(() -> heard.contains("one 你好"));

    server.stop();
    type("two");
    type("@bob three");
    server.startAgain();
    type("four");
    input.close();

    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    await().until(() -> heard.contains("four"));
    assertThat(heard).containsExactly("one 你好", "two", "four");
    assertThat(toBob()).containsExactly("three");
    assertThat(out()).isEqualTo("[private] → bob: three\n");
  }

  /// The messages of the direct conversation.
  private List<String> toBob() throws Exception {
    String room =
        bob.requests()
            .openDirect(OpenDirectRequest.newBuilder().setUser("alice").build())
            .get(60, SECONDS)
            .getRoomId();
    return bob
        .requests()
        .listHistory(ListHistoryRequest.newBuilder().setRoom(room).build())
        .get(60, SECONDS)
        .getEntriesList()
        .stream()
        .map(HistoryEntry::getEvent)
        .filter(Event::hasMessagePosted)
        .map(event -> event.getMessagePosted().getText())
        .toList();
  }

  @Test
  void messagesOfOthersAreShown() throws Exception {
    CompletableFuture<SessionResult> outcome = start();
    type("hi");
    await().until(() -> heard.contains("hi"));
    bob.send("lobby", "hi alice").get(60, SECONDS);
    bob.sendDirect("alice", "psst").get(60, SECONDS);
    await().until(() -> out().contains("psst"));
    type("exit");

    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    assertThat(out()).isEqualTo("bob: hi alice\n[private] bob: psst\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aRefusedLineIsReportedAtTheEnd() throws Exception {
    CompletableFuture<SessionResult> outcome = start();
    type("@nobody hi");
    type("and on");
    input.close();

    SessionResult ended = outcome.get(60, SECONDS);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.complaints()).singleElement().asString().startsWith("Not sent: @nobody hi: ");
    await().until(() -> heard.contains("and on"));
  }

  @Test
  void anEndedSessionEndsTheProgram() throws Exception {
    endpoint.signOut(alice);
    SessionResult ended = start().get(60, SECONDS);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.complaints()).hasSize(1);
  }

  @Test
  void aNameWithAnAccountsTokenUsesTheAccount() throws Exception {
    UserDirectories directories = UserDirectories.of(Map.of("HOME", directory.toString()));
    CredentialStore store = new CredentialStore(directories.credentialsFile(), texts);
    ServerAddresses addresses = ServerAddresses.of(server.address());
    store.put(new Credential(addresses, "alice", Credential.Kind.ACCOUNT, false, "account's"));
    store.put(new Credential(addresses, "guest", Credential.Kind.GUEST, false, "guest's"));

    assertThat(Main.accountToken(options("alice", false), directories, Map.of(), texts))
        .contains("account's");
    assertThat(Main.accountToken(options("guest", false), directories, Map.of(), texts)).isEmpty();
    assertThat(Main.accountToken(options("bot", false), directories, Map.of(), texts)).isEmpty();
    assertThat(Main.accountToken(options(null, false), directories, Map.of(), texts)).isEmpty();
    Map<String, String> environment = Map.of("GOCHAT_TOKEN", "environment's");
    assertThat(Main.accountToken(options("bot", false), directories, environment, texts))
        .contains("environment's");
    assertThat(Main.accountToken(options("alice", true), directories, environment, texts))
        .isEmpty();
  }

  private ClientOptions options(@Nullable String name, boolean isPlain) {
    return new ClientOptions(
        ServerAddresses.of(server.address()),
        new Security.Plaintext(),
        name,
        "",
        null,
        Profile.DEFAULT,
        isPlain,
        true,
        null);
  }
}
