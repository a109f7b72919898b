package gochat.terminal;

import gochat.client.LoopbackServer;
import gochat.client.ServerAddress;
import gochat.client.TestServer;
import gochat.server.ChatServer;
import gochat.server.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// The server of this project, on a free port of the loopback interface.
final class RealServer implements TestServer {
  private final Map<Setting, String> settings;
  private final int port;
  private ChatServer server;

  private RealServer(Map<Setting, String> settings) throws IOException {
    this.settings = settings;
    server = start(0);
    port = server.port();
  }

  static RealServer start() throws IOException {
    return start(Map.of());
  }

  /// It writes nothing, and forgets everything when it stops.
  static RealServer start(Map<Setting, String> settings) throws IOException {
    Map<Setting, String> all = new EnumMap<>(Map.of(Setting.DURABILITY, "memory"));
    all.putAll(settings);
    return new RealServer(all);
  }

  static RealServer startWithoutPlaintext() throws IOException {
    return start(Map.of(Setting.TLS, "self-signed", Setting.PLAINTEXT, "off"));
  }

  /// Knows everything again when it is started again.
  static RealServer startWithMemory(Path data) throws IOException {
    return start(Map.of(Setting.DATA_DIR, data.toString(), Setting.DURABILITY, "async"));
  }

  private ChatServer start(int wantedPort) throws IOException {
    Map<Setting, String> all = new EnumMap<>(Map.of(Setting.PORT, Integer.toString(wantedPort)));
    all.putAll(settings);
    return LoopbackServer.start(Path.of(""), all);
  }

  @Override
  public ServerAddress address() {
    return ServerAddress.parse("127.0.0.1:" + port);
  }

  URI webAddress() {
    return URI.create("http://127.0.0.1:" + server.webPort().orElseThrow() + "/");
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
