package gochat.terminal;

import gochat.client.RealServer;
import gochat.client.v1.Peer;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The client on a real pseudo-terminal against a server with the v1 API, on which Bob is online.
/// It runs in the process of the test, unless the test is one of the program.
abstract class LiveProgram {
  /// The files of the program and of its pane.
  @TempDir Path directory;

  @TempDir private Path data;

  RealServer server;
  Peer bob;
  private @Nullable Tmux pane;
  private boolean isProgram;

  /// Adds the screen to a failure.
  @RegisterExtension
  final AfterTestExecutionCallback screenOfFailure =
      test -> {
        if (pane != null && test.getExecutionException().isPresent()) {
          test.getExecutionException()
              .get()
              .addSuppressed(new AssertionError("screen:\n" + String.join("\n", pane.screen())));
        }
      };

  @BeforeAll
  static void tmuxIsThere() {
    Tmux.assumeInstalled();
  }

  @BeforeEach
  void startServerAndBob() throws IOException {
    server = RealServer.start(data, Map.of(Setting.DURABILITY, "async"));
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

  /// From now on each client is a program.
  void asProgram() {
    isProgram = true;
  }

  /// Starts the client, and ends the one before.
  ///
  /// @param more options behind the server's address
  Tmux start(int columns, int rows, String... more) throws IOException {
    return start(columns, rows, Map.of(), more);
  }

  Tmux start(int columns, int rows, Map<String, String> environment, String... more)
      throws IOException {
    if (pane != null) {
      pane.close();
    }
    String[] arguments =
        Stream.concat(Stream.of("-server", server.address().toString()), Stream.of(more))
            .toArray(String[]::new);
    Tmux started =
        isProgram
            ? new Tmux(directory, columns, rows, environment, Checkout.clientCommand(arguments))
            : Tmux.withPaneClient(directory, columns, rows, environment, arguments);
    pane = started;
    return started;
  }

  Tmux alice(int columns, int rows) throws IOException {
    Tmux alice = start(columns, rows, "-name", "Alice");
    alice.awaitText("Connected to");
    return alice;
  }

  Tmux aliceWithAccount(int columns, int rows) throws IOException {
    return aliceWithAccount(columns, rows, Map.of());
  }

  Tmux aliceWithAccount(int columns, int rows, Map<String, String> environment) throws IOException {
    Tmux alice = start(columns, rows, environment);
    alice.awaitText("Your name:");
    alice.enter("/register Alice");
    alice.awaitText("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Connected to");
    return alice;
  }
}
