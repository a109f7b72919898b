package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of the program while the server hangs: its connections stay, and it answers nothing.
class LiveLeavingTest {
  /// The program waits two seconds, and a busy machine longer; the connection stays for 45 seconds.
  private static final Duration LEFT_WITHIN = Duration.ofSeconds(40);

  @TempDir private Path serverDirectory;
  @TempDir private Path directory;

  @BeforeAll
  static void tmuxIsThere() {
    Tmux.assumeInstalled();
  }

  @Test
  void aServerThatHangsDoesNotDelayTheEnd() throws Exception {
    try (ServerProcess server = ServerProcess.start(serverDirectory, Ports.KEPT_WITHOUT_WEB);
        Tmux alice = connected(server)) {
      server.freeze();
      alice.enter("never answered");
      alice.awaitText("Alice: never answered");
      long startNanos = System.nanoTime();
      alice.enter("exit");
      alice.awaitEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(LEFT_WITHIN);
      alice.awaitLine("May not have arrived: never answered");
      assertRestored(alice);
    }
  }

  @Test
  void aSecondCtrlCEndsAtOnceAndRestoresTheTerminal() throws Exception {
    try (ServerProcess server = ServerProcess.start(serverDirectory, Ports.KEPT_WITHOUT_WEB);
        Tmux alice = connected(server)) {
      server.freeze();
      alice.key("C-c", "C-c");
      alice.awaitText("exit code 130");
      alice.awaitEnd();
      assertRestored(alice);
    }
  }

  private Tmux connected(ServerProcess server) throws Exception {
    Tmux alice = new Tmux(directory, "-server", server.address(), "-name", "Alice");
    alice.awaitText("Connected to");
    return alice;
  }

  private static void assertRestored(Tmux alice) throws Exception {
    assertThat(alice.isTerminalRestored()).isTrue();
    String output = alice.output();
    assertThat(output.lastIndexOf("\u001B[?1049h")).isLessThan(output.lastIndexOf("\u001B[?1049l"));
  }
}
