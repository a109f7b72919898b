package gochat.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server that `bin/server` has started.
final class ServerProgram implements AutoCloseable {
  private static final String LISTENING = "gochat listening on ";

  private final Process process;
  private final int port;
  private final long startNs;

  private ServerProgram(Process process, int port, long startNs) {
    this.process = process;
    this.port = port;
    this.startNs = startNs;
  }

  /// Starts a server, and returns when it listens.
  ///
  /// @param program `bin/server`
  /// @param options besides its data directory and the level of its log
  static ServerProgram start(Path program, Path directory, List<String> options)
      throws IOException, InterruptedException, LoadException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toAbsolutePath().toString(),
                "--web-port",
                "off",
                "--ops-port",
                "off",
                "--log-level",
                "warn",
                "--data-dir",
                directory.toAbsolutePath().toString()));
    command.addAll(options);
    long beforeNs = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    boolean isListening = false;
    try {
      BufferedReader out = process.inputReader();
      String line = out.readLine();
      while (line != null && !line.startsWith(LISTENING)) {
        line = out.readLine();
      }
      if (line == null) {
        throw new LoadException(program + " ended before it printed its address");
      }
      long startNs = System.nanoTime() - beforeNs;
      isListening = true;
      return new ServerProgram(
          process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)), startNs);
    } finally {
      if (!isListening) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  int port() {
    return port;
  }

  /// The time from the start of its process until it listened.
  long startNs() {
    return startNs;
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
