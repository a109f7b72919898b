package gochat.store.postgres;

import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import gochat.store.StoreLocation;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Whole servers in the process of a test, on loopback. Stateless.
public final class TestServer {
  private TestServer() {}

  /// @param directory its data directory
  public static ChatServer start(Path directory, StoreLocation store) throws IOException {
    Map<Setting, String> settings =
        Map.of(
            Setting.HOST, "127.0.0.1",
            Setting.PORT, "0",
            Setting.WEB_PORT, "off",
            Setting.OPS_PORT, "off",
            Setting.DATA_DIR, directory.toString(),
            Setting.STORE, store.url());
    return ChatServer.start(Config.of(directory, settings), _ -> {});
  }

  public static ManagedChannel connect(ChatServer server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }
}
