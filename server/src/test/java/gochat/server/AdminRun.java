package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run of `bin/server admin` as a process.
public final class AdminRun implements AutoCloseable {
  private static final Duration RUN_MAX = Duration.ofMinutes(1);

  /// @param exitCode 0 for success
  public record Result(int exitCode, String out, String err) {
    /// The values of the lines `name: value` of the output.
    Map<String, String> facts() {
      return out.lines()
          .map(line -> line.split(": ", 2))
          .filter(fact -> fact.length == 2)
          .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));
    }
  }

  private final Process process;

  private AdminRun(Process process) {
    this.process = process;
  }

  /// @param command and its arguments
  public static AdminRun start(Path dataDirectory, String... command) throws IOException {
    return new AdminRun(ServerProgram.with(arguments(dataDirectory, command)).start());
  }

  /// Starts a process and waits for its end.
  public static Result asProcess(Path dataDirectory, String... command)
      throws IOException, InterruptedException {
    try (AdminRun started = start(dataDirectory, command)) {
      return started.await();
    }
  }

  /// Runs the command in the process of the test, without the two seconds that a start takes of the
  /// processor.
  public static Result inThisProcess(Path dataDirectory, String... command) {
    return program(arguments(dataDirectory, command).toArray(String[]::new));
  }

  /// Runs `bin/server`, which ends by itself, in the process of the test.
  public static Result program(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main main =
        new Main(
            Map.of("GOCHAT_LANG", "en"),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    int exitCode = main.start(ChatServer::start, arguments).orElseThrow();
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static List<String> arguments(Path dataDirectory, String... command) {
    return Stream.concat(Stream.of("admin", "--data-dir=" + dataDirectory), Stream.of(command))
        .toList();
  }

  /// The first line of its output, once it is there.
  String firstLine() throws IOException {
    return process.inputReader(UTF_8).readLine();
  }

  /// Waits for its end.
  public Result await() throws IOException, InterruptedException {
    if (!process.waitFor(RUN_MAX)) {
      throw new AssertionError("the command still runs");
    }
    // A few lines, which the pipes hold.
    return new Result(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  /// Ends a command that still runs, with SIGTERM.
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, RUN_MAX.toSeconds(), SECONDS).join();
    process.destroyForcibly().onExit().join();
  }
}
