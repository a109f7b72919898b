package gochat.system;

import gochat.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The server as a process of its own, which can be killed and started again on what it left
/// behind.
final class ServerProcess implements AutoCloseable {
  /// What it may take of memory: little, so that what grows without bound shows.
  static final long HEAP_BYTES_MAX = 160L << 20;

  static final long DIRECT_BYTES_MAX = 96L << 20;

  private static final String LISTENING = "gochat listening on 127.0.0.1:";

  private final Path directory;
  private final Path errors;
  private Process process;
  private volatile int port;
  private long residentBytes;

  private ServerProcess(Path directory) throws IOException {
    this.directory = directory;
    errors = directory.resolve("server.log");
    process = launch();
  }

  /// @param directory where it keeps its data and its log
  static ServerProcess start(Path directory) throws IOException {
    return new ServerProcess(directory);
  }

  private Process launch() throws IOException {
    Process launched =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_BYTES_MAX,
                "-XX:MaxDirectMemorySize=" + DIRECT_BYTES_MAX,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--host=127.0.0.1",
                "--port=0",
                "--web-port=off",
                "--data-dir=" + dataDirectory())
            .redirectError(Redirect.appendTo(errors.toFile()))
            .start();
    port = readPort(launched);
    return launched;
  }

  private int readPort(Process launched) throws IOException {
    BufferedReader lines = launched.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(LISTENING)) {
        return Integer.parseInt(line.substring(LISTENING.length()));
      }
    }
    throw new AssertionError("the server ended before it listened: " + Files.readString(errors));
  }

  Path dataDirectory() {
    return directory.resolve("data");
  }

  /// Where it listens; 0 while it is down. It is another one after each start: nobody else on this
  /// machine can have taken it meanwhile.
  int port() {
    return port;
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    port = 0;
    residentBytes = Math.max(residentBytes, measureResidentBytes());
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException {
    process = launch();
  }

  /// The most memory that any of the processes had taken when it was killed; 0 where that can't be
  /// found out.
  long residentBytes() {
    return residentBytes;
  }

  private long measureResidentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }

  /// What it had to complain of.
  List<String> complaints() throws IOException {
    return Files.readAllLines(errors).stream().filter(line -> line.contains("ERROR")).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
