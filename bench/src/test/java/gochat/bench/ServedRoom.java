package gochat.bench;

import gochat.server.ChatServer;
import gochat.server.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// The server of this project on a free port of the loopback interface, with TLS and without.
final class ServedRoom implements AutoCloseable {
  private final ChatServer server;

  ServedRoom(Path data) throws IOException {
    Config defaults = Config.defaults(data);
    Config config =
        new Config(
            "127.0.0.1",
            0,
            new Config.WebPort.Fixed(0),
            data,
            defaults.durability(),
            new Config.Tls(Config.Tls.Source.SELF_SIGNED, null, null, Config.Tls.Plaintext.ON),
            defaults.insecure(),
            defaults.guest(),
            defaults.message(),
            defaults.shard(),
            defaults.connection(),
            defaults.stream(),
            defaults.log());
    server =
        ChatServer.start(
            config,
            reason -> {
              throw new AssertionError(reason);
            });
  }

  String target() {
    return "127.0.0.1:" + server.port();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  InetSocketAddress webAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.webPort().orElseThrow());
  }

  @Override
  public void close() {
    server.close();
  }
}
