package gochat.store.sqlite;

import static gochat.account.UserKind.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.AccountDeletion;
import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.User;
import gochat.account.UserName;
import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.store.Durability;
import gochat.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts that were deleted or replaced are in none of the files.
class ErasureTest {
  private static final int MESSAGES = 200;
  private static final long SEED = 7;
  private static final List<Long> MARKS = List.of(1L, 2L, 3L);
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @TempDir private Path directory;
  private static final List<String> MEASURE_COLUMNS =
      List.of(
          "name",
          "standing",
          "by_user",
          "by_name",
          "by_standing",
          "reason",
          "since_ms",
          "until_ms");

  private final Random random = new Random(SEED);

  @Test
  void deletedTextsAndTheirEditsLeaveTheFiles() throws Exception {
    try (Store store = open(directory)) {
      Journal journal = store.journal();
      List<Long> messages = new ArrayList<>();
      for (long seq = 1; seq <= MESSAGES; seq++) {
        messages.add(seq);
        append(journal, new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), text(seq)));
      }
      for (long message : messages) {
        if (random.nextBoolean()) {
          append(journal, new RoomEvent.Edited(ALICE, 1, message, text(message), List.of()));
        }
      }
      assertThat(found(directory, messages)).isEqualTo(messages);

      Collections.shuffle(messages, random);
      List<Long> deleted = messages.subList(0, MESSAGES / 2);
      for (int i = 0; i < deleted.size(); i += 10) {
        append(
            journal,
            deleted.subList(i, i + 10).stream()
                .map(message -> new RoomEvent.Deleted(ALICE, 2, message))
                .toArray(RoomEvent[]::new));
        assertThat(found(directory, deleted.subList(0, i + 10))).isEmpty();
      }
      List<Long> kept = messages.subList(MESSAGES / 2, MESSAGES);
      assertThat(found(directory, kept)).isEqualTo(kept);
    }
  }

  @Test
  void reactionsToADeletedMessageLeaveTheFilesAlsoThoseTakenBack() throws Exception {
    try (Store store = open(directory)) {
      Journal journal = store.journal();
      append(
          journal,
          new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), "deleted later"),
          new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), "kept"),
          new RoomEvent.ReactionAdded(ALICE, 1, 1, mark(1)),
          new RoomEvent.ReactionAdded(ALICE, 1, 1, mark(2)),
          new RoomEvent.ReactionRemoved(ALICE, 1, 1, mark(2)),
          new RoomEvent.ReactionAdded(ALICE, 1, 2, mark(3)));
      assertThat(found(directory, MARKS)).isEqualTo(MARKS);

      append(journal, new RoomEvent.Deleted(ALICE, 2, 1));

      assertThat(found(directory, MARKS)).containsExactly(3L);
    }
  }

  @Test
  void erasedNamesLeaveTheFilesAndTheAccountWithThem() throws Exception {
    User carol = new User(UUID.randomUUID(), UserName.stored("Carol-of-the-test"), ACCOUNT);
    Author author = new Author(carol.id(), UUID.randomUUID(), mark(1), Standing.ACCOUNT);
    try (Store store = open(directory)) {
      assertThat(store.accounts().addAccount(new NewAccount(carol, mark(2), 1, null, null)))
          .isEqualTo(Addition.ADDED);
      append(
          store.journal(),
          new RoomEvent.Joined(author, 1, author.person(), Role.MEMBER),
          new RoomEvent.Muted(ALICE, 1, author.person()),
          new RoomEvent.Posted(author, 1, null, "kept"));
      assertThat(found(directory, MARKS)).containsExactly(1L, 2L);

      store.logs().eraseName(RoomId.LOBBY, carol.id(), List.of(3L));
      store.logs().eraseMemberName(RoomId.LOBBY, carol.id(), List.of(1L, 2L));
      assertThat(found(directory, MARKS)).containsExactly(2L);

      assertThat(store.accounts().delete(carol.id(), new AccountDeletion(1, false))).isPresent();
      store.accounts().erase(carol.id(), 1);
      assertThat(found(directory, MARKS)).isEmpty();
      assertThat(content(directory)).doesNotContain("Carol-of-the-test", "carol-of-the-test");
    }
  }

  @Test
  void topicsThatWereChangedLeaveTheFiles() throws Exception {
    try (Store store = open(directory)) {
      Journal journal = store.journal();
      append(journal, created(mark(1)), new RoomEvent.TopicChanged(ALICE, 1, mark(2)));
      assertThat(found(directory, MARKS)).containsExactly(2L);

      append(journal, new RoomEvent.TopicChanged(ALICE, 1, mark(3)));

      assertThat(found(directory, MARKS)).containsExactly(3L);
    }
  }

  @Test
  void aClosedReportLeavesTheFiles() throws Exception {
    try (Store store = open(directory)) {
      UUID id = UUID.randomUUID();
      Report report =
          new Report(id, RoomId.LOBBY, 1, ALICE.person(), 1, mark(1), ALICE.person(), mark(2), 1);
      assertThat(store.reports().add(report, 1, 1)).isEqualTo(Reports.Addition.ADDED);
      assertThat(found(directory, MARKS)).containsExactly(1L, 2L);

      assertThat(store.reports().remove(id)).isTrue();

      assertThat(found(directory, MARKS)).isEmpty();
    }
  }

  @Test
  void textsErasedRightBeforeACrashLeaveTheFilesAtTheNextStart(@TempDir Path crashed)
      throws Exception {
    Path file = directory.resolve("gochat.db");
    try (Store store = open(directory)) {
      append(store.journal(), new RoomEvent.Posted(ALICE, 1, null, mark(1)));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      ChecksumFunctions.addTo(connection);
      statement.execute("UPDATE event SET text = NULL");
      for (String name : List.of("gochat.db", "gochat.db-wal", "gochat.db.starts")) {
        Files.copy(directory.resolve(name), crashed.resolve(name));
      }
    }
    assertThat(found(crashed, MARKS)).containsExactly(1L);

    try (Store _ = open(crashed)) {
      assertThat(found(crashed, MARKS)).isEmpty();
    }
  }

  @Test
  void textsThatEarlierVersionsLeftBehindLeaveTheFilesWithTheUpgrade() throws Exception {
    Path file = directory.resolve("gochat.db");
    try (Store store = open(directory)) {
      append(
          store.journal(),
          created("first"),
          new RoomEvent.Posted(ALICE, 1, null, "deleted later"),
          new RoomEvent.Posted(ALICE, 1, null, "kept"),
          new RoomEvent.ReactionAdded(ALICE, 1, 2, "+"),
          new RoomEvent.ReactionAdded(ALICE, 1, 3, "+"),
          new RoomEvent.Deleted(ALICE, 2, 2),
          new RoomEvent.TopicChanged(ALICE, 1, "second"),
          new RoomEvent.TopicChanged(ALICE, 1, "third"));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      RawDatabase.removeChecksums(statement);
      for (String undo :
          List.of(
              "DROP TABLE privacy",
              "DROP TABLE report",
              "DROP TABLE recovery",
              "ALTER TABLE user DROP COLUMN reset_used_ms",
              "DROP INDEX skeleton_user",
              "DROP INDEX user_deleted",
              "ALTER TABLE user DROP COLUMN erase_ms",
              "ALTER TABLE user DROP COLUMN erases_messages",
              "ALTER TABLE event DROP COLUMN slow_ms",
              "ALTER TABLE room DROP COLUMN slow_ms",
              "ALTER TABLE room DROP COLUMN slow_since",
              "DROP INDEX banned_until",
              "DROP INDEX muted_until",
              "ALTER TABLE event DROP COLUMN until_ms",
              "DELETE FROM room WHERE id = 'audit'",
              "ALTER TABLE token DROP COLUMN address",
              "DROP INDEX user_reset",
              "DROP INDEX user_administrator",
              "ALTER TABLE user DROP COLUMN disabled",
              "ALTER TABLE user DROP COLUMN reset_hash",
              "ALTER TABLE user DROP COLUMN reset_expires_ms",
              "DROP TABLE invitation",
              "ALTER TABLE meta DROP COLUMN was_open",
              "DROP TABLE floor_state",
              "DROP INDEX room_rule",
              "ALTER TABLE event DROP COLUMN keep_ms",
              "ALTER TABLE event DROP COLUMN keep_events",
              "ALTER TABLE room DROP COLUMN own_keep_ms",
              "ALTER TABLE room DROP COLUMN own_keep_events",
              "ALTER TABLE room DROP COLUMN floor",
              "ALTER TABLE room DROP COLUMN floor_at",
              "ALTER TABLE room DROP COLUMN keep_ms",
              "ALTER TABLE room DROP COLUMN keep_events",
              "DROP TABLE pin",
              "DROP INDEX event_shown",
              "DROP INDEX event_change",
              "ALTER TABLE event DROP COLUMN shown",
              "ALTER TABLE room DROP COLUMN topic_event",
              "CREATE INDEX event_shown ON event (key) WHERE kind NOT BETWEEN 2 AND 5",
              "CREATE INDEX event_edit ON event (message) WHERE kind = 2")) {
        statement.execute(undo);
      }
      for (String table : List.of("banned", "muted")) {
        for (String column : MEASURE_COLUMNS) {
          statement.execute("ALTER TABLE " + table + " DROP COLUMN " + column);
        }
      }
      statement.execute(
          "UPDATE event SET text = '<secret ' || (key & 7) || '>' WHERE kind IN (4, 6, 9)");
      statement.execute("PRAGMA user_version = " + Schema.STEPS.indexOf(RoomTables.ERASURE_STEP));
    }
    List<Long> marks = List.of(1L, 4L, 5L, 7L, 0L);
    assertThat(found(directory, marks)).isEqualTo(marks);

    try (Store store = open(directory)) {
      assertThat(found(directory, marks)).containsExactly(5L, 0L);
      assertThat(store.journal().read(RoomId.LOBBY, 0, 10, 1_000))
          .extracting(LogEntry::event)
          .contains(
              new RoomEvent.Redacted(ALICE, 1, false),
              new RoomEvent.ReactionAdded(ALICE, 1, 3, mark(5)),
              new RoomEvent.Redacted(ALICE, 1, true),
              new RoomEvent.TopicChanged(ALICE, 1, mark(0)));
    }
  }

  private static RoomEvent created(String topic) {
    return new RoomEvent.Created(ALICE, 1, RoomKind.PUBLIC, new RoomName("x", "x"), topic);
  }

  private static Store open(Path directory) {
    return SqliteStore.open(directory.resolve("gochat.db"), Durability.ASYNC, _ -> {});
  }

  /// From short ones to ones that take pages of their own, all with a mark of the message.
  private String text(long message) {
    return mark(message).repeat(1 + random.nextInt(10) * random.nextInt(100));
  }

  private static String mark(long message) {
    return "<secret " + message + ">";
  }

  /// Those of `messages` whose marks are in one of the files.
  private static List<Long> found(Path directory, List<Long> messages) throws Exception {
    String content = content(directory);
    return messages.stream().filter(message -> content.contains(mark(message))).toList();
  }

  private static String content(Path directory) throws Exception {
    StringBuilder content = new StringBuilder();
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return content.toString();
  }

  private static void append(Journal journal, RoomEvent... events) {
    long head = journal.head(RoomId.LOBBY);
    assertThat(journal.append(List.of(new Batch(RoomId.LOBBY, head, List.of(events)))))
        .isEqualTo(new AppendResult.Stored());
  }
}
