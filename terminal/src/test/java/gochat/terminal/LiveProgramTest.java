package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program on a real pseudo-terminal against a server with the v1 API: what the first contract
/// does not have.
class LiveProgramTest {
  @TempDir Path directory;

  @TempDir Path data;

  private RealServer server;
  private Peer bob;
  private @Nullable Tmux pane;

  @BeforeAll
  static void tmuxIsThere() {
    assumeTrue(Tmux.isInstalled(), "skipped: tmux is not installed");
  }

  @BeforeEach
  void startServerAndBob() throws IOException {
    server = RealServer.startWithMemory(data);
    bob = new Peer(server.address(), "Bob");
  }

  @AfterEach
  void stopAll() throws IOException {
    if (pane != null) {
      pane.close();
    }
    bob.close();
    server.close();
  }

  private Tmux start(int columns, int rows, String... more) throws IOException {
    if (pane != null) {
      pane.close();
    }
    String[] arguments =
        Stream.concat(Stream.of("-server", server.address().toString()), Stream.of(more))
            .toArray(String[]::new);
    Tmux started = new Tmux(directory, columns, rows, arguments);
    pane = started;
    return started;
  }

  private Tmux alice(int columns, int rows) throws IOException {
    Tmux alice = start(columns, rows, "-name", "Alice");
    alice.awaitText("Connected to");
    return alice;
  }

  private Tmux aliceWithAccount(int columns, int rows) throws IOException {
    Tmux alice = start(columns, rows);
    alice.awaitText("Your name:");
    alice.enter("/register Alice");
    alice.awaitText("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Connected to");
    return alice;
  }

  private void say(int from, int to) {
    for (int i = from; i <= to; i++) {
      bob.chat().send("lobby", "line " + i);
    }
    bob.say("lobby", "the last one");
  }

  @Test
  void pageUpFetchesHistoryUpToTheFirstMessage() throws Exception {
    say(1, 300);
    Tmux alice = alice(80, 24);
    alice.awaitLine("Bob: line 300");
    for (int page = 0; page < 40 && !alice.screen().contains("Bob: line 1"); page++) {
      alice.key("PPage");
      alice.awaitText("below");
    }
    alice.awaitLine("Bob: line 1");
    List<String> screen = alice.screen();
    int first = screen.indexOf("Bob: line 1");
    assertThat(screen.subList(first, first + 5))
        .containsExactly("Bob: line 1", "Bob: line 2", "Bob: line 3", "Bob: line 4", "Bob: line 5");

    int below = messagesBelow(alice);
    bob.say("lobby", "news");
    alice.awaitText("▼ " + (below + 1) + " below");
    assertThat(alice.screen()).contains("Bob: line 1").doesNotContain("Bob: news");
    alice.key("M->");
    alice.awaitLine("Bob: news");
    assertThat(String.join("\n", alice.screen())).doesNotContain("below");
  }

  private static int messagesBelow(Tmux pane) throws IOException {
    Matcher matcher = Pattern.compile("▼ ([0-9]+) below").matcher(String.join("\n", pane.screen()));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void whatIsTypedWhileTheServerIsAwayIsSentOnce() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("before");
    await().until(() -> bob.heard().contains("before"));
    server.stop();
    alice.awaitText("reconnecting");
    alice.enter("one");
    alice.enter("two");
    alice.awaitText("reconnecting (2 unsent)");
    assertThat(alice.screen()).contains("Alice: one", "Alice: two");
    alice.type("half");
    server.startAgain();
    alice.awaitLine("* Connected again.");
    await().atMost(20, SECONDS).until(() -> bob.heard().contains("two"));
    assertThat(bob.heard()).containsExactly("before", "one", "two");
    alice.awaitLine("> half");
    bob.say("lobby", "welcome back");
    alice.awaitLine("Bob: welcome back");
    List<String> lines =
        alice.screen().stream().filter(line -> line.startsWith("Alice: ")).toList();
    assertThat(lines).containsExactly("Alice: before", "Alice: one", "Alice: two");
  }

  @Test
  void whatWasMissedAppearsOnce() throws Exception {
    Tmux alice = alice(80, 24);
    bob.say("lobby", "before");
    alice.awaitLine("Bob: before");
    alice.client();
    server.stop();
    alice.awaitText("reconnecting");
    server.startAgain();
    bob.say("lobby", "missed");
    alice.awaitLine("Bob: missed");
    assertThat(alice.screen().stream().filter(line -> line.startsWith("Bob: ")))
        .containsExactly("Bob: before", "Bob: missed");
  }

