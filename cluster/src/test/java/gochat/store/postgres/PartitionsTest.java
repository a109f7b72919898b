package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.journal.History.Anchor;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RetentionRule;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The events of a room are in one partition, and nothing that a room needs looks into the others.
class PartitionsTest {
  private static final RoomId ROOM = RoomId.LOBBY;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID ID = UUID.randomUUID();

  @SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
  enum Work {
    READ(store -> store.journal().read(ROOM, 0, 10, 1_000)),
    PAGE(store -> store.history().page(ROOM, new Anchor.Around(2), 10, 1_000, BOB)),
    PAGE_FROM_A_TIME(store -> store.history().page(ROOM, new Anchor.From(1), 10, 1_000, BOB)),
    THREAD(store -> store.history().thread(ROOM, 1, 0, 10, 1_000, BOB)),
    PINS(store -> store.history().pins(ROOM, 100, 10, 1_000, BOB)),
    UNREAD(store -> store.markers().unread(BOB, List.of(ROOM))),
    REPETITIONS(store -> lookUp(store, new Command.Post(ALICE, ID, "text"))),
    TARGETS(store -> lookUp(store, new Command.Delete(ALICE, 1))),
    RULES(store -> store.retention().ruled(new RetentionRule(1, 0), 10, new RoomId("lobb"), 1)),
    DELETION(store -> append(store, new RoomEvent.Deleted(ALICE, 9, 1))),
    TOPIC(store -> append(store, new RoomEvent.TopicChanged(ALICE, 9, "topic"))),
    TRIM(store -> store.journal().trim(ROOM, 2, 10));

    private final Consumer<Store> call;

    Work(Consumer<Store> call) {
      this.call = call;
    }
  }

  private static void lookUp(Store store, Command command) {
    assertThat(store.journal().lookUp(Map.of(ROOM, List.of(command)))).hasSize(1);
  }

  private static void append(Store store, RoomEvent... events) {
    long head = store.journal().head(ROOM);
    assertThat(store.journal().append(List.of(new Batch(ROOM, head, List.of(events)))))
        .isEqualTo(new AppendResult.Stored());
  }

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestDatabase database;

  /// A database with so many rooms that its plans are those of a large one.
  @BeforeAll
  static void fill() throws SQLException {
    database = TestDatabase.blank();
    try (Store store = database.open()) {
      append(
          store,
          new RoomEvent.Posted(ALICE, 5, ID, "text"),
          new RoomEvent.Posted(ALICE, 5, null, "reply", 1, 1, List.of()),
          new RoomEvent.Edited(ALICE, 5, 1, "edited", List.of()),
          new RoomEvent.ReactionAdded(ALICE, 5, 1, "+"),
          new RoomEvent.Pinned(ALICE, 5, 1));
    }
    try (Connection connection = database.connect()) {
      Sql sql = new Sql(connection);
      sql.run(
          """
          INSERT INTO log (id, head) SELECT gen_random_uuid(), 20 FROM generate_series(1, 300);
          INSERT INTO room (key, kind) SELECT key, 2 FROM log WHERE id NOT IN ('lobby', 'audit');
          INSERT INTO event (room, seq, at, latest_at, author, session, message_id, kind, standing,
              shown, name, text)
            SELECT key, seq, 1, 1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 1,
                true, 'Bob', 'text'
              FROM log, generate_series(1, 20) AS seq WHERE id NOT IN ('lobby', 'audit')
          """);
      sql.run("ANALYZE");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneRoomIsOnePartition(Work work) throws SQLException {
    try (Connection connection = database.connect()) {
      new Sql(connection).run("SELECT pg_stat_reset()");
    }
    // Its connections tell what they have read when they end.
    try (Store store = database.open()) {
      work.call.accept(store);
    }

    assertThat(partitionsRead()).hasSize(1);
  }

  private static List<String> partitionsRead() throws SQLException {
    try (Connection connection = database.connect()) {
      Sql sql = new Sql(connection);
      String others =
          "SELECT FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()";
      await().until(() -> !sql.isAny(others));
      return sql.all(
          row -> row.getString(1),
          "SELECT relname FROM pg_stat_user_tables WHERE relname ~ '^event_[0-9]+$'"
              + " AND coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0");
    }
  }
}
