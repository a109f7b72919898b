package gochat.cluster;

import gochat.bus.nats.TestNats;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class UserSignalsOverNatsTest extends UserSignalsContract {
  @TempDir private static Path natsDirectory;

  /// Null where the program is missing.
  private static @Nullable TestNats nats;

  @Override
  Map<Setting, String> bus() throws IOException {
    TestNats started = TestNats.start(natsDirectory);
    nats = started;
    return Map.of(Setting.BUS, started.url());
  }

  @AfterAll
  static void stopNats() {
    if (nats != null) {
      nats.close();
    }
  }
}
