package gochat.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Configurations of servers in tests: on loopback, on any free port, without a web port unless one
/// is asked for.
final class TestConfig {
  private TestConfig() {}

  static Config in(Path directory) {
    return in(directory, Map.of());
  }

  static Config in(Path directory, Map<Setting, String> settings) {
    Map<Setting, String> all = new HashMap<>(settings);
    all.put(Setting.HOST, "127.0.0.1");
    all.put(Setting.PORT, "0");
    all.putIfAbsent(Setting.WEB_PORT, "off");
    all.put(Setting.DATA_DIR, directory.toString());
    return Config.of(directory, all);
  }
}
