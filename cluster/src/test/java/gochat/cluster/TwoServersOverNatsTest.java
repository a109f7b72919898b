package gochat.cluster;

import static java.util.Objects.requireNonNull;

import gochat.bus.nats.TestNats;
import gochat.server.Setting;
import gochat.store.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TwoServersOverNatsTest extends TwoServersContract {
  @TempDir private static Path natsDirectory;

  /// Null where the program is missing.
  private static @Nullable TestNats nats;

  @BeforeAll
  static void startNats() throws IOException {
    nats = TestNats.start(natsDirectory);
  }

  @AfterAll
  static void stopNats() {
    if (nats != null) {
      nats.close();
    }
  }

  @Override
  Map<Setting, String> bus() {
    return Map.of(Setting.BUS, requireNonNull(nats).url());
  }

  @Override
  void breakBus(TestDatabase used) throws IOException {
    requireNonNull(nats).kill();
    requireNonNull(nats).start();
  }
}
