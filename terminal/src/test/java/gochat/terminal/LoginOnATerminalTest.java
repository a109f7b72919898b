package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in on a real pseudo-terminal.
class LoginOnATerminalTest {
  private static final String PASSWORD = "correct horse";

  @TempDir Path directory;

  @BeforeAll
  static void tmuxIsThere() {
    Tmux.assumeInstalled();
  }

  @Test
  void aPasswordIsRequestedAndNeverShown() throws Exception {
    try (RealServer server = RealServer.start()) {
      String address = server.address().toString();
      Files.createDirectories(directory.resolve("first"));
      try (Tmux pane = new Tmux(directory.resolve("first"), "-server", address, "register")) {
        pane.awaitText("Your name:");
        pane.enter("alice");
        pane.awaitText("New password for alice:");
        pane.enter(PASSWORD);
        pane.awaitText("Once more:");
        pane.enter(PASSWORD);
        pane.awaitLine("Signed in as alice at " + address + ".");
        pane.awaitEnd();
        assertThat(pane.output()).contains("exit code 0").doesNotContain("horse");
      }
      Files.createDirectories(directory.resolve("second"));
      try (Tmux pane =
          new Tmux(directory.resolve("second"), "-server", address, "login", "alice")) {
        pane.awaitText("Password of alice:");
        assertThat(pane.client().info().commandLine().orElse("")).doesNotContain("horse");
        // Ctrl+C would also end the shell, which has to save the modes of the terminal.
        StartedProgram.interrupt(pane.client().pid());
        pane.awaitEnd();
        assertThat(pane.output()).contains("exit code 130");
        assertThat(Files.readString(directory.resolve("second/after")))
            .as("the terminal echoes input again")
            .isEqualTo(Files.readString(directory.resolve("second/before")));
      }
    }
  }
}
