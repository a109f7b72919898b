package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// A client that is stopped and resumed: by Ctrl+Z and `fg`, and by signals of other programs.
class LiveSuspendTest extends LiveProgram {
  LiveSuspendTest() {
    asProgram();
  }

  @Test
  void ctrlZGivesTheTerminalBackAndFgTakesIt() throws Exception {
    Tmux alice = alice(80, 24);
    alice.type("half a ");
    alice.awaitLine("> half a");
    alice.key("C-z");
    alice.awaitLine("stopped");
    assertThat(alice.isTerminalRestoredMeanwhile()).isTrue();
    assertThat(alice.screen()).doesNotContain("> half a");
    bob.say("lobby", "meanwhile");
    alice.enter("for the shell");

    alice.awaitLine("Bob: meanwhile");
    alice.awaitLine("> half a");
    assertThat(Files.readString(directory.resolve("typed"))).isEqualTo("for the shell\n");
    alice.enter("thought");
    await().until(() -> bob.heard().contains("half a thought"));
    assertThat(bob.heard()).containsExactly("half a thought");

    alice.enter("exit");
    alice.awaitEnd();
    assertThat(alice.isTerminalRestored()).isTrue();
  }

  @Test
  void aClientStoppedBySigstopRedrawsItsScreen() throws Exception {
    Tmux alice = alice(80, 24);
    new ProcessBuilder("sh", "-c", "kill -STOP " + alice.client().pid()).start().waitFor();
    alice.awaitText("stopped");
    // The shell has the client's modes, in which Enter ends no line.
    alice.key("C-j");
    await().until(() -> !String.join("\n", alice.screen()).contains("stopped"));
    alice.awaitText("Connected to");
    alice.type("half");
    alice.awaitLine("> half");
  }
}
