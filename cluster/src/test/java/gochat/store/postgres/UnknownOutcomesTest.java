package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Appends that fail, and what follows.
class UnknownOutcomesTest {
  private static final RoomId ROOM = RoomId.LOBBY;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @SuppressWarnings("NullAway.Init") // set before each test
  private TestDatabase database;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store store;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.blank();
    store = database.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest(name = "in a transaction: {0}")
  @ValueSource(booleans = {false, true})
  void afterAWarningTheOutcomeIsUnknownThoughTheEventIsThere(boolean isInTransaction)
      throws SQLException {
    warnAtCommits();

    assertThatThrownBy(() -> append(0, isInTransaction))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).isEqualTo(JournalException.Reason.UNKNOWN))
        .hasMessageContaining("no standby");
    assertThat(store.journal().head(ROOM)).isEqualTo(1);
  }

  /// As a server that no longer waits for its standby.
  private void warnAtCommits() throws SQLException {
    try (Connection connection = database.connect()) {
      new Sql(connection)
          .run(
              """
              CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE WARNING 'no standby has it'; RETURN NULL; END $$;
              CREATE CONSTRAINT TRIGGER warn AFTER UPDATE ON log DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION warn()
              """);
    }
  }

  @ParameterizedTest(name = "in a transaction: {0}")
  @ValueSource(booleans = {false, true})
  void anAppendOnATerminatedConnectionFailsAndTheNextOneHasANewConnection(boolean isInTransaction)
      throws SQLException {
    assertThat(append(0, isInTransaction)).isEqualTo(new AppendResult.Stored());
    terminateAll();

    assertThatThrownBy(() -> append(1, isInTransaction)).isInstanceOf(JournalException.class);
    assertThat(append(1, isInTransaction)).isEqualTo(new AppendResult.Stored());
    assertThat(append(2, isInTransaction)).isEqualTo(new AppendResult.Stored());
  }

  @Test
  void aReadMarkerOnATerminatedConnectionIsSetOnANewOne() throws SQLException {
    append(0, false);
    append(1, false);
    assertThat(store.markers().advance(ALICE.user(), ROOM, 1)).isEqualTo(1);
    terminateAll();

    assertThat(store.markers().advance(ALICE.user(), ROOM, 2)).isEqualTo(2);
  }

  private void terminateAll() throws SQLException {
    try (Connection connection = database.connect()) {
      Sql sql = new Sql(connection);
      Set<Integer> terminated = Set.copyOf(others(sql, ", pg_terminate_backend(pid)"));
      // Meanwhile the store may open new ones.
      await().until(() -> Collections.disjoint(others(sql, ""), terminated));
    }
  }

  private static List<Integer> others(Sql sql, String further) throws SQLException {
    return sql.all(
        row -> row.getInt(1),
        "SELECT pid"
            + further
            + " FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void aServerThatPausesWithinATransactionKeepsOthersWaitingForThreeSeconds() throws SQLException {
    assertThat(append(0, true)).isEqualTo(new AppendResult.Stored());
    try (Connection paused = new Connections(database.config()).forWriting()) {
      paused.setAutoCommit(false);
      new LogReader(new Sql(paused)).lock(ROOM);

      long start = System.nanoTime();
      assertThat(append(1, false)).isEqualTo(new AppendResult.Stored());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
      assertThatThrownBy(paused::commit).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aClosedStoreFails() {
    store.close();

    assertThatThrownBy(() -> store.journal().head(ROOM)).isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> append(0, false)).isInstanceOf(JournalException.class);
  }

  /// @param isInTransaction whether the message has a mention, so that its append is a transaction
  private AppendResult append(long head, boolean isInTransaction) {
    List<UUID> mentions = isInTransaction ? List.of(UUID.randomUUID()) : List.of();
    RoomEvent event = new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), "text", 0, 0, mentions);
    Batch batch = new Batch(ROOM, head, List.of(event));
    return store.journal().append(List.of(batch));
  }
}
