package gochat.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/// The network between clients and a server, which a test breaks: a proxy on the loopback interface
/// whose port stays the same across restarts of the server.
public final class LoopbackProxy implements AutoCloseable {
  /// Small, so that a reader that stops soon blocks the server.
  private static final int BUFFER_BYTES = 16 << 10;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final IntSupplier serverPort;
  private final InetAddress server;
  private final InetAddress source;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytesToServer = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private volatile boolean isSilent;
  private boolean isFrozen;

  /// @param port of the server on the loopback address
  public LoopbackProxy(int port) throws IOException {
    this(() -> port);
  }

  /// @param serverPort 0 while there is no server
  public LoopbackProxy(IntSupplier serverPort) throws IOException {
    this(serverPort, InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress());
  }

  /// @param serverPort 0 while there is no server
  /// @param source the address of this machine from which the proxy connects to the server
  public LoopbackProxy(IntSupplier serverPort, InetAddress server, InetAddress source)
      throws IOException {
    this.serverPort = serverPort;
    this.server = server;
    this.source = source;
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// The bytes that clients have sent so far.
  public long bytesToServer() {
    return bytesToServer.get();
  }

  /// The number of connections of clients so far.
  public long connections() {
    return connections.get();
  }

  /// From now on all bytes are lost in both directions, without a reset.
  public void goSilent() {
    isSilent = true;
  }

  /// Holds all bytes of both directions until [#thaw].
  public synchronized void freeze() {
    isFrozen = true;
  }

  public synchronized void thaw() {
    isFrozen = false;
    notifyAll();
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (isFrozen) {
      wait();
    }
  }

  /// Both sides of the present connections find them reset.
  public void cut() {
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException _) {
        // It has ended meanwhile.
      }
      end(socket);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        Thread.startVirtualThread(() -> connect(client));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void connect(Socket client) {
    Socket onward = new Socket();
    open.add(client);
    open.add(onward);
    try {
      int port = serverPort.getAsInt();
      if (port == 0) {
        throw new IOException("no server");
      }
      onward.setReceiveBufferSize(BUFFER_BYTES);
      onward.bind(new InetSocketAddress(source, 0));
      onward.connect(new InetSocketAddress(server, port));
      onward.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread.startVirtualThread(() -> pump(client, onward, true));
      pump(onward, client, false);
    } catch (IOException _) {
      end(client);
      end(onward);
    }
  }

  private void pump(Socket from, Socket to, boolean isFromClient) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[BUFFER_BYTES];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (isFromClient) {
          bytesToServer.addAndGet(count);
        }
        awaitThaw();
        if (!isSilent) {
          out.write(bytes, 0, count);
        }
      }
    } catch (IOException | InterruptedException _) {
      // The other direction ends with it.
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException _) {
      // It is broken, as intended.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    thaw();
    cut();
  }
}
