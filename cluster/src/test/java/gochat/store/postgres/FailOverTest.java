package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import gochat.store.StoreStatus.Writing;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The primary is lost, and its standby takes its place.
@ExtendWith(SilentServer.class)
class FailOverTest {
  private static final RoomId ROOM = RoomId.LOBBY;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final String WAITING_FOR_STANDBY =
      " FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

  @TempDir private static Path initialised;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by start
  private PostgresPair databases;

  @SuppressWarnings("NullAway.Init") // set by start
  private Store store;

  @BeforeAll
  static void initialise() throws IOException, InterruptedException, SQLException {
    PostgresProcess.initialise(initialised);
  }

  private void start(boolean isSynchronous) throws IOException, SQLException {
    databases = PostgresPair.start(initialised, directory, isSynchronous);
    store = PostgresStore.open(PostgresConfig.of(databases.location()));
  }

  @AfterEach
  void stop() throws InterruptedException {
    store.close();
    databases.end();
  }

  @Test
  void theSynchronousStandbyHasEveryAcknowledgedEvent() throws Exception {
    start(true);
    for (int i = 0; i < 20; i++) {
      assertThat(append("before")).isEqualTo(new AppendResult.Stored());
    }

    databases.failOver();
    // The connection is lost, so whether this one was recorded is unknown.
    assertThatThrownBy(() -> append("meanwhile")).isInstanceOf(JournalException.class);
    assertThat(append("after")).isEqualTo(new AppendResult.Stored());

    assertThat(texts()).startsWith("before").endsWith("after").hasSize(21);
    assertThat(store.journal().epoch()).isEqualTo(1);
  }

  @Test
  void aCallDuringTheFailOverWaitsForTheNewPrimary() throws Exception {
    start(true);
    append("before");
    databases.primary().kill();

    CompletableFuture<Long> head = CompletableFuture.supplyAsync(() -> store.journal().head(ROOM));
    databases.standby().promote();

    assertThat(head.get()).isEqualTo(1);
  }

  @Test
  void aCallFailsSoonWhenTheDatabaseHasNotAnsweredForLong() throws Exception {
    start(true);
    append("before");
    Life.Rhythm impatient =
        new Life.Rhythm(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(10));
    try (Store other =
        PostgresStore.open(PostgresConfig.of(databases.location()), impatient, System::nanoTime)) {
      databases.primary().kill();
      await().until(() -> other.status().writing() == Writing.UNREACHABLE);

      long start = System.nanoTime();
      assertThatThrownBy(() -> other.journal().head(ROOM)).isInstanceOf(JournalException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

      databases.standby().promote();
      await().until(() -> other.status().writing() == Writing.POSSIBLE);
      assertThat(other.journal().head(ROOM)).isEqualTo(1);
    }
  }

  /// A connection that ends while its commit waits for the standby leaves the event visible.
  @Test
  void whatTheStandbyMayNotHaveIsNotRead() throws Exception {
    start(true);
    append("acknowledged");
    assertThat(texts()).containsExactly("acknowledged");
    databases.standby().kill();
    CompletableFuture<AppendResult> unknown =
        CompletableFuture.supplyAsync(() -> append("on one machine"));
    awaitWaitingAppend();
    databases.primary().run("SELECT pg_terminate_backend(pid)" + WAITING_FOR_STANDBY);
    assertThatThrownBy(unknown::get).hasCauseInstanceOf(JournalException.class);
    assertThat(databases.primary().is("SELECT FROM event WHERE seq = 2")).isTrue();

    CompletableFuture<List<String>> read = CompletableFuture.supplyAsync(this::texts);
    await().until(() -> databases.primary().is("SELECT" + WAITING_FOR_STANDBY));
    assertThat(read).isNotDone();
    databases.failOverToStopped();

    assertThat(read.get()).containsExactly("acknowledged");
    assertThat(store.journal().epoch()).isEqualTo(1);
  }

  /// A beat that waits before the append would keep it from its commit.
  private void awaitWaitingAppend() {
    await()
        .until(() -> {
          databases
              .primary()
              .run(
                  "SELECT pg_terminate_backend(pid)"
                      + WAITING_FOR_STANDBY
                      + " AND query LIKE '%beat%'");
          return databases
              .primary()
              .is("SELECT" + WAITING_FOR_STANDBY + " AND query LIKE '%append%'");
        });
  }

  @Test
  void aStandbyThatLacksAcknowledgedEventsRaisesTheEpoch() throws Exception {
    start(false);
    append("kept");
    databases.awaitAtStandby("seq = 1");
    databases.standby().kill();
    assertThat(append("lost")).isEqualTo(new AppendResult.Stored());

    databases.failOverToStopped();

    assertThat(texts()).containsExactly("kept");
    assertThat(store.journal().epoch()).isEqualTo(2);
    assertThatThrownBy(() -> append("meanwhile")).isInstanceOf(JournalException.class);
    assertThat(append("after")).isEqualTo(new AppendResult.Stored());
    assertThat(store.journal().epoch()).isEqualTo(2);
  }

  @Test
  void aPrimaryThatWasReplacedAndComesBackIsNotUsed() throws Exception {
    start(false);
    append("before");
    databases.awaitAtStandby("seq = 1");
    databases.failOver();
    assertThat(texts()).containsExactly("before");

    databases.primary().start();
    databases
        .standby()
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gochat'");
    assertThatThrownBy(() -> append("meanwhile")).isInstanceOf(JournalException.class);
    assertThat(append("after")).isEqualTo(new AppendResult.Stored());

    assertThat(texts()).containsExactly("before", "after");
    assertThat(databases.standby().is("SELECT FROM event WHERE seq = 2")).isTrue();
    assertThat(databases.primary().is("SELECT FROM event WHERE seq = 2")).isFalse();
  }

  private AppendResult append(String text) {
    RoomEvent event = new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), text, 0, 0, List.of());
    return store
        .journal()
        .append(List.of(new Batch(ROOM, store.journal().head(ROOM), List.of(event))));
  }

  private List<String> texts() {
    return store.journal().read(ROOM, 0, 100, 10_000).stream()
        .map(LogEntry::event)
        .map(event -> ((RoomEvent.Posted) event).text())
        .toList();
  }
}
