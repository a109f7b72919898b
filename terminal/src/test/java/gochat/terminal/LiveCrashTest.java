package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent;
import gochat.client.seed.ChatLine;
import gochat.client.v1.Chat;
import gochat.client.v1.Peer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A terminal and a program of each contract in one room, on a server that crashes.
class LiveCrashTest {
  private static final long WAIT_MS = 60_000;

  @TempDir private Path serverDirectory;
  @TempDir private Path directory;

  private final Recorder heardByDave = new Recorder();

  @BeforeAll
  static void tmuxIsThere() {
    Tmux.assumeInstalled();
  }

  @Test
  void theTerminalLosesAndRepeatsNoMessage() throws Exception {
    try (ServerProcess server = ServerProcess.start(serverDirectory, Ports.KEPT_WITHOUT_WEB);
        Tmux carol = new Tmux(directory, "-server", server.address(), "-name", "Carol");
        Peer alice = new Peer(ServerAddress.parse(server.address()), "Alice");
        ChatClient dave =
            new ChatClient(
                ServerAddresses.parse(server.address()),
                new Security.Plaintext(),
                "Dave",
                heardByDave)) {
      carol.awaitText("Connected to");
      dave.connect();
      heardByDave.first(ChatEvent.Connected.class);

      carol.enter("one from the terminal");
      await().until(() -> alice.heard().contains("one from the terminal"));
      await().until(() -> heardByDave.texts().contains("one from the terminal"));
      alice.say(Chat.LOBBY, "two from an account");
      carol.awaitLine("Alice: two from an account");
      dave.send(ChatLine.toEverybody("three of the first contract"), WAIT_MS);
      carol.awaitLine("Dave: three of the first contract");

      server.kill();
      carol.awaitText("reconnecting");
      carol.enter("four while the server is down");
      carol.awaitText("1 unsent");
      server.startAgain();
      await().until(() -> alice.heard().contains("four while the server is down"));
      heardByDave.first(ChatEvent.Back.class);
      dave.send(ChatLine.toEverybody("five at last"), WAIT_MS);
      carol.awaitLine("Dave: five at last");
      await().until(() -> alice.heard().contains("five at last"));

      assertThat(carol.screen().stream().filter(line -> line.matches("(Alice|Carol|Dave): .*")))
          .containsExactly(
              "Carol: one from the terminal",
              "Alice: two from an account",
              "Dave: three of the first contract",
              "Carol: four while the server is down",
              "Dave: five at last");
      assertThat(alice.heard())
          .containsExactly(
              "one from the terminal",
              "three of the first contract",
              "four while the server is down",
              "five at last");
    }
  }
}
