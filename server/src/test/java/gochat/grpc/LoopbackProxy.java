package gochat.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A network between one client and a server; the test breaks it.
public final class LoopbackProxy implements AutoCloseable {
  /// Small, so that a reader that stops soon blocks the server.
  private static final int RECEIVE_BUFFER_BYTES = 16 * 1_024;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Socket toServer = new Socket();
  private final AtomicLong bytesToServer = new AtomicLong();
  private volatile @Nullable Socket toClient;
  private volatile boolean isSilent;
  private boolean isPaused;

  /// @param port of the server on the loopback address
  public LoopbackProxy(int port) throws IOException {
    toServer.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    toServer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.startVirtualThread(() -> {
      try {
        Socket client = listener.accept();
        toClient = client;
        Thread.startVirtualThread(() -> pump(client, toServer, true));
        pump(toServer, client, false);
      } catch (IOException e) {
        // Closed: the test is over.
      }
    });
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// The bytes that the client has sent so far.
  public long bytesToServer() {
    return bytesToServer.get();
  }

  /// From now on all bytes are lost in both directions, without a reset.
  public void goSilent() {
    isSilent = true;
  }

  /// Stops reading from the server, until [#resume].
  public synchronized void pause() {
    isPaused = true;
  }

  public synchronized void resume() {
    isPaused = false;
    notifyAll();
  }

  private synchronized void awaitResumed() throws InterruptedException {
    while (isPaused) {
      wait();
    }
  }

  /// Both sides find their connection reset.
  public void cut() throws IOException {
    Socket client = toClient;
    for (Socket socket :
        client == null ? new Socket[] {toServer} : new Socket[] {client, toServer}) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private void pump(Socket from, Socket to, boolean isFromClient) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[4_096];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (isFromClient) {
          bytesToServer.addAndGet(read);
        } else {
          awaitResumed();
        }
        if (!isSilent) {
          out.write(chunk, 0, read);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Closed: the test is over, or the connection was cut.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    toServer.close();
    Socket client = toClient;
    if (client != null) {
      client.close();
    }
  }
}
