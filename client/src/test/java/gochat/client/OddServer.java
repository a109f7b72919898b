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
  private final String answer;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private OddServer(String answer) throws IOException {
    this.answer = answer;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Never says anything.
  public static OddServer silent() throws IOException {
    return new OddServer("");
  }

  /// Answers whatever comes as a web server does that knows no HTTP/2.
  public static OddServer http1() throws IOException {
    return new OddServer(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        if (!answer.isEmpty()) {
          OutputStream out = socket.getOutputStream();
          out.write(answer.getBytes(StandardCharsets.US_ASCII));
          out.flush();
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
