package gochat.bus.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.bus.Bus;
import gochat.bus.Subject;
import gochat.store.postgres.PostgresConfig;
import gochat.store.postgres.PostgresPair;
import gochat.store.postgres.PostgresProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The primary is lost, and its standby takes its place.
@ExtendWith(SilentServer.class)
class BusFailOverTest {
  private static final Subject ROOM = new Subject("r.1");

  @TempDir private static Path initialised;

  @TempDir private Path directory;

  @BeforeAll
  static void initialise() throws IOException, InterruptedException, SQLException {
    PostgresProcess.initialise(initialised);
  }

  @Test
  void theNodesMeetAgainOnTheNewPrimary() throws Exception {
    PostgresPair databases = PostgresPair.start(initialised, directory, false);
    PostgresConfig config = PostgresConfig.of(databases.location());
    try (Bus a = PostgresBus.open(config);
        Bus b = PostgresBus.open(config)) {
      List<String> heard = new CopyOnWriteArrayList<>();
      b.subscribe(ROOM, (message, _) -> heard.add(new String(message, UTF_8))).confirmed().join();

      databases.failOver();
      await().until(() -> a.status().interruptions() > 0 && b.status().interruptions() > 0);
      a.publish(ROOM, "hello".getBytes(UTF_8));

      await().until(() -> !heard.isEmpty());
      assertThat(heard).containsExactly("hello");
    } finally {
      databases.end();
    }
  }
}
