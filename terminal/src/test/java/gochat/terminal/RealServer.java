package gochat.terminal;

import gochat.client.ServerAddress;
import gochat.client.TestServer;
import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.store.Durability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The server of this project, on a free port of the loopback interface.
final class RealServer implements TestServer {
  private final Config.Tls tls;
  private final Config.WebPort web;
  private final @Nullable Path data;
  private final int port;
  private ChatServer server;

  private RealServer(Config.Tls tls, Config.WebPort web) throws IOException {
    this(tls, web, null);
  }

  /// @param data null: it forgets everything when it stops
  private RealServer(Config.Tls tls, Config.WebPort web, @Nullable Path data) throws IOException {
    this.tls = tls;
    this.web = web;
    this.data = data;
    server = start(0);
    port = server.port();
  }

  static RealServer start() throws IOException {
    return new RealServer(Config.defaults(Path.of("")).tls(), new Config.WebPort.Off());
  }

  /// Knows everything again when it is started again.
  static RealServer startWithMemory(Path data) throws IOException {
    return new RealServer(Config.defaults(Path.of("")).tls(), new Config.WebPort.Off(), data);
  }

  static RealServer startWithWebPort() throws IOException {
    return new RealServer(Config.defaults(Path.of("")).tls(), new Config.WebPort.Fixed(0));
  }

  static RealServer startWithoutPlaintext() throws IOException {
    return new RealServer(
        new Config.Tls(Config.Tls.Source.SELF_SIGNED, null, null, Config.Tls.Plaintext.OFF),
        new Config.WebPort.Off());
  }

  private ChatServer start(int port) throws IOException {
    Config defaults = Config.defaults(Path.of(""));
    Config config =
        new Config(
            "127.0.0.1",
            port,
            web,
            data == null ? defaults.dataDir() : data,
            // Without a directory nothing is written, and nothing is asked for again.
            data == null ? Durability.MEMORY : Durability.ASYNC,
            tls,
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
