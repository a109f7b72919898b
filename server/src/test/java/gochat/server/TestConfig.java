package gochat.server;

import gochat.store.Durability;
import java.nio.file.Path;

/// Configurations of servers in tests: on loopback, on any free port.
final class TestConfig {
  private TestConfig() {}

  static Config in(Path directory) {
    return in(directory, Durability.SYNC);
  }

  static Config in(Path directory, Durability durability) {
    return Config.of(setting ->
        switch (setting) {
          case HOST -> "127.0.0.1";
          case PORT -> "0";
          case DATA_DIR -> directory.toString();
          case DURABILITY -> durability.name();
          default -> setting.defaultValue();
        });
  }
}
