package gochat.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Something that takes TCP connections and is no chat server.
public final class OddServer implements AutoCloseable {
  private final ServerSocket listener;
  private final byte[] answer;
  private final boolean closing;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private OddServer(byte[] answer, boolean closing) throws IOException {
    this.answer = answer;
    this.closing = closing;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Never says anything.
  public static OddServer silent() throws IOException {
    return new OddServer(new byte[0], false);
  }

  /// Answers whatever comes as a web server does that knows no HTTP/2.
  public static OddServer http1() throws IOException {
    return new OddServer(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII),
        false);
  }

  /// Closes a connection as soon as something comes.
  public static OddServer closing() throws IOException {
    return new OddServer(new byte[0], true);
  }

  /// Answers with the alert of a TLS server that was sent something else, and closes.
  public static OddServer tlsAlert() throws IOException {
    return new OddServer(new byte[] {0x15, 3, 1, 0, 2, 2, 70}, true);
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
        if (closing) {
          int _ = socket.getInputStream().read();
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
