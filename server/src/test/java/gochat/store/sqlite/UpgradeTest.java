package gochat.store.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.journal.History.Anchor;
import gochat.journal.History.Page;
import gochat.journal.History.ReactionCount;
import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.Standing;
import gochat.room.Target;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.verify.Verifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data of the first version, which knew messages in `lobby` and nothing else.
class UpgradeTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Ålice", Standing.GUEST);
  private static final UUID ID = UUID.randomUUID();
  static final List<RoomEvent> EVENTS =
      List.of(
          new RoomEvent.Posted(ALICE, 5_000, null, "first"),
          new RoomEvent.Posted(ALICE, 3_000, ID, "the clock went back"),
          new RoomEvent.Posted(ALICE, 4_000, UUID.randomUUID(), "nul \0 and 好".repeat(2_000)),
          new RoomEvent.Posted(ALICE, 6_000, null, "last"));

  @TempDir private Path directory;

  @Test
  void theLogOfTheFirstVersionGoesOn() throws SQLException {
    Path file = firstVersion(directory.resolve("gochat.db"));

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      Journal journal = store.journal();
      assertThat(events(journal)).isEqualTo(EVENTS);
      assertThat(TestJournal.load(journal, RoomId.LOBBY).kind()).isEqualTo(RoomKind.LOBBY);
      assertThat(repetition(journal))
          .isEqualTo(new Recorded(2, Command.fingerprint("the clock went back", 0)));
      assertThat(append(journal, 4, new RoomEvent.Posted(ALICE, 1, ID, "again")))
          .isEqualTo(new AppendResult.Conflict(Set.of(RoomId.LOBBY)));

      RoomEvent next = new RoomEvent.Posted(ALICE, 7_000, UUID.randomUUID(), "next");
      assertThat(append(journal, 4, next, new RoomEvent.Deleted(ALICE, 7_000, 2)))
          .isEqualTo(new AppendResult.Stored());
      assertThat(journal.head(RoomId.LOBBY)).isEqualTo(6);
      assertThat(repetition(journal)).isEqualTo(new Recorded(2, null));
      List<Defect> defects = new ArrayList<>();
      new Verifier(store, Verifier.Mode.UNUSED, defects::add).run();
      assertThat(defects).isEmpty();
    }
  }

  @Test
  void timesOfTheFirstVersionAreFoundAlsoWhereTheClockWentBack() throws SQLException {
    Path file = firstVersion(directory.resolve("gochat.db"));

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      Page page =
          store.history().page(RoomId.LOBBY, new Anchor.From(4_000), 10, 100_000, ALICE.user());
      assertThat(page.entries().getFirst().entry().seq()).isEqualTo(1);
      page = store.history().page(RoomId.LOBBY, new Anchor.From(5_001), 10, 100_000, ALICE.user());
      assertThat(page.entries().getFirst().entry().seq()).isEqualTo(4);
    }
  }

  @Test
  void anUpgradeInterruptedAtAnyPointIsTakenByTheNextStart() throws SQLException {
    for (int done = 0; done <= RoomTables.STEP.size(); done++) {
      Path file = firstVersion(directory.resolve("interrupted" + done + ".db"));
      List<String> interrupted = new ArrayList<>(RoomTables.STEP.subList(0, done));
      interrupted.add("the power goes off");
      try (Connection connection = connect(file)) {
        assertThatThrownBy(() ->
                Schema.upgrade(connection, List.of(Schema.STEPS.getFirst(), interrupted), "file"))
            .isInstanceOf(SQLException.class);
      }
      try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
        assertThat(events(store.journal())).isEqualTo(EVENTS);
      }
    }
  }

  @Test
  void onlyAccountsFromBeforeTheSettingKeepTheServerOpen() throws SQLException {
    assertThat(wasOpenAfterUpgrade(AccountColumns.ACCOUNT)).isTrue();
    assertThat(wasOpenAfterUpgrade(AccountColumns.ADMINISTRATOR)).isTrue();
    assertThat(wasOpenAfterUpgrade(AccountColumns.GUEST)).isFalse();
  }

  /// @param kind of the user who is there before the upgrade
  private boolean wasOpenAfterUpgrade(int kind) throws SQLException {
    Path file = directory.resolve("user" + kind + ".db");
    int before = Schema.STEPS.indexOf(AccountTables.OPEN_STEP);
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      Schema.upgrade(connection, Schema.STEPS.subList(0, before), "file");
      statement.execute(
          "INSERT INTO user (id, kind, name, folded, created_ms) VALUES (x'00', %d, 'A', 'a', 1)"
              .formatted(kind));
    }
    SqliteStore.open(file, Durability.SYNC, _ -> {}).close();
    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      return store.accounts().wasOpen();
    }
  }

  @Test
  void aReactionFromBeforeThatAsksForColourIsTheSameWithoutAsking() throws SQLException {
    Path file = firstVersion(directory.resolve("gochat.db"));
    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      append(store.journal(), 4, new RoomEvent.ReactionAdded(ALICE, 7_000, 1, "❤"));
    }
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      ChecksumFunctions.addTo(connection);
      statement.execute("UPDATE reaction SET reaction = '❤\uFE0F'");
    }

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      assertThat(reactions(store)).containsExactly(new ReactionCount("❤", 1, true));
      Command.React again = new Command.React(ALICE, 1, "❤", true);
      assertThat(TestJournal.lookUp(store.journal(), RoomId.LOBBY, List.of(again)))
          .containsExactly(new Known.OfReaction(again, new Target(ALICE.person(), 0, false), true));
      append(store.journal(), 5, new RoomEvent.ReactionRemoved(ALICE, 8_000, 1, "❤"));
      assertThat(reactions(store)).isEmpty();
    }
  }

  private static List<ReactionCount> reactions(Store store) {
    return store
        .history()
        .page(RoomId.LOBBY, new Anchor.Before(2), 1, 100_000, ALICE.user())
        .entries()
        .getFirst()
        .reactions();
  }

  static Path firstVersion(Path file) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      Schema.upgrade(connection, Schema.STEPS.subList(0, 1), "file");
      statement.execute("INSERT INTO room VALUES (7, 'lobby')");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO event (room, seq, at, kind, user, session, name, message_id,"
                  + " fingerprint, text) VALUES (7, ?, ?, 1, ?, ?, ?, ?, ?, ?)")) {
        for (int i = 0; i < EVENTS.size(); i++) {
          insert(insert, i + 1, (RoomEvent.Posted) EVENTS.get(i));
        }
      }
    }
    return file;
  }

  private static void insert(PreparedStatement insert, int seq, RoomEvent.Posted posted)
      throws SQLException {
    UUID id = posted.messageId();
    insert.setInt(1, seq);
    insert.setLong(2, posted.atMs());
    insert.setBytes(3, Columns.bytes(ALICE.user()));
    insert.setBytes(4, Columns.bytes(ALICE.session()));
    insert.setString(5, ALICE.name());
    insert.setBytes(6, id == null ? null : Columns.bytes(id));
    insert.setObject(7, id == null ? null : Command.fingerprint(posted.text(), 0));
    insert.setString(8, posted.text());
    insert.executeUpdate();
  }

  static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static List<RoomEvent> events(Journal journal) {
    return journal.read(RoomId.LOBBY, 0, 100, Integer.MAX_VALUE).stream()
        .map(LogEntry::event)
        .toList();
  }

  private static Recorded repetition(Journal journal) {
    Command post = new Command.Post(ALICE, ID, "");
    Known found = TestJournal.lookUp(journal, RoomId.LOBBY, List.of(post)).getFirst();
    return requireNonNull(((Known.OfPost) found).repetition(), "the repetition");
  }

  private static AppendResult append(Journal journal, long head, RoomEvent... events) {
    return journal.append(List.of(new Batch(RoomId.LOBBY, head, List.of(events))));
  }
}
