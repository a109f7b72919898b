package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import gochat.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that does not beat, and others that find it dead.
@ExtendWith(SilentServer.class)
class LivesTest {
  private static final RoomId ROOM = RoomId.LOBBY;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  /// A server that has paused: it beats only when a connection begins.
  private static final Life.Rhythm PAUSED =
      new Life.Rhythm(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

  private static final Life.Rhythm FAST =
      new Life.Rhythm(Duration.ofMillis(50), Duration.ofSeconds(8), Duration.ofMillis(500));

  @SuppressWarnings("NullAway.Init") // set before each test
  private TestDatabase database;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store paused;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.blank();
    paused = PostgresStore.open(database.config(), PAUSED);
    connection = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    paused.close();
    connection.close();
  }

  private void awaitDeath() {
    try (Store other = PostgresStore.open(database.config(), FAST)) {
      await().until(() -> isAny("SELECT FROM life WHERE died_at IS NOT NULL"));
      assertThat(append(other, other.journal().head(ROOM), false))
          .isEqualTo(new AppendResult.Stored());
    }
  }

  private boolean isAny(String query) throws SQLException {
    return new Sql(connection).isAny(query);
  }

  private void run(String change) throws SQLException {
    int _ = new Sql(connection).run(change);
  }

  /// @param isInTransaction whether the message has a mention, so that its append is a transaction
  private static AppendResult append(Store store, long head, boolean isInTransaction) {
    List<UUID> mentions = isInTransaction ? List.of(UUID.randomUUID()) : List.of();
    RoomEvent event = new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), "text", 0, 0, mentions);
    return store.journal().append(List.of(new Batch(ROOM, head, List.of(event))));
  }

  @ParameterizedTest(name = "in a transaction: {0}")
  @ValueSource(booleans = {false, true})
  void aServerThatWasFoundDeadRecordsNothingAndThenGoesOnWithAnotherLife(boolean isInTransaction)
      throws SQLException {
    assertThat(append(paused, 0, isInTransaction)).isEqualTo(new AppendResult.Stored());
    awaitDeath();
    assertThat(isAny("SELECT FROM node")).isFalse();

    assertThatThrownBy(() -> append(paused, 2, isInTransaction))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(SqlState.REPLACED);
    assertThat(isAny("SELECT FROM event WHERE seq = 3")).isFalse();

    assertThat(append(paused, 2, isInTransaction)).isEqualTo(new AppendResult.Stored());
    assertThat(append(paused, 3, isInTransaction)).isEqualTo(new AppendResult.Stored());
    assertThat(paused.journal().epoch()).isEqualTo(1);
    assertThat(isAny("SELECT FROM node JOIN life USING (id) WHERE died_at IS NULL")).isTrue();
  }

  @Test
  void aServerThatWasFoundDeadAndWhoseTurnsAreLostRaisesTheEpoch() throws SQLException {
    assertThat(append(paused, 0, false)).isEqualTo(new AppendResult.Stored());
    awaitDeath();
    run("UPDATE life SET tick = tick - 1");

    assertThatThrownBy(() -> append(paused, 2, false)).isInstanceOf(JournalException.class);
    assertThat(append(paused, 2, false)).isEqualTo(new AppendResult.Stored());
    assertThat(paused.journal().epoch()).isEqualTo(2);
    assertThat(append(paused, 3, false)).isEqualTo(new AppendResult.Stored());
    assertThat(paused.journal().epoch()).isEqualTo(2);
  }

  @Test
  void oneLostTurnIsFoundByTheNextConnectionForTurns() throws SQLException {
    assertThat(append(paused, 0, false)).isEqualTo(new AppendResult.Stored());
    run("UPDATE life SET tick = tick - 1");
    database.terminate(Connections.NAME);

    assertThatThrownBy(() -> append(paused, 1, false)).isInstanceOf(JournalException.class);
    assertThat(append(paused, 1, false)).isEqualTo(new AppendResult.Stored());
    assertThat(paused.journal().epoch()).isEqualTo(2);
  }

  @Test
  void aServerWhoseRowsAreLostRaisesTheEpoch() throws SQLException {
    assertThat(append(paused, 0, false)).isEqualTo(new AppendResult.Stored());
    run("WITH gone AS (DELETE FROM node) DELETE FROM life");

    assertThatThrownBy(() -> append(paused, 1, false)).isInstanceOf(JournalException.class);
    assertThat(append(paused, 1, false)).isEqualTo(new AppendResult.Stored());
    assertThat(paused.journal().epoch()).isEqualTo(2);
    assertThat(isAny("SELECT FROM node JOIN life USING (id)")).isTrue();
  }

  @Test
  void whatRefersToAServerGoesWithIt() throws SQLException {
    run("CREATE TABLE held (node uuid REFERENCES node ON DELETE CASCADE)");
    run("INSERT INTO held SELECT id FROM node");
    awaitDeath();

    assertThat(isAny("SELECT FROM held")).isFalse();
    assertThatThrownBy(() -> run("INSERT INTO held SELECT id FROM life"))
        .hasMessageContaining("held");
  }

  @Test
  void aServerThatEndsLeavesNoRow() throws SQLException {
    paused.close();

    assertThat(isAny("SELECT FROM life UNION ALL SELECT FROM node")).isFalse();
  }

  @Test
  void aServerRefusesToStartWhileOneLivesThatItDoesNotUnderstand() throws SQLException {
    try (Store newer = PostgresStore.open(database.config(), FAST)) {
      run(
          "UPDATE node SET speaks_from = 2, speaks_to = 3, version = '9.0', address = 'b:50051'"
              + " WHERE since = (SELECT max(since) FROM node)");

      assertThatThrownBy(() -> PostgresStore.open(database.config(), FAST))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("GoChat 9.0 at b:50051")
          .hasMessageContaining("2 to 3")
          .hasMessageContaining("expected: 1");
      assertThat(append(newer, 0, false)).isEqualTo(new AppendResult.Stored());
    }
  }

  @Test
  void aServerStartsWhenTheOneIsDeadThatItDoesNotUnderstand() throws SQLException {
    run("UPDATE node SET speaks_from = 2, speaks_to = 3");

    try (Store next = PostgresStore.open(database.config(), FAST)) {
      assertThat(append(next, 0, false)).isEqualTo(new AppendResult.Stored());
      assertThat(isAny("SELECT FROM node WHERE speaks_from > 1")).isFalse();
    }
  }
}
