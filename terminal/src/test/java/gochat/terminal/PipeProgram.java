package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.Chat;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands as processes in pipes. Their output goes to files that the test names.
@Timeout(300)
abstract class PipeProgram {
  private static final int END_WITHIN_S = 120;

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();

  /// HOST:PORT of the server.
  abstract String address();

  @AfterEach
  void stopPrograms() {
    started.forEach(Process::destroyForcibly);
  }

  /// Posts messages to the lobby, as a guest.
  final void post(String... texts) throws Exception {
    Endpoint server = Endpoint.plaintext(address());
    String token = server.signInAsGuest("writer" + System.nanoTime()).getToken();
    try (Chat chat = server.open(token, Options.DEFAULT, (_, _) -> {})) {
      for (String text : texts) {
        assertThat(chat.send("lobby", text).get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
      }
    }
  }

  /// The events of the lobby, as lines of JSON.
  final List<String> export() {
    CommandRun.Result exported = command("export", "lobby", "-name", "reader");
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    return exported.lines();
  }

  /// A command of the same user, in this process.
  final CommandRun.Result command(String... arguments) {
    return new CommandRun(directory)
        .run(
            Stream.concat(Stream.of("-server", address()), Stream.of(arguments))
                .toArray(String[]::new));
  }

  final Process shell(String script, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "shell"));
    command.addAll(command(arguments));
    return launch(command, "shell");
  }

  final Process start(List<String> arguments, String files) throws IOException {
    return launch(command(arguments), files);
  }

  private List<String> command(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("-server", address()));
    return ClientProgram.command(all.toArray(String[]::new));
  }

  /// Waits for the end of the process.
  static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(END_WITHIN_S, SECONDS)).as("the program has ended").isTrue();
    return process.exitValue();
  }

  private Process launch(List<String> command, String files) throws IOException {
    List<String> whole = new ArrayList<>();
    if (Files.isDirectory(Path.of("/proc/self"))) {
      // Ctrl+C is ignored by background jobs of shells, as this may be one, and by their children.
      whole.addAll(List.of("env", "--default-signal=INT"));
    }
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().keySet().removeIf(key -> key.startsWith("XDG_"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("GOCHAT_LANG", "en_US.UTF-8");
    builder.redirectOutput(directory.resolve(files + ".out").toFile());
    builder.redirectError(directory.resolve(files + ".err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  final String out(String files) throws IOException {
    return Files.readString(directory.resolve(files + ".out"));
  }

  final String err(String files) throws IOException {
    return Files.readString(directory.resolve(files + ".err"));
  }
}
