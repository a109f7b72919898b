package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.MisbehavingServer;
import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.SeedServer;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.TestServer;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import gochat.client.seed.Timeouts;
import gochat.terminal.ChatSession.SessionTimeouts;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.text.Texts;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class ChatSessionTest {
  private static final SessionTimeouts PATIENT = new SessionTimeouts(60_000, 60_000);
  private static final Timeouts TIMEOUTS = new Timeouts(10_000, 50, 20, 50, 10_000, 60_000);

  private final TestServer.Kind kind;

  private final Texts texts = new Texts(Locale.ENGLISH);
  private final ScriptedConsole console = new ScriptedConsole();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Recorder bobs = new Recorder();
  private final List<ChatClient> peers = new ArrayList<>();
  private SessionTimeouts timeouts = PATIENT;
  private TestServer server;

  ChatSessionTest(TestServer.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = kind.start();
  }

  @AfterEach
  void stopAll() throws IOException {
    peers.forEach(ChatClient::close);
    server.close();
  }

  @Test
  void typedLinesAndMessagesAreShown() throws Exception {
    ChatClient bob = peer("Bob", bobs);
    var outcome = start("Alice", console);
    console.awaitShown("* Connected to ");
    console.type("wow!! C:\\x");
    console.type("@Bob 你好！");
    await().until(() -> bobs.texts().size() == 2);
    assertThat(bobs.all(Message.class))
        .containsExactly(
            new Message("Alice", "", "wow!! C:\\x"), new Message("Alice", "Bob", "你好！"));

    bob.send(ChatLine.toEverybody("hi\nCarol: forged"), 0);
    bob.send(new ChatLine("Alice", "\u001B[2Jpsst"), 0);
    console.awaitShown("psst");
    console.type("@Bob");
    console.awaitShown("Usage");
    console.type("exit");

    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    assertThat(console.shown())
        .filteredOn(line -> !line.startsWith("* Connected"))
        .containsExactly(
            "Alice: wow!! C:\\x",
            "[private] → Bob: 你好！",
            "Bob: hi\n  │ Carol: forged",
            "[private] Bob: ␛[2Jpsst",
            "* Usage: @Bob and a text, for a private message.");
  }

  @Test
  void aMessageToOneselfIsShownOnce() throws Exception {
    ChatClient bob = peer("Bob", bobs);
    var outcome = start("Alice", console);
    console.awaitShown("* Connected to ");
    console.type("@alice note");
    console.type("@Bob over");
    await().until(() -> bobs.texts().contains("over"));
    bob.send(new ChatLine("Alice", "done"), 0);
    console.awaitShown("done");
    console.type("exit");

    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    assertThat(console.shown()).filteredOn(line -> line.contains("note")).hasSize(1);

    assertThat(pipe("@Alice note\n", "Alice")).isEqualTo(SessionResult.LEFT);
    assertThat(out.toString(StandardCharsets.UTF_8)).containsOnlyOnce("note");
  }

  @Test
  void commandsOfTheV1ApiAreNotSent() throws Exception {
    ChatClient bob = peer("Bob", bobs);
    var outcome = start("Alice", console);
    console.awaitShown("Connected");
    console.type("/join #dev");
    console.awaitShown("* /join needs a newer server");
    console.type("/usr/bin/env");
    await().until(() -> bobs.texts().contains("/usr/bin/env"));
    console.type("/quit");
    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    assertThat(bobs.texts()).containsExactly("/usr/bin/env");
    bob.close();
  }

  @Test
  void theEndOfInputAndAnInterruptLeave() throws Exception {
    var first = start("Alice", console);
    console.awaitShown("Connected");
    console.typeEndOfInput();
    assertThat(first.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);

    ScriptedConsole second = new ScriptedConsole();
    var interrupted = start("Carol", second);
    second.awaitShown("Connected");
    second.interrupt();
    assertThat(interrupted.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
  }

  @Test
  void theUserIsAskedForAName() throws Exception {
    var outcome = start(null, console);
    console.type(" ");
    console.type("Alice");
    console.awaitShown("as Alice.");
    console.type("exit");
    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
  }

  @Test
  void withoutANameTheSessionEnds() throws Exception {
    var outcome = start(null, console);
    console.typeEndOfInput();
    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    assertThat(pipe("", null)).isEqualTo(SessionResult.failed(texts.get("name.missing")));
  }

  @Test
  void aLostServerIsReportedAndLinesTypedMeanwhileAreSentOnce() throws Exception {
    var outcome = start("Alice", console);
    console.awaitShown("Connected to");
    server.stop();
    console.awaitShown("Connection lost");
    console.type("meanwhile");
    console.awaitShown("Alice: meanwhile");
    // Bob connects later: whether he got the line would depend on the order of the reconnects.
    server.startAgain();
    console.awaitShown("Connected again.");
    peer("Bob", bobs);
    console.type("after");
    await().until(() -> bobs.texts().contains("after"));
    console.type("exit");
    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
  }

  @Test
  void leavingWithoutAServerReportsUnsentLines() throws Exception {
    var outcome = start("Alice", console);
    console.awaitShown("Connected to");
    server.stop();
    console.awaitShown("Connection lost");
    console.type("one");
    console.type("two");
    console.type("exit");
    assertThat(outcome.get(60, SECONDS))
        .isEqualTo(new SessionResult(0, List.of("2 lines were not sent.")));
  }

  @Test
  void aPipeSendsAFloodWholeAndInOrder() throws Exception {
    peer("Bob", bobs);
    // More than all buffers between the two hold; the pipe waits minutes for its end.
    String rest = "x".repeat(200);
    List<String> lines = IntStream.range(0, 3_000).mapToObj(i -> "line " + i + rest).toList();
    String input = lines.stream().collect(Collectors.joining("\n"));

    assertThat(pipe(input, "bot")).isEqualTo(SessionResult.LEFT);
    await().until(() -> bobs.texts().size() >= lines.size());
    assertThat(bobs.texts()).isEqualTo(lines);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aPipeEndsWithoutAServerAndCountsUnsentLines() throws Exception {
    timeouts = new SessionTimeouts(300, 2_000);
    PipedOutputStream typed = new PipedOutputStream();
    InputStream in = new PipedInputStream(typed);
    var outcome = CompletableFuture.supplyAsync(() -> pipe(in, "bot"));
    peer("Bob", bobs);
    typed.write("first\n".getBytes(StandardCharsets.UTF_8));
    await().until(() -> bobs.texts().contains("first"));
    server.stop();
    await().until(() -> err.toString(StandardCharsets.UTF_8).contains("Connection lost"));
    typed.write("second\nthird\n".getBytes(StandardCharsets.UTF_8));
    typed.close();

    assertThat(outcome.get(60, SECONDS))
        .isEqualTo(
            new SessionResult(
                1,
                List.of(
                    texts.get("gave-up", server.address().toString(), 0),
                    "2 lines were not sent.")));
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("May not have arrived: first");
  }

  @Test
  void aPipeShowsOnlyTheConversation() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    InputStream in = new PipedInputStream(typed);
    var outcome = CompletableFuture.supplyAsync(() -> pipe(in, "bot"));
    ChatClient bob = peer("Bob", bobs);
    typed.write("ready\r\n".getBytes(StandardCharsets.UTF_8));
    await().until(() -> bobs.texts().contains("ready"));
    bob.send(ChatLine.toEverybody("你好"), 0);
    await().until(() -> out.toString(StandardCharsets.UTF_8).equals("Bob: 你好\n"));
    typed.close();
    assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
  }

  @Test
  void aMissingServerIsReportedInOneLine() throws Exception {
    server.stop();
    String expected = "No chat server at " + server.address() + ": nothing listens there.";
    assertThat(pipe("hi\n", "bot")).isEqualTo(SessionResult.failed(expected));
    assertThat(start("Alice", console).get(60, SECONDS)).isEqualTo(SessionResult.failed(expected));
  }

  @Test
  void aServerThatIsNoChatServerIsReportedInOneLine() throws Exception {
    try (MisbehavingServer silent = MisbehavingServer.silent();
        MisbehavingServer web = MisbehavingServer.http1()) {
      assertThat(session(silent.address(), "Alice", console).run().complaints())
          .containsExactly("No chat server at " + silent.address() + ": no answer.");
      assertThat(session(web.address(), "Alice", console).run().complaints())
          .containsExactly(
              "No chat server at " + web.address() + ": something else answers there.");
    }
  }

  @Test
  void aRefusedNameIsRequestedAgainOnlyIfItWasTyped() throws Exception {
    try (SeedServer strict = SeedServer.start()) {
      strict.refuse(Status.ALREADY_EXISTS.withDescription("Alice is \u001B[31monline."));
      String sentence = "The name Alice is taken. Alice is ␛[31monline.";
      assertThat(session(strict.address(), "Alice", console).run())
          .isEqualTo(SessionResult.failed(sentence));

      var outcome = CompletableFuture.supplyAsync(session(strict.address(), null, console)::run);
      console.type("Alice");
      console.awaitShown(sentence);
      strict.refuse(null);
      console.type("Alice2");
      console.awaitShown("as Alice2.");
      console.type("exit");
      assertThat(outcome.get(60, SECONDS)).isEqualTo(SessionResult.LEFT);
    }
  }

  @Test
  void aServerThatHangsDoesNotHoldUpLeaving() throws Exception {
    timeouts = new SessionTimeouts(60_000, 2_000);
    try (SeedServer hanging = SeedServer.start()) {
      hanging.hang();
      var outcome =
          CompletableFuture.supplyAsync(session(hanging.address(), "Alice", console)::run);
      console.awaitShown("Connected");
      console.type("last words");
      console.type("exit");
      assertThat(outcome.get(60, SECONDS))
          .isEqualTo(new SessionResult(0, List.of("May not have arrived: last words")));
      assertThat(hanging.texts()).containsExactly("last words");
    }
  }

  private CompletableFuture<SessionResult> start(@Nullable String name, ChatConsole console) {
    return CompletableFuture.supplyAsync(session(server.address(), name, console)::run);
  }

  private SessionResult pipe(String input, @Nullable String name) {
    return pipe(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), name);
  }

  private SessionResult pipe(InputStream input, @Nullable String name) {
    return session(server.address(), name, new PlainConsole(input, print(out), print(err), texts))
        .run();
  }

  private ChatSession session(ServerAddress address, @Nullable String name, ChatConsole console) {
    ServerAddresses server = ServerAddresses.of(address);
    return new ChatSession(
        server,
        name,
        (chosen, listener) ->
            new ChatClient(
                server,
                new Security.Plaintext(),
                chosen,
                TIMEOUTS,
                new SplittableRandom(1),
                () -> System.nanoTime() / 1_000_000,
                listener),
        console,
        texts,
        timeouts);
  }

  private ChatClient peer(String name, Recorder events) {
    ChatClient peer =
        new ChatClient(
            ServerAddresses.of(server.address()), new Security.Plaintext(), name, events);
    peers.add(peer);
    peer.connect();
    events.first(Connected.class);
    return peer;
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
