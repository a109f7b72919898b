package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.server.ChatServer;
import gochat.v1.Event;
import gochat.v1.Reset;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A whole server, its clients, and a database whose primary is lost.
@ExtendWith(SilentServer.class)
class ServerFailOverTest {
  @TempDir private static Path initialised;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by start
  private PostgresPair databases;

  @SuppressWarnings("NullAway.Init") // set by start
  private ChatServer server;

  @SuppressWarnings("NullAway.Init") // set by start
  private LobbyUser alice;

  @BeforeAll
  static void initialise() throws IOException, InterruptedException, SQLException {
    PostgresProcess.initialise(initialised);
  }

  private void start(boolean isSynchronous) throws IOException, SQLException {
    databases = PostgresPair.start(initialised, directory, isSynchronous);
    server = TestServer.start(directory.resolve("data"), databases.location());
    alice = LobbyUser.register(server, "Alice");
  }

  @AfterEach
  void stop() throws InterruptedException {
    alice.close();
    server.close();
    databases.end();
  }

  @Test
  void eachAcknowledgedMessageIsReadOnceAndInOrder() throws Exception {
    start(true);
    List<String> sent = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> sent.add(alice.send("before " + i)));
    databases.failOver();
    IntStream.range(0, 30).forEach(i -> sent.add(alice.send("after " + i)));

    await().untilAsserted(() -> assertThat(alice.texts()).isEqualTo(sent));
    assertThat(alice.messages()).extracting(Event::getSeq).isSorted().doesNotHaveDuplicates();
    assertThat(alice.resets()).isEmpty();
  }

  @Test
  void whoHasReadWhatTheNewPrimaryLacksBeginsAnew() throws Exception {
    start(false);
    String kept = alice.send("kept");
    databases.awaitAtStandby("kind = 1");
    databases.standby().kill();
    String lost = alice.send("lost");
    await().untilAsserted(() -> assertThat(alice.texts()).containsExactly(kept, lost));

    databases.failOverToStopped();
    await().until(() -> !alice.resets().isEmpty());
    String next = alice.send("next");

    await().untilAsserted(() -> assertThat(alice.texts()).containsExactly(kept, lost, kept, next));
    assertThat(alice.ends()).containsOnly(Status.Code.UNAVAILABLE);
    assertThat(alice.resets()).extracting(Reset::getEpoch).containsExactly(2L);
    assertThat(alice.messages()).last().returns(2L, Event::getEpoch);
  }
}
