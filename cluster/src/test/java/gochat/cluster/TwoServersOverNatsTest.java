package gochat.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.bus.Bus;
import gochat.bus.nats.NatsBus;
import gochat.bus.nats.NatsConfig;
import gochat.bus.nats.TestNats;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.server.Setting;
import gochat.store.postgres.PostgresStore;
import gochat.store.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  @Test
  void theEventsOfATurnTravelWithIt() {
    List<LogEntry> heard = new CopyOnWriteArrayList<>();
    NatsConfig config = NatsConfig.parse(requireNonNull(nats).url(), null, null);
    String prefix = "gochat." + PostgresStore.clusterId(database.config());
    try (Bus bus = NatsBus.open(config, prefix);
        Bus.Subscription lobby =
            bus.subscribe(
                HeadFrame.subject(RoomId.LOBBY),
                (message, _) ->
                    TurnFrame.parse(message).ifPresent(turn -> heard.addAll(turn.entries())))) {
      lobby.confirmed().join();
      var _ = alice.send("hello");

      await().until(() -> !heard.isEmpty());
    }
    assertThat(heard)
        .singleElement()
        .extracting(LogEntry::event)
        .asInstanceOf(InstanceOfAssertFactories.type(RoomEvent.Posted.class))
        .returns("hello", RoomEvent.Posted::text);
  }

  @Override
  void breakBus(TestDatabase used) throws IOException {
    requireNonNull(nats).kill();
    requireNonNull(nats).start();
  }
}
