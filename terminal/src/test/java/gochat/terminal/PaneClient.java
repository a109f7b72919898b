package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.terminal.exit.SessionResult;
import gochat.terminal.profile.ProfileFile;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;

/// The interactive client on the terminal of a pane, in the process of the test: the start of a
/// program takes ten times the processor's time. JLine takes the place of the terminal's driver, so
/// signals, the modes of the terminal and the end of the process are tests of a program.
final class PaneClient {
  /// The type of terminal that tmux is.
  static final String TERMINAL_TYPE = "screen-256color";

  private static final Duration END_WITHIN = Duration.ofMinutes(1);

  /// For what comes when the client has closed its terminal.
  private final PrintStream shell;

  private final ExternalTerminal terminal;
  private final Thread thread;

  /// @param tty the terminal of the pane, which only transports bytes
  /// @param environment of the client
  PaneClient(Path tty, Size size, Map<String, String> environment, String... arguments)
      throws IOException {
    shell = new PrintStream(new FileOutputStream(tty.toFile()), true, UTF_8);
    terminal =
        new ExternalTerminal(
            "pane",
            TERMINAL_TYPE,
            new FileInputStream(tty.toFile()),
            new BufferedOutputStream(new FileOutputStream(tty.toFile())),
            UTF_8);
    terminal.setSize(size);
    thread = Thread.ofPlatform().name("pane-client").start(() -> run(environment, arguments));
  }

  /// As [Main], and as the shell that shows the exit code.
  private void run(Map<String, String> environment, String... arguments) {
    Texts texts = Texts.forLocale(environment.get("GOCHAT_LANG"));
    UserDirectories directories = UserDirectories.of(environment);
    ClientOptions options =
        ClientOptions.parse(
            arguments,
            new ProfileFile(directories.profileFile(), texts)::read,
            texts,
            shell,
            shell);
    TerminalConsole console = new TerminalConsole(terminal);
    SessionResult result;
    try {
      result = new Interactive(options, directories, environment, console, texts).run(_ -> {});
    } finally {
      console.close();
    }
    result.complaints().forEach(complaint -> shell.print(complaint + "\r\n"));
    shell.print("exit code " + result.exitCode() + "\r\n");
  }

  /// The driver of a terminal tells the client.
  void resize(Size size) {
    terminal.setSize(size);
    terminal.raise(Signal.WINCH);
  }

  /// Waits for the end that a closed pane brings.
  void awaitEnd() throws IOException {
    try {
      if (!thread.join(END_WITHIN)) {
        throw new AssertionError("the client still runs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
    shell.close();
  }
}
