package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What outlasts a server that goes away, a crash and the end of the program.
class LiveResumeTest extends LiveProgram {
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
    await().until(() -> bob.heard().contains("two"));
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
    long hello = bob.say(dev, "hello");
    alice.awaitLine("Bob: hello");
    try (Peer sameUser = Peer.withAccount(server.address(), "Alice")) {
      await().until(() -> sameUser.readSeq(dev) == hello);
    }
    alice.type("half a thought");
    alice.key("C-Left");
    alice.key("M-1");
    alice.awaitText(" #lobby");
    alice.type("in the lobby");
    alice.key("M-2");
    alice.awaitLine("> half a thought");
    // Not asked to leave: what was typed is kept while it is typed.
    await().until(() -> keptText().contains("in the lobby") && keptText().contains("=" + dev));
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
    await().until(() -> bob.heard().contains("not sent yet"));
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

  @Test
  void whereThereIsNoOtherScreenTheShellGoesOnBelow() throws Exception {
    Tmux alice = start(80, 24, Map.of("TERM", "linux"), "-name", "Alice");
    alice.awaitText("Connected to");
    alice.enter("exit");
    alice.awaitLine("exit code 0");
    assertThat(alice.output()).doesNotContain("\u001B[?1049h");
    List<String> screen = alice.screen();
    assertThat(screen.get(screen.indexOf("exit code 0") - 1)).startsWith(">");
  }

  @Test
  void whatWasBegunSurvivesAFaultOfTheProgram() throws Exception {
    Tmux alice = aliceWithAccount(80, 24, Debugger.ENVIRONMENT);
    alice.type("half a thought");
    alice.awaitLine("> half a thought");
    try (Debugger debugger = new Debugger(alice.output())) {
      alice.key("C-Left");
      debugger.fail();
    }
    alice.awaitText("exit code 1");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
    alice.awaitText("The client has failed: java.lang.NullPointerException");
    alice.awaitText("  at gochat.terminal.live.");

    start(80, 24).awaitLine("> half a thought");
  }
}
