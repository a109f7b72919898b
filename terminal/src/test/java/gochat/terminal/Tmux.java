package gochat.terminal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jline.terminal.Size;
import org.jspecify.annotations.Nullable;

/// The client in a pane of a tmux of its own: a program that a shell starts, which remains after
/// its end, or a [PaneClient].
final class Tmux implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/tmux");

  private static final int POLL_MS = 25;

  private final Path directory;
  private final Map<String, String> environment;
  private final TmuxServer server;
  private @Nullable PaneClient paneClient;

  /// Skips the test where there is no tmux.
  static void assumeInstalled() {
    assumeTrue(Files.isExecutable(PROGRAM), "needs tmux (Debian: tmux)");
  }

  /// In a pane of 80 by 24.
  ///
  /// @param directory for the files of the pane, such as `output`, `before`, `after`, `pid`
  Tmux(Path directory, String... clientArguments) throws IOException {
    this(directory, 80, 24, Map.of(), Checkout.clientCommand(clientArguments));
  }

  /// @param environment of the client, in addition to one without settings of this machine's user
  /// @param command that starts the client
  Tmux(Path directory, int columns, int rows, Map<String, String> environment, List<String> command)
      throws IOException {
    this(directory, columns, rows, environment, script(directory, environment, command));
  }

  private Tmux(
      Path directory, int columns, int rows, Map<String, String> environment, String content)
      throws IOException {
    this.directory = directory;
    this.environment = environment;
    Path script = Files.writeString(directory.resolve("pane.sh"), content);
    server =
        new TmuxServer(
            PROGRAM.toString(),
            environment(),
            Stream.of(
                    List.of("new-session", "-d", "-x", columns + "", "-y", rows + "", "exec cat"),
                    List.of("set-option", "-g", "remain-on-exit", "on"),
                    List.of("set-option", "-g", "default-terminal", PaneClient.TERMINAL_TYPE),
                    List.of("pipe-pane", "cat > '" + directory.resolve("output") + "'"),
                    List.of("respawn-pane", "-k", "sh '" + script + "'"))
                .flatMap(words -> Stream.concat(words.stream(), Stream.of(";")))
                .toList());
  }

  /// A pane whose client runs in the process of the test.
  static Tmux withPaneClient(
      Path directory, int columns, int rows, Map<String, String> environment, String... arguments)
      throws IOException {
    Files.deleteIfExists(directory.resolve("tty"));
    // Nothing else reads or changes what is typed.
    String script = "stty raw -echo\ntty > '" + directory + "/tty'\nexec tail -f /dev/null\n";
    Tmux pane = new Tmux(directory, columns, rows, environment, script);
    try {
      soon().until(() -> pane.exists("tty") && pane.read("tty").endsWith("\n"));
      pane.paneClient =
          new PaneClient(
              Path.of(pane.read("tty").strip()),
              Size.of(columns, rows),
              pane.environment(),
              arguments);
    } catch (RuntimeException | IOException e) {
      pane.close();
      throw e;
    }
    return pane;
  }

  private static String script(
      Path directory, Map<String, String> environment, List<String> command) {
    // The type of terminal that the client sees; without one that of tmux.
    String type = environment.get("TERM");
    String client =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    // The shell prints a line when it continues, and `exec cat` shows the remaining modes of the
    // terminal. With job control it also continues while the client is stopped: Enter resumes the
    // client.
    return """
    cd '%s'
    %s
    set -m
    stty -g > before
    sh -c 'echo $$ > pid; exec "$@"' sh %s
    code=$?
    while kill -0 "$(cat pid)" 2> /dev/null; do
      stty -g > stopped
      echo "stopped"
      read -r typed
      echo "$typed" > typed
      fg > /dev/null
      code=$?
    done
    echo "exit code $code"
    stty -g > after
    echo done > ended
    exec cat
    """
        .formatted(directory, type == null ? "" : "export TERM=" + type, client);
  }

  /// Without settings of this machine's user.
  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    all.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    all.put("XDG_STATE_HOME", directory.resolve("state").toString());
    all.putIfAbsent("GOCHAT_LANG", "en_US.UTF-8");
    return all;
  }

  /// Types `text` without Enter.
  void type(String text) throws IOException {
    server.run("send-keys", "-l", "--", text);
  }

  void enter(String line) throws IOException {
    type(line);
    key("Enter");
  }

  /// Presses keys by their tmux names, such as `C-c`.
  void key(String... names) throws IOException {
    server.run(Stream.concat(Stream.of("send-keys"), Stream.of(names)).toArray(String[]::new));
  }

  /// Pastes `text` in brackets, as a terminal does on request.
  void paste(String text) throws IOException {
    // By a file, because tmux accepts only short words.
    Path pasted = directory.resolve("pasted");
    Files.writeString(pasted, text);
    server.run("load-buffer", pasted.toString());
    server.run("paste-buffer", "-p");
  }

  void resize(int columns, int rows) throws IOException {
    server.run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    if (paneClient != null) {
      paneClient.resize(Size.of(columns, rows));
    }
  }

  /// The lines of the screen, with colours as escape sequences.
  List<String> colouredScreen() throws IOException {
    return server.run("capture-pane", "-e", "-p", "-N");
  }

  /// The lines of the screen, without the spaces at their ends.
  List<String> screen() throws IOException {
    return server.run("capture-pane", "-p").stream().map(String::stripTrailing).toList();
  }

  void awaitLine(String line) {
    soon().untilAsserted(() -> assertThat(screen()).contains(line));
  }

  void awaitText(String part) {
    soon().untilAsserted(() -> assertThat(String.join("\n", screen())).contains(part));
  }

  /// With short intervals, as most conditions hold soon.
  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(POLL_MS, MILLISECONDS);
  }

  /// All bytes that programs have written to the terminal.
  String output() throws IOException {
    return Files.readString(directory.resolve("output"), StandardCharsets.UTF_8);
  }

  /// Whether the modes of the terminal are restored while the client is stopped.
  boolean isTerminalRestoredMeanwhile() throws IOException {
    return read("before").equals(read("stopped"));
  }

  private boolean exists(String file) {
    return Files.exists(directory.resolve(file));
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  /// Waits until the client has ended, the shell has saved the modes of the terminal, and [#output]
  /// has all output of the client: another process writes that file.
  void awaitEnd() {
    soon().until(() -> exists("ended") && output().contains("exit code "));
  }

  boolean isTerminalRestored() throws IOException {
    String output = output();
    return read("before").equals(read("after"))
        && output.lastIndexOf("\u001B[?2004h") < output.lastIndexOf("\u001B[?2004l")
        && output.lastIndexOf("\u001B=") < output.lastIndexOf("\u001B>");
  }

  ProcessHandle client() throws IOException {
    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  void closeWindow() throws IOException {
    server.run("kill-pane");
  }

  /// Kills the client, which otherwise takes two seconds after a closed window.
  @Override
  public void close() throws IOException {
    ProcessHandle client = startedClient();
    if (client != null) {
      client.destroyForcibly();
      client.onExit().join();
    }
    server.close();
    if (paneClient != null) {
      paneClient.awaitEnd();
    }
  }

  private @Nullable ProcessHandle startedClient() throws IOException {
    Path pid = directory.resolve("pid");
    return Files.exists(pid) && !Files.readString(pid).isBlank()
        ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElse(null)
        : null;
  }
}
