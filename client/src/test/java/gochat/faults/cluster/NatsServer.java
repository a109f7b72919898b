package gochat.faults.cluster;

import static org.awaitility.Awaitility.await;

import gochat.client.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/// The nats-server of Debian's package with a port of its own.
public final class NatsServer {
  private final Path log;
  private final ReservedPort port = new ReservedPort();
  private Daemon daemon;

  /// Starts one.
  NatsServer(Path log) throws IOException {
    this.log = log;
    daemon = launch();
  }

  private Daemon launch() throws IOException {
    String number = Integer.toString(port.number());
    Daemon launched = Daemon.start(List.of("nats-server", "-a", "127.0.0.1", "-p", number), log);
    await().ignoreExceptions().until(this::accepts);
    return launched;
  }

  private boolean accepts() throws IOException {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
      return true;
    }
  }

  String url() {
    return "nats://127.0.0.1:" + port.number();
  }

  public void kill() {
    daemon.kill();
  }

  public void startAgain() throws IOException {
    daemon = launch();
  }

  public void freeze() throws IOException, InterruptedException {
    daemon.freeze();
  }

  public void thaw() throws IOException, InterruptedException {
    daemon.thaw();
  }

  void close() throws IOException {
    daemon.kill();
    port.close();
  }
}
