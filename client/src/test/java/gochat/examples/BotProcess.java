package gochat.examples;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A bot as a process, which a test can kill and start again with the files that are left.
final class BotProcess implements AutoCloseable {
  private final ProcessBuilder command;
  private final Path cursors;
  private final String token;
  private @Nullable Process process;

  /// @param cursors the file in which the bot keeps its cursors
  /// @param token of the bot's account
  BotProcess(ProcessBuilder command, Path cursors, String token) {
    this.command = command;
    this.cursors = cursors;
    this.token = token;
  }

  String token() {
    return token;
  }

  void start() throws IOException {
    process = command.start();
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  private Process running() {
    return requireNonNull(process, "not started");
  }

  void awaitCursor(String room) {
    await()
        .atMost(1, MINUTES)
        .until(() -> Files.exists(cursors) && Files.readString(cursors).contains(room));
  }

  /// @return the exit code of a bot that ends by itself
  int awaitEnd() throws InterruptedException {
    assertThat(running().waitFor(1, MINUTES)).isTrue();
    return running().exitValue();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
