package gochat.faults.cluster;

import static org.awaitility.Awaitility.await;

import gochat.client.ReservedPort;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The nats-server of Debian's package with a port of its own and TLS.
public final class NatsServer {
  private final Path directory;
  private final String address;
  private final ReservedPort port = ReservedPort.ofAllAddresses();
  private Daemon daemon;

  /// Starts one.
  ///
  /// @param directory for its certificate and its log
  /// @param address of this machine
  NatsServer(Path directory, String address) throws IOException {
    this.directory = directory;
    this.address = address;
    try {
      X509Bundle bundle =
          new CertificateBuilder()
              .subject("CN=nats")
              .addSanIpAddress(address)
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      Files.writeString(certificate(), bundle.getCertificatePEM());
      Files.writeString(key(), bundle.getPrivateKeyPEM());
    } catch (Exception e) {
      throw new IOException("no certificate", e);
    }
    daemon = launch();
  }

  /// The certificate, which is its own authority.
  Path certificate() {
    return directory.resolve("nats.pem");
  }

  private Path key() {
    return directory.resolve("nats-key.pem");
  }

  private Daemon launch() throws IOException {
    Daemon launched =
        Daemon.start(
            List.of(
                "nats-server",
                "-a=" + address,
                "-p=" + port.number(),
                "--tls",
                "--tlscert=" + certificate(),
                "--tlskey=" + key()),
            directory.resolve("nats.log"));
    await().ignoreExceptions().until(this::accepts);
    return launched;
  }

  private boolean accepts() throws IOException {
    try (Socket _ = new Socket(InetAddress.ofLiteral(address), port.number())) {
      return true;
    }
  }

  int port() {
    return port.number();
  }

  String url() {
    return "tls://" + address + ":" + port.number();
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
