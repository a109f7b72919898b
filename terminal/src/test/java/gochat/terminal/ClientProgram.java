package gochat.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts the real client, with the flags that ship.
final class ClientProgram {
  private ClientProgram() {}

  static List<String> command(String... arguments) {
    return command(Main.class, arguments);
  }

  static List<String> command(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// What Ctrl+C sends. By the shell, which has a `kill` where no such program is installed.
  static void interrupt(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
  }
}
