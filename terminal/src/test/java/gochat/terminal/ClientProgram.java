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

  /// The command for another program with the same flags and the same cache.
  static List<String> command(Class<?> program, String... arguments) {
    return concatenated(BuiltCheckout.shared().javaCommand(), program, arguments);
  }

  /// The same without [BuiltCheckout].
  static List<String> onClassPath(String... arguments) {
    return concatenated(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
        Main.class,
        arguments);
  }

  private static List<String> concatenated(
      List<String> java, Class<?> program, String... arguments) {
    List<String> all = new ArrayList<>(java);
    all.add(program.getName());
    all.addAll(List.of(arguments));
    return all;
  }

  /// Sends the signal of Ctrl+C. A shell has a `kill` of its own; some machines have no such
  /// program.
  static void interrupt(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
  }
}
