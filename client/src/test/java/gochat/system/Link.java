package gochat.system;

import io.grpc.Status;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// The link of a client to the server, which a test can cut and freeze: a proxy on the loopback
/// interface whose port stays the same across restarts of the server.
final class Link implements AutoCloseable {
  /// Small, so that back-pressure soon reaches the other side.
  private static final int BUFFER_BYTES = 16 << 10;

  private final ServerSocket listening;
  private final IntSupplier serverPort;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition thawed = lock.newCondition();
  private boolean isFrozen;

  /// @param serverPort 0 while there is no server
  Link(IntSupplier serverPort) {
    this.serverPort = serverPort;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// Whether `status` is expected when the connection breaks or the client cancels the stream.
  static boolean isBroken(Status status) {
    return switch (status.getCode()) {
      case OK, CANCELLED, UNAVAILABLE, RESOURCE_EXHAUSTED -> true;
      // The status of grpc-java for a request that it could not write.
      case UNKNOWN -> status.getCause() instanceof ClosedChannelException;
      default -> false;
    };
  }

  /// Breaks all present connections.
  void cut() {
    open.forEach(Link::close);
  }

  /// Holds all bytes of both directions, and keeps the connections open.
  void freeze() {
    lock.lock();
    try {
      isFrozen = true;
    } finally {
      lock.unlock();
    }
  }

  void thaw() {
    lock.lock();
    try {
      isFrozen = false;
      thawed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Thread.startVirtualThread(() -> connect(client));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      int port = serverPort.getAsInt();
      if (port == 0) {
        throw new IOException("no server");
      }
      server.setReceiveBufferSize(BUFFER_BYTES);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread.startVirtualThread(() -> pump(client, server));
      pump(server, client);
    } catch (IOException _) {
      hangUp(client, server);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[BUFFER_BYTES];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        awaitThaw();
        out.write(bytes, 0, count);
      }
    } catch (IOException | InterruptedException _) {
      // The other direction ends with it.
    } finally {
      hangUp(from, to);
    }
  }

  private void awaitThaw() throws InterruptedException {
    lock.lock();
    try {
      while (isFrozen) {
        thawed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void hangUp(Socket client, Socket server) {
    close(client);
    close(server);
    open.remove(client);
    open.remove(server);
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is broken, as intended.
    }
  }

  @Override
  public void close() {
    close(listening);
    thaw();
    cut();
  }
}
