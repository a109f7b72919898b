package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program in a process of its own, whose input the test writes, and whose output goes to files.
///
/// @param outFile standard output
/// @param errFile standard error
record StartedProgram(Process process, Path outFile, Path errFile) implements AutoCloseable {
  private static final int END_WITHIN_S = 300;

  /// Starts a program without the languages and the directories that this machine's user has set.
  ///
  /// @param directory where it runs, with the files of its output
  /// @param environment in addition to that of this process
  static StartedProgram start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> whole = new ArrayList<>();
    if (Files.isDirectory(Path.of("/proc/self"))) {
      // Ctrl+C is ignored by background jobs of shells, as this may be one, and by their children.
      whole.addAll(List.of("env", "--default-signal=INT"));
    }
    whole.addAll(command);
    Path out = Files.createTempFile(directory, "program", ".out");
    Path err = Files.createTempFile(directory, "program", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.matches("(XDG_|LC_|LANG|GOCHAT_LANG).*"));
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(environment);
    return new StartedProgram(builder.start(), out, err);
  }

  /// Starts the client of a user, with the flags that ship.
  ///
  /// @param home the home directory of the user
  static StartedProgram client(Path home, String... arguments) throws IOException {
    return start(home, Map.of("HOME", home.toString()), Checkout.clientCommand(arguments));
  }

  /// Starts bash instead, with a script whose `"$@"` is the command of the client.
  static StartedProgram shell(Path home, String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "shell"));
    command.addAll(Checkout.clientCommand(arguments));
    return start(home, Map.of("HOME", home.toString()), command);
  }

  Writer in() {
    return process.outputWriter(UTF_8);
  }

  String out() {
    return read(outFile);
  }

  String err() {
    return read(errFile);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for its end.
  int exitCode() throws InterruptedException {
    if (!process.waitFor(END_WITHIN_S, SECONDS)) {
      close();
      throw new AssertionError("still running; out: " + out() + " err: " + err());
    }
    return process.exitValue();
  }

  /// Sends the signal of Ctrl+C.
  void interrupt() throws IOException, InterruptedException {
    interrupt(process.pid());
  }

  /// A shell has a `kill` of its own; some machines have no such program.
  static void interrupt(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
  }

  /// Sends SIGTERM. The input stays open, which [Process#destroy] would end as well.
  void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
