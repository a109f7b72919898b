package gochat.bench;

import gochat.bench.attack.AttackTarget;
import gochat.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The server as a process of its own, with TLS and without on both ports, with little memory and
/// without an address that is exempt from limits.
record AttackedServer(Process process, Path log, AttackTarget target) implements AutoCloseable {
  /// Little, so that what grows without bound ends it.
  private static final int HEAP_MB_MAX = 256;

  private static final int DIRECT_MB_MAX = 96;

  private static final Pattern GRPC_PORT = Pattern.compile("^gochat listening on 127.*:(\\d+)$");
  private static final Pattern WEB_PORT = Pattern.compile("https?://127\\.0\\.0\\.1:(\\d+)/");

  static AttackedServer start(Path directory) throws IOException {
    Path log = directory.resolve("server.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + HEAP_MB_MAX + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MB_MAX + "m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--host=127.0.0.1",
                "--port=0",
                "--web-port=0",
                "--tls=self-signed",
                "--limit-exempt=",
                // So that a flood meets its rate soon.
                "--rate-burst-seconds=1",
                "--data-dir=" + directory.resolve("data"))
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    int grpcPort = 0;
    int webPort = 0;
    while (grpcPort == 0 || webPort == 0) {
      String line = lines.readLine();
      if (line == null) {
        throw new AssertionError("the server ended before it listened: " + Files.readString(log));
      }
      grpcPort = Math.max(grpcPort, number(GRPC_PORT, line));
      webPort = Math.max(webPort, number(WEB_PORT, line));
    }
    return new AttackedServer(process, log, new AttackTarget(grpcPort, webPort));
  }

  private static int number(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /// What it had to complain of: an attacker must not fill the log either.
  List<String> complaints() throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
