package gochat.bench;

import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/// The server of this project on a free port of the loopback interface, with TLS and without.
final class ServedRoom implements AutoCloseable {
  private final ChatServer server;

  ServedRoom(Path data) throws IOException {
    Config config =
        Config.of(
            data,
            Map.of(
                Setting.HOST,
                "127.0.0.1",
                Setting.PORT,
                "0",
                Setting.WEB_PORT,
                "0",
                Setting.DATA_DIR,
                data.toString(),
                Setting.TLS,
                "self-signed",
                Setting.RATE_GUEST_CHANGES_PER_SECOND,
                "1000000",
                Setting.RATE_GUEST_BYTES_PER_SECOND,
                "1000000000",
                Setting.RATE_ACCOUNT_CHANGES_PER_SECOND,
                "1000000",
                Setting.ROOM_PER_ACCOUNT_AND_HOUR_MAX,
                "1000000"));
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
