package gochat.client;

import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// The server of this project within the process of a test, on the loopback interface.
public final class LoopbackServer {
  private LoopbackServer() {}

  /// Tests must not wait for the rate of guests; that of accounts is high enough.
  private static final String GUEST_RATE = "1000000";

  /// @param home the parent of the default data directory
  /// @param settings in addition to free ports without a web port
  public static ChatServer start(Path home, Map<Setting, String> settings) throws IOException {
    Map<Setting, String> all =
        new EnumMap<>(
            Map.of(
                Setting.HOST,
                "127.0.0.1",
                Setting.PORT,
                "0",
                Setting.WEB_PORT,
                "off",
                Setting.RATE_GUEST_CHANGES_PER_SECOND,
                GUEST_RATE,
                Setting.RATE_GUEST_BYTES_PER_SECOND,
                GUEST_RATE + "000"));
    all.putAll(settings);
    return ChatServer.start(
        Config.of(home, all),
        reason -> {
          throw new AssertionError(reason);
        });
  }
}
