package gochat.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gochat.bus.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real nats-server of this test.
public final class TestNats implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nats-server");
  private static final Pattern LISTENING =
      Pattern.compile("Listening for client connections on 127\\.0\\.0\\.1:(\\d+)");

  private final Path directory;
  private final String settings;

  /// Any free port, for the first start.
  private int port = -1;

  @SuppressWarnings("NullAway.Init") // set by start
  private Process process;

  private int starts;

  private TestNats(Path directory, String settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /// Skips the test where the program is missing.
  ///
  /// @param settings lines of its configuration
  public static TestNats start(Path directory, String... settings) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "needs nats-server (Debian: nats-server)");
    TestNats server = new TestNats(directory, String.join("\n", settings));
    server.start();
    return server;
  }

  /// Starts it, at the same port as before.
  public void start() throws IOException {
    Path configuration = directory.resolve("nats.conf");
    Files.writeString(configuration, "listen: 127.0.0.1:" + port + "\n" + settings + "\n");
    Path log = directory.resolve("log." + ++starts);
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-c"));
    command.add(configuration.toString());
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    await()
        .until(() -> {
          Matcher listening = LISTENING.matcher(Files.readString(log));
          if (listening.find()) {
            port = Integer.parseInt(listening.group(1));
            return true;
          }
          assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
          return false;
        });
  }

  public String url() {
    return "nats://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  void signal(String name) {
    Signals.send(name, process.pid());
  }

  @Override
  public void close() {
    kill();
  }
}
