package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program `bin/server` as a process.
public final class ServerProgram {
  private static final String LISTENING = "gochat listening on 127.0.0.1:";

  private ServerProgram() {}

  /// @param flags of the Java machine, in addition to those of all programs of tests
  /// @param arguments of the program
  public static List<String> command(List<String> flags, List<String> arguments) {
    return ServerJar.isThere()
        ? ServerJar.command(flags, arguments)
        : JavaProgram.command(flags, Main.class, arguments);
  }

  /// @param arguments of the program
  static ProcessBuilder with(List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(command(List.of(), arguments));
    builder.environment().put("GOCHAT_LANG", "en");
    return builder;
  }

  /// Starts a server on loopback.
  static Process start(Path dataDir, String... settings) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--host=127.0.0.1", "--port=0", "--data-dir=" + dataDir));
    arguments.addAll(List.of(settings));
    return with(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Waits until a server listens.
  static int port(Process server) throws IOException {
    BufferedReader lines = server.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(LISTENING)) {
        return Integer.parseInt(line.substring(LISTENING.length()));
      }
    }
    throw new AssertionError("the server ended before it listened");
  }
}
