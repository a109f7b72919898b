package gochat.system;

import gochat.client.LaunchedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A server that can be killed and started again on what it left behind.
final class ServerProcess implements AutoCloseable {
  /// More than it may take.
  private static final Duration STOP_MAX = Duration.ofMinutes(1);

  private final Path directory;
  private LaunchedServer server;
  private volatile int port;
  private volatile int webPort;
  private long residentBytes;

  private ServerProcess(Path directory) throws IOException {
    this.directory = directory;
    server = launch();
  }

  /// @param directory where it keeps its data and its log
  static ServerProcess start(Path directory) throws IOException {
    return new ServerProcess(directory);
  }

  private LaunchedServer launch() throws IOException {
    LaunchedServer launched = LaunchedServer.launch(directory, 0, "0");
    port = launched.port();
    webPort = launched.webPort();
    return launched;
  }

  Path dataDirectory() {
    return LaunchedServer.dataIn(directory);
  }

  /// Where it serves gRPC; 0 while it is down. It is another one after each start: nobody else on
  /// this machine can have taken it meanwhile.
  int port() {
    return port;
  }

  /// Where it serves HTTP and WebSockets, likewise.
  int webPort() {
    return webPort;
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    isDown();
    residentBytes = Math.max(residentBytes, measureResidentBytes());
    server.kill();
  }

  /// SIGTERM. Clients may try to connect until it has ended.
  ///
  /// @return its exit code
  int stop() throws InterruptedException {
    residentBytes = Math.max(residentBytes, measureResidentBytes());
    server.process().destroy();
    if (!server.process().waitFor(STOP_MAX)) {
      server.kill();
    }
    isDown();
    return server.process().exitValue();
  }

  private void isDown() {
    port = 0;
    webPort = 0;
  }

  void startAgain() throws IOException {
    server = launch();
  }

  /// The most memory that any of the processes had taken when it was killed; 0 where that can't be
  /// found out.
  long residentBytes() {
    return residentBytes;
  }

  private long measureResidentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }

  /// What it had to complain of: errors, and whatever came with a stack trace.
  List<String> complaints() throws IOException {
    return Files.readAllLines(LaunchedServer.logIn(directory)).stream()
        .filter(line -> line.contains(" ERROR ") || line.startsWith("\t"))
        .toList();
  }

  @Override
  public void close() {
    server.process().destroyForcibly();
  }
}