  @Test
  void whatWasBegunIsThereAgainAfterARestart() throws Exception {
    String dev = bob.createRoom("dev", "What we build");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members  What we build");
    bob.say(dev, "hello");
    alice.awaitLine("Bob: hello");
    alice.type("half a thought");
    alice.key("C-Left");
    alice.key("M-1");
    alice.awaitText(" #lobby");
    alice.type("in the lobby");
    alice.key("M-2");
    alice.awaitLine("> half a thought");
    // Not asked to leave: what was typed is kept while it is typed.
    await().until(() -> keptText().contains("half a thought"));
    alice.client().destroyForcibly();
    alice.awaitText("exit code 137");

    bob.say(dev, "while you were away");
    Tmux again = start(80, 24);
    again.awaitText(" #dev  2 members  What we build");
    again.awaitLine("> half a thought");
    again.awaitLine("Bob: while you were away");
    assertThat(again.screen())
        .containsSubsequence("Bob: hello", "─── new " + "─".repeat(72), "Bob: while you were away");
    again.type("nice ");
    again.awaitLine("> half a nice thought");
    again.key("M-1");
    again.awaitLine("> in the lobby");
  }

  @Test
  void whatWaitsForTheServerIsThereAgainAfterACrash() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    server.stop();
    alice.awaitText("reconnecting");
    alice.enter("not sent yet");
    alice.awaitText("1 unsent");
    await().until(() -> keptText().contains("not sent yet"));
    alice.client().destroyForcibly();
    alice.awaitText("exit code 137");

