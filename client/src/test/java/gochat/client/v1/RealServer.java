package gochat.client.v1;

import gochat.client.LoopbackServer;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.TestServer;
import gochat.server.ChatServer;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The server of this project, on a free port of the loopback interface.
public final class RealServer implements TestServer {
  private final Path data;
  private final int port;
  private ChatServer server;

  private RealServer(Path data) throws IOException {
    this.data = data;
    server = start(0);
    port = server.port();
  }

  /// @param data a directory that outlives the server's restarts
  public static RealServer start(Path data) throws IOException {
    return new RealServer(data);
  }

  private ChatServer start(int wanted) throws IOException {
    return LoopbackServer.start(data, Map.of(Setting.PORT, Integer.toString(wanted)));
  }

  public Endpoint endpoint() {
    return new Endpoint(address(), new Security.Plaintext());
  }

  @Override
  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", port);
  }

  @Override
  public void stop() {
    server.close();
  }

  @Override
  public void startAgain() throws IOException {
    server = start(port);
  }

  @Override
  public void close() {
    server.close();
  }
}
