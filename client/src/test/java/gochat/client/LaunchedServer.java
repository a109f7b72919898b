package gochat.client;

import gochat.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The server as a process of its own, which can be killed.
///
/// @param port where it serves gRPC
/// @param webPort where it serves HTTP, 0: nowhere
public record LaunchedServer(Process process, int port, int webPort) {
  /// What it may take of memory: little, so that what grows without bound shows.
  public static final long HEAP_BYTES_MAX = 160L << 20;

  public static final long DIRECT_BYTES_MAX = 96L << 20;

  private static final String DATA = "data";
  private static final String LOG = "server.log";
  private static final Pattern LISTENING = Pattern.compile("gochat listening on 127.0.0.1:(\\d+)");
  private static final Pattern WEB = Pattern.compile("http://127.0.0.1:(\\d+)/");

  /// @param directory where it keeps its data and its log, also those of the one before
  /// @param port 0: a free one
  /// @param webPort as on its command line
  public static LaunchedServer launch(Path directory, int port, String webPort) throws IOException {
    Path log = logIn(directory);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_BYTES_MAX,
                "-XX:MaxDirectMemorySize=" + DIRECT_BYTES_MAX,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--web-port=" + webPort,
                // So that a test does not wait for its guest's rate.
                "--rate-guest-changes-per-second=1000000",
                "--rate-guest-bytes-per-second=1000000000",
                "--data-dir=" + dataIn(directory))
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    OptionalInt grpc = numberIn(lines, LISTENING);
    OptionalInt web = webPort.equals("off") ? OptionalInt.of(0) : numberIn(lines, WEB);
    if (grpc.isEmpty() || web.isEmpty()) {
      throw new AssertionError("the server ended before it listened: " + Files.readString(log));
    }
    return new LaunchedServer(process, grpc.getAsInt(), web.getAsInt());
  }

  /// Reads on until a line has a number at its place in `pattern`.
  private static OptionalInt numberIn(BufferedReader lines, Pattern pattern) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  public static Path dataIn(Path directory) {
    return directory.resolve(DATA);
  }

  public static Path logIn(Path directory) {
    return directory.resolve(LOG);
  }

  /// `kill -9`.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
