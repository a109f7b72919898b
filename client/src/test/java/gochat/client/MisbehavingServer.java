package gochat.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A TCP server that is no chat server.
public final class MisbehavingServer implements AutoCloseable {
  private final ServerSocket listener;

  private enum End {
    NEVER,
    CLOSE,
    RESET
  }

  private final byte[] answer;
  private final End end;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private MisbehavingServer(byte[] answer, End end) throws IOException {
    this.answer = answer;
    this.end = end;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Never sends anything.
  public static MisbehavingServer silent() throws IOException {
    return new MisbehavingServer(new byte[0], End.NEVER);
  }

  /// Answers like a web server without HTTP/2.
  public static MisbehavingServer http1() throws IOException {
    return new MisbehavingServer(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII),
        End.NEVER);
  }

  /// Closes a connection after the first bytes.
  static MisbehavingServer closing() throws IOException {
    return new MisbehavingServer(new byte[0], End.CLOSE);
  }

  /// Resets a connection after the first bytes.
  static MisbehavingServer resetting() throws IOException {
    return new MisbehavingServer(new byte[0], End.RESET);
  }

  /// Answers with the alert that a TLS server sends to a client without TLS.
  public static MisbehavingServer tlsAlert() throws IOException {
    return new MisbehavingServer(new byte[] {0x15, 3, 1, 0, 2, 2, 70}, End.NEVER);
  }

  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        if (answer.length > 0) {
          OutputStream out = socket.getOutputStream();
          out.write(answer);
          out.flush();
        }
        if (end != End.NEVER) {
          int _ = socket.getInputStream().read(new byte[1 << 16]);
          // Closing without lingering resets the connection.
          socket.setSoLinger(end == End.RESET, 0);
          socket.close();
        }
      }
    } catch (IOException _) {
      // The listener was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
