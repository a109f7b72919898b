package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.TestServer;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent.Back;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The program on a real pseudo-terminal, with both kinds of servers.
@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class TerminalProgramTest {
  private final TestServer.Kind kind;

  @TempDir Path directory;

  private final Recorder bobs = new Recorder();
  private TestServer server;
  private ChatClient bob;
  private @Nullable Tmux pane;

  TerminalProgramTest(TestServer.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  static void tmuxIsThere() {
    Tmux.assumeInstalled();
  }

  @BeforeEach
  void startServerAndBob() throws IOException {
    server = kind.start();
    bob =
        new ChatClient(ServerAddresses.of(server.address()), new Security.Plaintext(), "Bob", bobs);
    bob.connect();
    bobs.first(Connected.class);
  }

  @AfterEach
  void stopAll() throws IOException {
    if (pane != null) {
      pane.close();
    }
    bob.close();
    server.close();
  }

  @Test
  void aConversation() throws Exception {
    Tmux alice = start("-server", server.address().toString());
    alice.awaitText("Your name:");
    alice.enter("Alice");
    alice.awaitText("* Connected to " + server.address() + " as Alice.");

    alice.enter("wow!!");
    alice.enter("C:\\x \"你好");
    alice.type("@Bob 嗨");
    alice.awaitLine("→ Bob (private) > @Bob 嗨");
    alice.key("Enter");
    alice.awaitLine("[private] → Bob: 嗨");
    await().until(() -> bobs.all(Message.class).size() == 3);
    assertThat(bobs.all(Message.class))
        .containsExactly(
            new Message("Alice", "", "wow!!"),
            new Message("Alice", "", "C:\\x \"你好"),
            new Message("Alice", "Bob", "嗨"));
    assertThat(alice.screen()).contains("Alice: wow!!", "Alice: C:\\x \"你好");

    alice.type("half 你好 a line");
    alice.awaitLine("> half 你好 a line");
    bob.send(ChatLine.toEverybody("in between"), 0);
    bob.send(new ChatLine("Alice", "psst"), 0);
    alice.awaitLine("[private] Bob: psst");
    assertThat(alice.screen())
        .containsSubsequence("Bob: in between", "[private] Bob: psst", "> half 你好 a line");
    alice.key("BSpace");
    alice.enter("E");
    await().until(() -> bobs.texts().contains("half 你好 a linE"));

    alice.enter("exit");
    alice.awaitText("exit code 0");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
  }

  @Test
  void ctrlCLeavesAHalfTypedLineUnsent() throws Exception {
    Tmux alice = connected();
    alice.enter("sent");
    alice.type("half");
    alice.awaitLine("> half");
    alice.key("C-c");
    alice.awaitText("exit code 0");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
    assertThat(bobs.texts()).containsExactly("sent");
  }

  @Test
  void ctrlDLeaves() throws Exception {
    Tmux alice = connected();
    alice.awaitText("\n>");
    alice.key("C-d");
    alice.awaitText("exit code 0");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
  }

  @Test
  void aMissingServerIsReportedInOneLine() throws Exception {
    server.stop();
    Tmux alice = start("-name", "Alice", "-server", server.address().toString());
    alice.awaitText("exit code 1");
    assertThat(alice.screen().subList(0, 3))
        .containsExactly(
            "No chat server at " + server.address() + ": nothing listens there.",
            "exit code 1",
            "");
  }

  @Test
  void aLostServerIsReportedAndItsReturnToo() throws Exception {
    Tmux alice = connected();
    server.stop();
    alice.awaitText("* Connection lost");
    alice.enter("meanwhile");
    alice.awaitLine("Alice: meanwhile");
    server.startAgain();
    alice.awaitLine("* Connected again.");
    // Bob reconnects independently; the first contract does not deliver earlier messages.
    bobs.first(Back.class);
    alice.enter("after");
    await().until(() -> bobs.texts().contains("after"));
  }

  @Test
  void aTerminationRestoresTheTerminal() throws Exception {
    Tmux alice = connected();
    alice.type("half");
    alice.awaitLine("> half");
    alice.client().destroy();
    alice.awaitText("exit code 143");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
    assertThat(bobs.texts()).isEmpty();
  }

  @Test
  void aClosedWindowEndsTheProgram() throws Exception {
    Tmux alice = connected();
    ProcessHandle client = alice.client();
    alice.closeWindow();
    await().until(() -> !client.isAlive());
  }

  @Test
  void hostileTextIsInert() throws Exception {
    Tmux alice = connected();
    bob.send(ChatLine.toEverybody("one\u001B]2;pwned\u0007\u001B]52;c;aGk=\u0007"), 0);
    bob.send(ChatLine.toEverybody("two\u001B[2J\u001BP1$qm\u001B\\\u009B31m"), 0);
    bob.send(ChatLine.toEverybody("three\r\nAlice: forged\u2028x\u202Ey"), 0);
    alice.awaitText("<U+202E>y");

    assertThat(alice.screen())
        .containsSubsequence(
            "Bob: one␛]2;pwned␇␛]52;c;aGk=␇",
            "Bob: two␛[2J␛P1$qm␛\\<U+009B>31m",
            "Bob: three",
            "  │ Alice: forged",
            "  │ x<U+202E>y");
    assertThat(alice.output())
        .doesNotContain("\u001B]2;", "\u001B]52", "\u001B[2J", "\u001BP", "\u009B", "\u202E");
  }

  private Tmux connected() throws IOException {
    Tmux alice = start("-name", "Alice", "-server", server.address().toString());
    alice.awaitText("* Connected to");
    return alice;
  }

  private Tmux start(String... arguments) throws IOException {
    Tmux started = new Tmux(directory, arguments);
    pane = started;
    return started;
  }
}
