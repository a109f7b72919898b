package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A tmux of its own, with one pane. Commands go through one client in control mode (see tmux(1)):
/// a process for each command would take longer than the rest of a test.
final class TmuxServer implements AutoCloseable {
  private final Process client;
  private final Writer commands;
  private final BufferedReader answers;

  /// @param environment of the pane, in addition to that of this process
  /// @param first the commands that create the session, with `;` between them
  TmuxServer(String program, Map<String, String> environment, List<String> first)
      throws IOException {
    String socket = "gochat-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    List<String> tmux = List.of(program, "-u", "-L", socket, "-f", "/dev/null");
    Process made = start(tmux, first, environment);
    String complaint = new String(made.getInputStream().readAllBytes(), UTF_8);
    if (waitFor(made) != 0) {
      throw new IOException(complaint);
    }
    client =
        start(tmux, List.of("-C", "attach-session", "-f", "ignore-size,no-output"), environment);
    commands = client.outputWriter(UTF_8);
    answers = client.inputReader(UTF_8);
  }

  private static Process start(
      List<String> tmux, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = Stream.concat(tmux.stream(), arguments.stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.startsWith("LANG"));
    builder.environment().remove("TMUX");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// @return the lines of its output
  /// @throws IOException if the command failed, or tmux has ended
  synchronized List<String> run(String... words) throws IOException {
    commands.write(
        Stream.of(words).map(TmuxServer::quoted).collect(Collectors.joining(" ")) + "\n");
    commands.flush();
    String begin = nextLine();
    // Other lines are notifications, or the output of a command of another client.
    while (!begin.startsWith("%begin ") || !begin.endsWith(" 1")) {
      begin = nextLine();
    }
    String number = begin.substring("%begin".length());
    List<String> answer = new ArrayList<>();
    for (String line = nextLine(); !line.equals("%end" + number); line = nextLine()) {
      if (line.equals("%error" + number)) {
        throw new IOException(String.join(" ", words) + ": " + answer);
      }
      answer.add(line);
    }
    return answer;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private String nextLine() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new EOFException("tmux has ended");
    }
    return line;
  }

  /// Ends the programs of the pane, as a closed window does.
  @Override
  public synchronized void close() throws IOException {
    try {
      commands.write("kill-server\n");
      commands.close();
    } catch (IOException _) {
      // It ended with its last pane.
    }
    answers.transferTo(Writer.nullWriter());
    waitFor(client);
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
  }
}
