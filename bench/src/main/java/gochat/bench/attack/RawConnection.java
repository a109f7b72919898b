package gochat.bench.attack;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/// A TCP connection, with TLS or without, that takes any bytes. One thread writes; a separate
/// thread reads, or none.
final class RawConnection implements Closeable {
  private static final int TIMEOUT_MS = 10_000;

  /// Small, so that bytes that the server does not take wait here.
  private static final int SOCKET_BUFFER_BYTES = 65_536;

  /// Reads the received bytes.
  @FunctionalInterface
  interface Incoming {
    void readNext(DataInputStream in) throws IOException;
  }

  private final Socket tcp;
  private final Socket socket;
  private final OutputStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean isReading;

  private RawConnection(Socket tcp, Socket socket) throws IOException {
    this.tcp = tcp;
    this.socket = socket;
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  /// Connects without TLS.
  static RawConnection plain(InetAddress from, InetSocketAddress to) throws IOException {
    Socket tcp = connect(from, to);
    return new RawConnection(tcp, tcp);
  }

  /// Connects with TLS, and trusts any certificate.
  ///
  /// @param protocol that ALPN offers
  static RawConnection encrypted(InetAddress from, InetSocketAddress to, String protocol)
      throws IOException {
    Socket tcp = connect(from, to);
    SSLSocket socket = TrustAll.over(tcp, protocol);
    tcp.setSoTimeout(TIMEOUT_MS);
    socket.startHandshake();
    tcp.setSoTimeout(0);
    return new RawConnection(tcp, socket);
  }

  private static Socket connect(InetAddress from, InetSocketAddress to) throws IOException {
    Socket tcp = new Socket();
    tcp.setReuseAddress(true);
    tcp.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
    tcp.setSendBufferSize(SOCKET_BUFFER_BYTES);
    tcp.setTcpNoDelay(true);
    tcp.bind(new InetSocketAddress(from, 0));
    tcp.connect(to, TIMEOUT_MS);
    return tcp;
  }

  /// Reads until the connection ends.
  void listen(Incoming incoming) {
    isReading = true;
    Thread.startVirtualThread(() -> {
      try {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        while (isReading) {
          incoming.readNext(in);
        }
      } catch (IOException e) {
        // Closed by the server, or by us.
        ended.countDown();
      }
    });
  }

  /// Stops reading after the current read.
  void stopReading() {
    isReading = false;
  }

  /// Reads and drops all received bytes.
  void drain() {
    listen(in -> {
      in.readByte();
      in.skipNBytes(in.available());
    });
  }

  /// Writes at once or with the next bytes; see [#flush].
  ///
  /// @throws IOException the server has closed the connection
  void write(byte... bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      endUnlessReading();
      throw e;
    }
  }

  void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      endUnlessReading();
      throw e;
    }
  }

  /// The thread that reads finds the end behind what the server has sent before it.
  private void endUnlessReading() {
    if (!isReading) {
      ended.countDown();
    }
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /// Waits for the server to close the connection.
  ///
  /// @return whether the server closed it in time
  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  /// Closes at once, also during a write.
  @Override
  public void close() throws IOException {
    tcp.close();
  }
}
