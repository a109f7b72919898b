package gochat.terminal;

import static java.util.Objects.requireNonNull;

import gochat.client.LaunchedServer;
import gochat.client.v1.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The server as a process of its own, which can be killed and started again at the same port on
/// what it left behind.
public final class ServerProcess implements AutoCloseable {
  private final Path directory;

  private final Socket placeholder;
  private final @Nullable Socket webPlaceholder;
  private LaunchedServer server;

  private ServerProcess(Path directory, @Nullable Socket webPlaceholder) throws IOException {
    this.directory = directory;
    this.webPlaceholder = webPlaceholder;
    placeholder = placeholder();
    server = launch();
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

  private LaunchedServer launch() throws IOException {
    return LaunchedServer.launch(
        directory,
        placeholder.getLocalPort(),
        webPlaceholder == null ? "off" : Integer.toString(webPlaceholder.getLocalPort()));
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
    server.kill();
  }

  /// It hangs from now on: its connections stay, and nothing is answered.
  void freeze() throws IOException, InterruptedException {
    // By the shell, which has a `kill` where no such program is installed.
    new ProcessBuilder("sh", "-c", "kill -STOP " + server.process().pid()).start().waitFor();
  }

  public void startAgain() throws IOException {
    server = launch();
  }

  @Override
  public void close() throws IOException {
    server.process().destroyForcibly().onExit().join();
    placeholder.close();
    if (webPlaceholder != null) {
      webPlaceholder.close();
    }
  }
}
