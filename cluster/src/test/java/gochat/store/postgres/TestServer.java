package gochat.store.postgres;

import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import gochat.store.StoreLocation;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// Whole servers in the process of a test, on loopback. Stateless.
public final class TestServer {
  private TestServer() {}

  /// @param directory its data directory
  public static ChatServer start(Path directory, StoreLocation store) throws IOException {
    return start(directory, store, Map.of());
  }

  /// @param further settings
  public static ChatServer start(Path directory, StoreLocation store, Map<Setting, String> further)
      throws IOException {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.put(Setting.HOST, "127.0.0.1");
    settings.put(Setting.PORT, "0");
    settings.put(Setting.WEB_PORT, "off");
    settings.put(Setting.OPS_PORT, "off");
    settings.put(Setting.DATA_DIR, directory.toString());
    settings.put(Setting.STORE, store.url());
    settings.putAll(further);
    return ChatServer.start(Config.of(directory, settings), _ -> {});
  }

  public static ManagedChannel connect(ChatServer server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }
}
