package gochat.terminal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import gochat.client.v1.Peer;
import gochat.terminal.screen.InputLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Drafts, unsent messages and the terminal after an outage, a crash and the end of the program.
class LiveResumeTest extends LiveProgram {
  LiveResumeTest() {
    asProgram();
  }

  @Test
  void linesTypedDuringAnOutageAreSentOnce() throws Exception {
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
  void missedMessagesAppearOnce() throws Exception {
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
  void draftsReturnAfterARestart() throws Exception {
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
    // The program saves drafts while the user types, not only when it ends.
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
  void unsentMessagesReturnAfterACrash() throws Exception {
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
  void theTerminalIsRestoredAtTheEnd() throws Exception {
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
  void withoutAnAlternateScreenTheShellContinuesBelow() throws Exception {
    Tmux alice = start(80, 24, Map.of("TERM", "linux"), "-name", "Alice");
    alice.awaitText("Connected to");
    alice.enter("exit");
    alice.awaitLine("exit code 0");
    assertThat(alice.output()).doesNotContain("\u001B[?1049h");
    List<String> screen = alice.screen();
    assertThat(screen.get(screen.indexOf("exit code 0") - 1)).startsWith(">");
  }

  @Test
  void draftsSurviveAFaultOfTheProgram() throws Exception {
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

  /// Makes the client fail like a fault of its own: where it takes a key, it gets null.
  private static final class Debugger implements AutoCloseable {
    /// The environment of a client that a debugger can attach to.
    static final Map<String, String> ENVIRONMENT =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");

    private static final Pattern ADDRESS = Pattern.compile("dt_socket at address: ([0-9]+)");
    private static final int WAIT_MS = 60_000;

    private final VirtualMachine client;

    /// @param output of the client, which has the address
    Debugger(String output) throws Exception {
      Matcher address = ADDRESS.matcher(output);
      if (!address.find()) {
        throw new AssertionError(output);
      }
      AttachingConnector connector =
          Bootstrap.virtualMachineManager().attachingConnectors().stream()
              .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
              .findFirst()
              .orElseThrow();
      Map<String, Connector.Argument> arguments = connector.defaultArguments();
      requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
      requireNonNull(arguments.get("port")).setValue(address.group(1));
      client = connector.attach(arguments);
      Method take =
          client
              .classesByName(InputLine.class.getName())
              .getFirst()
              .methodsByName("take")
              .getFirst();
      client.eventRequestManager().createBreakpointRequest(take.location()).enable();
    }

    /// Waits for the next key.
    void fail() throws Exception {
      while (true) {
        EventSet events = client.eventQueue().remove(WAIT_MS);
        if (events == null) {
          throw new AssertionError("no key was pressed");
        }
        if (events.eventIterator().next() instanceof BreakpointEvent pressed) {
          client.eventRequestManager().deleteAllBreakpoints();
          pressed.thread().forceEarlyReturn(null);
          events.resume();
          return;
        }
        events.resume();
      }
    }

    @Override
    public void close() {
      try {
        client.dispose();
      } catch (VMDisconnectedException _) {
        // The client has ended.
      }
    }
  }
}
