package gochat.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port of this machine that no other program gets. Nothing listens there, unless a server is
/// started on it: sockets that don't listen may share a port.
public final class ReservedPort implements AutoCloseable {
  private final Socket placeholder = new Socket();

  public ReservedPort() throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private ReservedPort(InetSocketAddress at) throws IOException {
    placeholder.setReuseAddress(true);
    placeholder.bind(at);
  }

  /// A port of all addresses of this machine. One that is free on loopback may belong to a
  /// connection from another address, which has ended less than a minute ago.
  public static ReservedPort ofAllAddresses() throws IOException {
    return new ReservedPort(new InetSocketAddress(0));
  }

  public int number() {
    return placeholder.getLocalPort();
  }

  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", number());
  }

  @Override
  public void close() throws IOException {
    placeholder.close();
  }
}
