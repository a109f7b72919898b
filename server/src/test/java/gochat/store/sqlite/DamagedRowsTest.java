package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gochat.account.Accounts;
import gochat.account.AccountsException;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.History.Anchor;
import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.verify.Verifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// A row that is not as it was written is not served, and grants no right.
class DamagedRowsTest {
  private static final RoomId TEA = new RoomId("tea");
  private static final RoomId COFFEE = new RoomId("coffee");
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final Author BOB =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Bob", Standing.ACCOUNT);
  private static final User CAROL =
      new User(UUID.randomUUID(), UserName.stored("Carol"), UserKind.ACCOUNT);
  private static final StoredToken TOKEN =
      new StoredToken(
          CAROL.id(),
          new TokenHash(new byte[32]),
          new TokenInfo(UUID.randomUUID(), "laptop", "", 1, 1, 1_000));

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Path file;

  @BeforeEach
  void write() {
    file = directory.resolve("gochat.db");
    try (Store store = open()) {
      append(
          store,
          TEA,
          new RoomEvent.Created(ALICE, 1, RoomKind.PUBLIC, new RoomName("Tea", "tea"), "leaves"),
          new RoomEvent.Joined(BOB, 2, BOB.person(), Role.MEMBER),
          new RoomEvent.Posted(ALICE, 3, UUID.randomUUID(), "green tea"),
          new RoomEvent.Posted(BOB, 4, UUID.randomUUID(), "black tea"),
          new RoomEvent.Edited(BOB, 5, 4, "red tea", List.of()),
          new RoomEvent.ReactionAdded(ALICE, 6, 4, "+"),
          new RoomEvent.Pinned(ALICE, 7, 4));
      append(store, COFFEE, created("Coffee"), new RoomEvent.Posted(ALICE, 2, null, "espresso"));
      store.markers().advance(BOB.user(), TEA, 3);
      store.accounts().addAccount(CAROL, "hash", TOKEN);
    }
  }

