package gochat.cluster;

import gochat.bus.nats.TestNats;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class PrivateMessagesOverNatsTest extends PrivateMessagesContract {
  @TempDir private static Path natsDirectory;

  /// Null where the program is missing.
  private @Nullable TestNats nats;

  @Override
  Map<Setting, String> bus() throws IOException {
    if (nats == null) {
      nats = TestNats.start(natsDirectory);
    }
    return Map.of(Setting.BUS, nats.url());
  }

  @AfterAll
  void stopNats() {
    if (nats != null) {
      nats.close();
    }
  }
}
