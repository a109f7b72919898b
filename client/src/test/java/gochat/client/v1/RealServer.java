package gochat.client.v1;

import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.TestServer;
import gochat.server.ChatServer;
import gochat.server.Config;
import java.io.IOException;
import java.nio.file.Path;

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
    Config defaults = Config.defaults(data);
    Config config =
        new Config(
            "127.0.0.1",
            wanted,
            new Config.WebPort.Off(),
            defaults.dataDir(),
            defaults.durability(),
            defaults.tls(),
            defaults.insecure(),
            defaults.guest(),
            defaults.message(),
            defaults.shard(),
            defaults.connection(),
            defaults.stream(),
            defaults.log());
    return ChatServer.start(
        config,
        reason -> {
          throw new AssertionError(reason);
        });
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