  @Test
  void aDamagedEventIsServedByNoRead() throws SQLException {
    RawDatabase.change(file, "UPDATE event SET text = 'green bee' WHERE text = 'green tea'");

    try (Store store = open()) {
      Journal journal = store.journal();
      assertThat(journal.read(TEA, 0, 2, 1_000)).hasSize(2);
      assertDamaged(() -> journal.read(TEA, 0, 3, 1_000));
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> journal.read(TEA, 0, 3, 1_000))
          .returns(3L, JournalException::damagedSeq);
      assertDamaged(() -> store.history().page(TEA, new Anchor.End(), 10, 1_000, BOB.user()));
      assertThat(seqs(store, new Anchor.Before(3))).containsExactly(1L, 2L);
      assertThat(seqs(store, new Anchor.After(3))).containsExactly(4L, 7L);
      assertDamaged(() -> lookUp(journal, TEA, new Command.Edit(ALICE, 3, "x", List.of())));
      assertThat(journal.read(TEA, 3, 10, 1_000)).hasSize(4);
      assertThat(journal.read(COFFEE, 0, 10, 1_000)).hasSize(2);
    }
  }

  private static List<Long> seqs(Store store, Anchor anchor) {
    return store.history().page(TEA, anchor, 10, 1_000, BOB.user()).entries().stream()
        .map(shown -> shown.entry().seq())
        .toList();
  }

  @Test
  void aDamagedEditIsNotServedInPlaceOfItsMessage() throws SQLException {
    RawDatabase.change(file, "UPDATE event SET text = 'rad tea' WHERE text = 'red tea'");

    try (Store store = open()) {
      assertDamaged(() -> store.history().page(TEA, new Anchor.Before(5), 1, 1_000, BOB.user()));
      assertThat(store.history().page(TEA, new Anchor.Before(4), 1, 1_000, BOB.user()).entries())
          .hasSize(1);
    }
  }

  @Test
  void anEventInThePlaceOfAnotherIsDamaged() throws SQLException {
    RawDatabase.change(
        file,
        "UPDATE event SET key = -1 WHERE text = 'green tea'",
        "UPDATE event SET key = key - 1 WHERE text = 'black tea'",
        "UPDATE event SET key = 1 + (SELECT key FROM event WHERE text = 'black tea') WHERE key ="
            + " -1");

    try (Store store = open()) {
      for (long before = 2; before <= 3; before++) {
        long after = before;
        assertDamaged(() -> store.journal().read(TEA, after, 1, 1_000));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE member SET role = 2 WHERE role = 0",
        "UPDATE room SET kind = 2 WHERE id = 'tea'",
        "UPDATE room SET topic = 'loaves' WHERE id = 'tea'",
        "UPDATE pin SET pinned = pinned - 1",
      })
  void aRoomWithADamagedStateIsNotLoaded(String damage) throws SQLException {
    RawDatabase.change(file, damage);

    try (Store store = open()) {
      assertDamaged(() -> TestJournal.load(store.journal(), TEA));
      assertDamaged(() -> store.rooms().find(TEA, BOB.user()));
      assertThat(TestJournal.load(store.journal(), COFFEE).head()).isEqualTo(2);
      assertThat(store.rooms().find(COFFEE, BOB.user())).isPresent();
    }
  }

  @Test
  void aDamagedAccountOrTokenGrantsNothing() throws SQLException {
    RawDatabase.change(file, "UPDATE user SET kind = 3");
    try (Store store = open()) {
      Accounts accounts = store.accounts();
      assertAccountDamaged(() -> accounts.bearer(TOKEN.info().id()));
      assertAccountDamaged(() -> accounts.credentials(CAROL.name()));
      assertAccountDamaged(() -> accounts.find(CAROL.id()));
    }
    RawDatabase.change(
        file, "UPDATE user SET kind = 2", "UPDATE token SET expires_ms = expires_ms + 1024");
    try (Store store = open()) {
      assertThat(store.accounts().find(CAROL.id())).contains(CAROL);
      assertAccountDamaged(() -> store.accounts().bearer(TOKEN.info().id()));
    }
  }

  @Test
  void aDamagedAdministratorMakesNobodyElseOne() throws SQLException {
    RawDatabase.change(file, "UPDATE user SET created_ms = created_ms + 1");

    try (Store store = open()) {
      assertThat(store.accounts().hasAdministrator()).isTrue();
    }
  }

  @Test
  void aChangeOfARowDoesNotHideItsDamage() throws SQLException {
    RawDatabase.change(file, "UPDATE member SET role = 2 WHERE role = 0");

    try (Store store = open()) {
      assertThat(store.hidden().set(BOB.user(), TEA, true)).isTrue();
      append(store, TEA, new RoomEvent.Renamed(ALICE, 9, new RoomName("Teas", "teas")));
      assertDamaged(() -> store.rooms().find(TEA, BOB.user()));
      append(store, TEA, new RoomEvent.Left(BOB, 10));
      assertThat(store.rooms().find(TEA, BOB.user())).isPresent();
    }
  }

  @Test
  void theChecksumOfAnErasedTextDependsOnItNoMore(@TempDir Path other) throws SQLException {
    List<Long> checksums = new ArrayList<>();
    UUID id = UUID.randomUUID();
    for (String text : List.of("one", "another")) {
      Path path = other.resolve(text + ".db");
      try (Store store = SqliteStore.open(path, Durability.ASYNC, _ -> {})) {
        append(
            store,
            TEA,
            new RoomEvent.Posted(ALICE, 1, id, text),
            new RoomEvent.Edited(ALICE, 1, 1, text + "!", List.of()),
            new RoomEvent.Deleted(ALICE, 1, 1));
      }
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT sum(checksum) FROM event")) {
        rows.next();
        checksums.add(rows.getLong(1));
      }
    }
    assertThat(checksums.getFirst()).isEqualTo(checksums.getLast());
  }

  @Test
  void theTextOfADamagedMessageCanStillBeErased() throws SQLException {
    RawDatabase.change(file, "UPDATE event SET text = 'green bee' WHERE text = 'green tea'");

    try (Store store = open()) {
      append(store, TEA, new RoomEvent.Deleted(ALICE, 9, 3));
      assertDamaged(() -> store.journal().read(TEA, 2, 1, 1_000));
    }
    assertThat(defects()).containsExactly(new Defect.EventDamaged(TEA, 3));
  }

  @Test
  void changesInOneTransactionWithADamagedRowAreMade() throws Exception {
    RawDatabase.change(file, "UPDATE marker SET seq = 2");

    try (Store store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> good = new ArrayList<>();
      List<Future<Long>> bad = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        UUID reader = UUID.randomUUID();
        good.add(threads.submit(() -> store.markers().advance(reader, TEA, 4)));
        bad.add(threads.submit(() -> store.markers().advance(BOB.user(), TEA, 4)));
      }
      for (Future<Long> advanced : good) {
        assertThat(advanced.get()).isEqualTo(4);
      }
      assertThat(bad)
          .allSatisfy(advanced ->
              assertThatThrownBy(advanced::get).cause().isInstanceOf(JournalException.class));
    }
  }

  @Test
  void aDamagedRowIsLoggedOnceWithItsPlace() throws SQLException {
    RawDatabase.change(file, "UPDATE event SET at = at + 1 WHERE text = 'green tea'");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(DamageLog.class);
    logged.start();
    logger.addAppender(logged);
    try (Store store = open()) {
      for (int i = 0; i < 3; i++) {
        assertDamaged(() -> store.journal().read(TEA, 2, 1, 1_000));
      }
    } finally {
      logger.detachAppender(logged);
    }
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.getFirst().getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .containsExactly("table=event", "room=tea", "seq=3");
  }

  @Test
  void aDamagedEpochStopsTheStart() throws SQLException {
    RawDatabase.change(file, "UPDATE meta SET epoch = epoch + 1");

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("meta")
        .hasMessageContaining("put a backup in its place");
  }

  @Test
  void theVerificationNamesWhatIsDamagedAndMissing() throws SQLException {
    assertThat(defects()).isEmpty();

    RawDatabase.change(
        file,
        "UPDATE event SET name = 'Alike' WHERE text = 'espresso'",
        "DELETE FROM event WHERE text IN ('green tea', 'black tea')",
        "DELETE FROM pin",
        "UPDATE token SET label = 'desktop'");

    assertThat(defects())
        .contains(new Defect.EventDamaged(COFFEE, 2), new Defect.EventsMissing(TEA, 3, 4))
        .anyMatch(defect ->
            defect instanceof Defect.RowDamaged(String table, _, _, _) && table.equals("token"));
  }

  @Test
  void theVerificationFindsAStateThatDoesNotFollowFromTheLog() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      ChecksumFunctions.addTo(connection);
      // The rows are intact, as after a write that the disk has lost.
      statement.execute("UPDATE member SET role = 2 WHERE role = 0");
      statement.execute("DELETE FROM pin");
    }

    assertThat(defects())
        .containsExactlyInAnyOrder(
            new Defect.StateDiffers(TEA, Defect.Part.MEMBERS),
            new Defect.StateDiffers(TEA, Defect.Part.PINNED));
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    try (Store store = SqliteStore.openToVerify(file)) {
      new Verifier(store, Verifier.Mode.UNUSED, defects::add).run();
    }
    return defects;
  }

  private Store open() {
    return SqliteStore.open(
        file,
        Durability.ASYNC,
        e -> {
          throw e;
        });
  }

  private static RoomEvent created(String name) {
    return new RoomEvent.Created(ALICE, 1, RoomKind.PUBLIC, new RoomName(name, name), "");
  }

  private static void append(Store store, RoomId room, RoomEvent... events) {
    long head = store.journal().head(room);
    assertThat(store.journal().append(List.of(new Batch(room, head, List.of(events)))))
        .isEqualTo(new AppendResult.Stored());
  }

  private static void lookUp(Journal journal, RoomId room, Command command) {
    assertThat(TestJournal.lookUp(journal, room, List.of(command))).hasSize(1);
  }

  private static void assertDamaged(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).isEqualTo(JournalException.Reason.DAMAGED));
  }

  private static void assertAccountDamaged(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AccountsException.class,
            e -> assertThat(e.reason()).isEqualTo(AccountsException.Reason.DAMAGED));
  }
}
