package gochat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.server.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A run of `bin/server admin` as a process.
public final class AdminProcess implements AutoCloseable {
  private static final Duration RUN_MAX = Duration.ofMinutes(1);

  /// @param exitCode 0 for success
  public record Result(int exitCode, String out, String err) {}

  private final Process process;

  private AdminProcess(Process process) {
    this.process = process;
  }

  /// @param command and its arguments
  public static AdminProcess start(Path dataDirectory, String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("admin", "--data-dir=" + dataDirectory));
    arguments.addAll(List.of(command));
    return new AdminProcess(ServerProgram.with(arguments).start());
  }

  /// Starts it and waits for its end.
  public static Result run(Path dataDirectory, String... command)
      throws IOException, InterruptedException {
    try (AdminProcess started = start(dataDirectory, command)) {
      return started.await();
    }
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

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
