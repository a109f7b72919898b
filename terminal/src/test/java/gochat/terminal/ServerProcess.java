package gochat.terminal;

import static java.util.Objects.requireNonNull;

import gochat.client.v1.Endpoint;
import gochat.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The server as a process of its own, which can be killed and started again at the same port on
/// what it left behind.
public final class ServerProcess implements AutoCloseable {
  private static final String LISTENING = "gochat listening on 127.0.0.1:";

  private final Path directory;

  private final Socket placeholder;
  private final @Nullable Socket webPlaceholder;
  private Process process;

  private ServerProcess(Path directory, @Nullable Socket webPlaceholder) throws IOException {
    this.directory = directory;
    this.webPlaceholder = webPlaceholder;
    placeholder = placeholder();
    process = launch();
  }

  /// Keeps a port from all others while the server is down; who does not listen may share it.
  private static Socket placeholder() throws IOException {
    Socket placeholder = new Socket();
    placeholder.setReuseAddress(true);
    placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return placeholder;
  }

  /// @param directory where it keeps its data and its log
  static ServerProcess start(Path directory) throws IOException {
    return new ServerProcess(directory, null);
  }

  public static ServerProcess startWithWebPort(Path directory) throws IOException {
    return new ServerProcess(directory, placeholder());
  }

  private Process launch() throws IOException {
    Path errors = directory.resolve("server.log");
    Process launched =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--host=127.0.0.1",
                "--port=" + placeholder.getLocalPort(),
                "--web-port=" + (webPlaceholder == null ? "off" : webPlaceholder.getLocalPort()),
                "--data-dir=" + directory.resolve("data"))
            .redirectError(Redirect.appendTo(errors.toFile()))
            .start();
    BufferedReader lines = launched.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(LISTENING)) {
        return launched;
      }
    }
    throw new AssertionError("the server ended before it listened: " + Files.readString(errors));
  }

  public String address() {
    return "127.0.0.1:" + placeholder.getLocalPort();
  }

  public String webAddress() {
    return "http://localhost:" + requireNonNull(webPlaceholder).getLocalPort() + "/";
  }

  Endpoint endpoint() {
    return Endpoint.plaintext(address());
  }

  /// `kill -9`.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void startAgain() throws IOException {
    process = launch();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    placeholder.close();
    if (webPlaceholder != null) {
      webPlaceholder.close();
    }
  }
}