    server.startAgain();
    Tmux again = start(80, 24);
    again.awaitLine("> not sent yet");
    again.key("Enter");
    again.awaitLine("Alice: not sent yet");
    await().atMost(20, SECONDS).until(() -> bob.heard().contains("not sent yet"));
  }

  private String keptText() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("state/gochat"))) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".state")) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .isEqualTo("rw-------");
          return Files.readString(file);
        }
      }
    }
    return "";
  }

  @Test
  void aPasswordIsNeverShownAndTheTokenIsKeptPrivately() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    assertThat(alice.output()).doesNotContain(Peer.PASSWORD);
    assertThat(alice.client().info().commandLine().orElse("")).doesNotContain(Peer.PASSWORD);
    Path credentials = directory.resolve("state/gochat/credentials");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
        .isEqualTo("rw-------");

    alice.enter("/login Alice");
    alice.awaitLine("Password of Alice:");
    alice.type("wrong password");
    alice.key("Enter");
    alice.awaitText("* There is no account with this name and this password.");
    assertThat(alice.output()).doesNotContain("wrong password");
    alice.key("Up");
    alice.key("Up");
    assertThat(String.join("\n", alice.screen())).doesNotContain("wrong password");
  }

  @Test
  void roomsAreSwitchedByNumberByNameAndByWhatIsUnread() throws Exception {
    String dev = bob.createRoom("dev", "");
    String ops = bob.createRoom("ops", "");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #dev");
    alice.awaitText("1:#lobby 2:#dev");
    alice.enter("/join #ops");
    alice.awaitText("3:#ops");
    bob.say("lobby", "hello all");
    bob.say(dev, "Alice, look");
    alice.awaitText("1:#lobby+1 2:#dev 1!");

    alice.key("M-a");
    alice.awaitLine("Bob: Alice, look");
    alice.key("M-a");
    alice.awaitLine("Bob: hello all");
    alice.awaitText("1:#lobby 2:#dev 3:#ops");
    alice.key("C-k");
    alice.awaitText("Go to:");
    alice.type("op");
    alice.awaitLine("Go to: op");
    alice.key("Enter");
    bob.say(ops, "pager!");
    alice.awaitLine("Bob: pager!");
    alice.key("M-2");
    alice.awaitLine("Bob: Alice, look");
  }

  @Test
  void aPasteOfSeveralLinesIsOneMessageOrMany() throws Exception {
    Tmux alice = alice(80, 24);
    alice.paste("one\ntwo\n  three");
    alice.awaitLine("Enter sends 3 lines as one message, Alt+S one message for each line.");
    assertThat(alice.screen()).containsSubsequence("> one", "  two", "    three");
    alice.key("Enter");
    await().until(() -> bob.heard().contains("one\ntwo\n  three"));
    alice.awaitLine("  │   three");

    alice.paste("four\nfive");
    alice.key("M-s");
    await().until(() -> bob.heard().contains("five"));
    assertThat(bob.heard()).containsExactly("one\ntwo\n  three", "four", "five");
  }

  @Test
  void anUnknownCommandIsNotSaid() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("/jion #dev");
    alice.awaitLine("* There is no command /jion; did you mean /join?");
    alice.enter("said");
    await().until(() -> bob.heard().contains("said"));
    assertThat(bob.heard()).containsExactly("said");
  }

  @Test
  void tabCompletesNamesRoomsAndCommands() throws Exception {
    bob.say("lobby", "here I am");
    Tmux alice = alice(80, 24);
    alice.awaitLine("Bob: here I am");
    alice.type("/wh");
    alice.key("Tab");
    alice.awaitLine("/who  /whois");
    alice.key("Tab");
    alice.key("Tab");
    alice.type("b");
    alice.key("Tab");
    alice.awaitLine("> /whois Bob");
    alice.key("Enter");
    alice.awaitLine("* Bob is online.");
  }

  @Test
  void aMentionRingsAndNotifiesUnlessThatIsTurnedOff() throws Exception {
    Tmux alice = alice(80, 24);
    bob.say("lobby", "alice: look\u001B]52;c;aGk=\u0007");
    alice.awaitText("look");
    await().until(() -> alice.output().contains("\u0007"));
    assertThat(alice.output())
        .contains("\u001B]777;notify;Bob #lobby;alice: look␛]52,c,aGk=␇\u001B\\");
    alice.enter("/notify off");
    alice.awaitLine("* Highlights off, bell off, desktop notifications off.");
    long before = bells(alice);
    bob.say("lobby", "alice: again");
    alice.awaitText("again");
    assertThat(bells(alice)).isEqualTo(before);
  }

  private static long bells(Tmux pane) throws IOException {
    return pane.output().chars().filter(c -> c == 7).count();
  }

  @Test
  void aWideTerminalHasColumnsAndTextStaysInThem() throws Exception {
    bob.say("lobby", "你好，世界 👍🏽 e\u0301");
    bob.say("lobby", "one\r\n18:15          Alice │ forged");
    Tmux alice = alice(120, 24);
    alice.awaitText("forged");
    List<String> screen = alice.screen();
    String time = "[0-9]{2}:[0-9]{2}";
    assertThat(screen)
        .anyMatch(line -> line.matches(".*│ " + time + " +Bob │ 你好，世界 👍🏽 e\u0301"))
        .anyMatch(line -> line.matches(".*│ " + time + " +Bob │ one"))
        .anyMatch(line -> line.matches(" +│ +│ 18:15 +Alice │ forged"));

    alice.resize(60, 16);
    alice.awaitLine("Bob: 你好，世界 👍🏽 e\u0301");
    assertThat(alice.screen()).hasSize(16).contains("  │ 18:15          Alice │ forged");
    alice.resize(120, 24);
    await()
        .until(() ->
            alice.screen().stream().anyMatch(line -> line.matches(".*│ " + time + " +Bob │ one")));
  }

  @Test
  void hostileNamesOfRoomsAndTopicsAreInert() throws Exception {
    bob.createRoom("dev", "quiet\u001B]2;pwned\u0007\u001B[2J\u202Etopic");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/list");
    alice.awaitText("quiet␛]2;pwned␇␛[2J<U+202E>topic");
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members  quiet␛]2;pwned␇␛[2J<U+202E>topic");
    assertThat(alice.output()).doesNotContain("\u001B]2;", "\u001B[2J", "\u202E");
  }

  @Test
  void messagesAreAnsweredChangedAndDeleted() throws Exception {
    Tmux alice = alice(80, 24);
    bob.say("lobby", "lunch?");
    alice.awaitLine("Bob: lunch?");
    alice.enter("/reply yes");
    alice.awaitLine("  ╭ Bob: lunch?");
    alice.awaitLine("Alice: yes");
    alice.enter("/react 👍");
    alice.awaitLine("  ╰ 👍 1");
    alice.enter("/edit no");
    alice.awaitLine("Alice: no (edited)");
    alice.enter("second");
    alice.awaitLine("Alice: second");
    alice.key("M-Up");
    alice.key("M-Up");
    alice.enter("/delete");
    alice.awaitLine("Alice: (deleted)");
    assertThat(alice.screen()).contains("Alice: second");
  }

  @Test
  void aGuestTakesAnotherNameAndMakesAnAccountOfIt() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("/create #mine");
    alice.awaitLine("* That takes an account on both sides. Register one first.");
    alice.enter("/nick Alicia");
    alice.awaitText("as Alicia.");
    alice.enter("hello from Alicia");
    await().until(() -> bob.heard().contains("hello from Alicia"));
    alice.enter("/register");
    alice.awaitLine("New password for Alicia:");
    alice.enter(Peer.PASSWORD);
    alice.awaitLine("Once more:");
    alice.enter(Peer.PASSWORD);
    await()
        .until(() ->
            Files.readString(directory.resolve("state/gochat/credentials"))
                .contains("account plain Alicia"));
    alice.enter("/nick Bea");
    alice.awaitLine("* An account keeps its name; /register makes another one.");
    alice.enter("exit");
    alice.awaitText("exit code 0");

    // The one account of this server needs no name.
    Tmux again = start(80, 24);
    again.awaitText("as Alicia.");
    again.enter("/logout");
    again.awaitText("exit code 0");
    assertThat(Files.readString(directory.resolve("state/gochat/credentials")))
        .doesNotContain("Alicia");
  }

  @Test
  void theTerminalIsAsItWasAfterwards() throws Exception {
    Tmux alice = alice(120, 24);
    alice.type("half");
    alice.awaitLine("> half");
    alice.client().destroy();
    alice.awaitText("exit code 143");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
    String output = alice.output();
    assertThat(output.lastIndexOf("\u001B[?1049h")).isLessThan(output.lastIndexOf("\u001B[?1049l"));
    assertThat(output.lastIndexOf("\u001B[?7l")).isLessThan(output.lastIndexOf("\u001B[?7h"));
  }
}
