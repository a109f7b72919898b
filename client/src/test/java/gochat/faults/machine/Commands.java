package gochat.faults.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Commands of the system.
public final class Commands {
  private Commands() {}

  /// Runs a command, which must succeed.
  ///
  /// @return its output
  public static String run(String... command) throws IOException {
    return run(Set.of(0), command);
  }

  /// @param expected the exit codes of success
  public static String run(Set<Integer> expected, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.onExit().join().exitValue();
    if (!expected.contains(exitCode)) {
      throw new IOException(String.join(" ", command) + ": " + exitCode + ", " + output);
    }
    return output.strip();
  }
}
