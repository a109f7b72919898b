package gochat.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts the real client, with the flags that ship.
public final class ClientProgram {
  private ClientProgram() {}

  static List<String> command(String... arguments) throws IOException {
    return concatenated(BuiltCheckout.shared().clientCommand(), arguments);
  }

  /// The same without the build that makes its starts quick, where there are few.
  public static List<String> onClassPath(String... arguments) {
    return onClassPath(Main.class, arguments);
  }

  /// Another program with the same flags.
  static List<String> onClassPath(Class<?> program, String... arguments) {
    return concatenated(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            program.getName()),
        arguments);
  }

  private static List<String> concatenated(List<String> command, String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    return all;
  }

  /// What Ctrl+C sends. By the shell, which has a `kill` where no such program is installed.
  static void interrupt(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
  }
}
