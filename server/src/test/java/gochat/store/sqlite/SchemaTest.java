package gochat.store.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import gochat.account.Account;
import gochat.account.Accounts.Credentials;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.TestRooms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir private Path directory;

  @Test
  void aNewFileCarriesOurMarkAndTheVersion() throws SQLException {
    Path file = directory.resolve("new.db");
    SqliteStore.open(file, Durability.SYNC, _ -> {}).close();

    try (Connection connection = connect(file)) {
      assertThat(number(connection, "PRAGMA user_version")).isEqualTo(Schema.STEPS.size());
      assertThat(number(connection, "PRAGMA application_id")).isEqualTo(Schema.APPLICATION_ID);
    }
  }

  /// SQLite has rolled back by itself then, and refuses to do it again.
  @Test
  void aDiskThatIsFullAtTheStartIsNamedAndNothingElse() throws SQLException {
    Path file = directory.resolve("full.db");
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = 2");

      assertThatThrownBy(() -> Schema.upgrade(connection, Schema.STEPS, file.toString()))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(Advice.of(e, file)).isEqualTo(StoreException.DISK_FULL))
          .hasMessageNotContaining("rollback");
      assertThat(number(connection, "PRAGMA user_version")).isZero();
    }
  }

  @Test
  void dataOfANewerVersionIsRefusedAndLeftAlone() throws SQLException {
    Path file = directory.resolve("newer.db");
    SqliteStore.open(file, Durability.SYNC, _ -> {}).close();
    execute(file, "PRAGMA user_version = 99");

    assertThatThrownBy(() -> SqliteStore.open(file, Durability.SYNC, _ -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("data version 99, this one reads up to " + Schema.STEPS.size())
        .hasMessageNotContaining("\n");
    try (Connection connection = connect(file)) {
      assertThat(number(connection, "PRAGMA user_version")).isEqualTo(99);
    }
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
    Path file = directory.resolve("theirs.db");
    execute(file, "CREATE TABLE theirs (x)");
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> SqliteStore.open(file, Durability.SYNC, _ -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not GoChat's");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedInOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("text.db"), "no database\n".repeat(500));

    assertThatThrownBy(() -> SqliteStore.open(file, Durability.SYNC, _ -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(file + " can't be opened")
        .hasMessageNotContaining("\n");
  }

  @Test
  void anInterruptedStepIsRolledBackAndTakenByTheNextStart() throws SQLException {
    Path file = directory.resolve("upgraded.db");
    SqliteStore.open(file, Durability.SYNC, _ -> {}).close();
    int released = Schema.STEPS.size();
    List<List<String>> broken = new ArrayList<>(Schema.STEPS);
    broken.add(List.of("CREATE TABLE extra (x INTEGER) STRICT", "CREATE TABLE extra (y) STRICT"));
    List<List<String>> mended = new ArrayList<>(Schema.STEPS);
    mended.add(List.of("CREATE TABLE extra (x INTEGER) STRICT"));

    try (Connection connection = connect(file)) {
      assertThatThrownBy(() -> Schema.upgrade(connection, broken, "file"))
          .isInstanceOf(SQLException.class);
      assertThat(number(connection, "PRAGMA user_version")).isEqualTo(released);
      assertThat(number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"))
          .isZero();

      Schema.upgrade(connection, mended, "file");
      assertThat(number(connection, "PRAGMA user_version")).isEqualTo(released + 1);
      assertThat(number(connection, "SELECT count(*) FROM extra")).isZero();
    }
  }

  @Test
  void dataFromBeforeThereWereAccountsKeepsItsRoomsAndTakesAccounts() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(AccountTables.CREATE);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(file, "INSERT INTO room (id) VALUES ('kept')");

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      assertThat(store.accounts().hasAdministrator()).isFalse();
    }
    try (Connection connection = connect(file)) {
      assertThat(number(connection, "SELECT count(*) FROM room WHERE id = 'kept'")).isEqualTo(1);
    }
  }

  @Test
  void accountsFromBeforeTheyCouldBeDisabledCanSignInAndAreDisabled() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(AccountTables.STATE_STEP);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(
        file,
        "INSERT INTO user (id, kind, name, folded, password, created_ms)"
            + " VALUES (zeroblob(16), 2, 'Alice', 'alice', '$hash', 7)");
    User alice = new User(new UUID(0, 0), UserName.stored("Alice"), UserKind.ACCOUNT);

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      assertThat(store.accounts().credentials(alice.name()))
          .contains(new Credentials(alice, "$hash", false, 0));
      assertThat(store.accounts().removeResets()).isZero();
      assertThat(store.accounts().disable(alice.id())).contains(List.of());
      assertThat(store.accounts().list("", "", 9))
          .containsExactly(new Account(alice, true, 0, 7, 0, 0));
      List<Defect> defects = new ArrayList<>();
      store.verification().checkRows(() -> {}, defects::add);
      assertThat(defects).isEmpty();
    }
  }

  @Test
  void tokensFromBeforeTheirAddressesWereKeptStayValid() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(AccountTables.ADDRESS_STEP);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(
        file,
        "INSERT INTO user (id, kind, name, folded, password, created_ms)"
            + " VALUES (zeroblob(16), 2, 'Alice', 'alice', '$hash', 7)");
    execute(
        file,
        "INSERT INTO token (id, user, hash, label, created_ms, used_ms, expires_ms)"
            + " VALUES (zeroblob(16), zeroblob(16), zeroblob(32), 'laptop', 1, 2, 3)");
    UUID id = new UUID(0, 0);

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      assertThat(store.accounts().tokens(id))
          .containsExactly(new TokenInfo(id, "laptop", "", 1, 2, 3));
      List<Defect> defects = new ArrayList<>();
      store.verification().checkRows(() -> {}, defects::add);
      assertThat(defects).isEmpty();
    }
  }

  @Test
  void mutesFromBeforeTheyHadReasonsHaveWhatTheLogTells() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(MeasureTables.STEP);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(
        file,
        """
        INSERT INTO event (key, at, kind, user, session, name, standing, member, member_name,
            member_standing)
          SELECT (room.key << 40) + seq, at, new.kind, zeroblob(16), zeroblob(16), by, 2,
              x'00000000000000000000000000000001', 'Bob', 1
            FROM room, (SELECT 1 AS seq, 5 AS at, 15 AS kind, 'Alice' AS by
              UNION SELECT 2, 6, 16, 'Alice' UNION SELECT 3, 7, 15, 'Carol') AS new
            WHERE room.id = 'lobby'
        """);
    execute(
        file,
        """
        INSERT INTO muted (room, user) SELECT key, x'00000000000000000000000000000001' FROM room
            WHERE room.id = 'lobby'
          UNION SELECT key, x'00000000000000000000000000000002' FROM room WHERE room.id = 'lobby'
        """);
    UUID bob = new UUID(0, 1);
    UUID other = new UUID(0, 2);

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      RoomSnapshot lobby =
          requireNonNull(store.journal().load(List.of(RoomId.LOBBY)).get(RoomId.LOBBY));
      assertThat(lobby.muted())
          .isEqualTo(
              Map.of(
                  bob,
                  new Measure(
                      new Person(bob, "Bob", Standing.ACCOUNT),
                      new Person(new UUID(0, 0), "Carol", Standing.ADMINISTRATOR),
                      "",
                      7,
                      0),
                  other,
                  Measure.of(other)));
      List<Defect> defects = new ArrayList<>();
      store.verification().checkRows(() -> {}, defects::add);
      assertThat(defects).isEmpty();
    }
  }

  @Test
  void publicRoomsThatLookAlikeAlreadyStayAndNoThirdOneComes() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(NameTables.STEP);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(
        file,
        """
        INSERT INTO room (key, id, kind, name, folded_name)
          VALUES (11, 'old', 1, 'home', 'home'), (12, 'young', 1, 'h\u043eme', 'h\u043eme'),
            (13, 'private', 2, 'secret', 'secret')
        """);
    execute(
        file,
        """
        INSERT INTO member (room, user, name, standing, role, since)
          VALUES (13, x'00112233445566778899aabbccddeeff', 'Alice', 1, 1, 1)
        """);

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      UUID alice = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
      assertThat(store.rooms().publicRooms("", 10, alice)).hasSize(2);
      assertThat(store.rooms().named("secret", 10, alice)).hasSize(1);
      Author bob = new Author(UUID.randomUUID(), UUID.randomUUID(), "Bob", Standing.ACCOUNT);
      Command third = new Command.Create(bob, RoomKind.PUBLIC, new RoomName("HOME", "home"), "");
      assertThat(TestJournal.lookUp(store.journal(), new RoomId("third"), List.of(third)))
          .first(type(Known.OfName.class))
          .returns(true, Known.OfName::isTaken);
    }
  }

  @Test
  void historyShowsWhatItShowedBeforeThatWasAColumn() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(RoomTables.SHOWN_STEP);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(
        file,
        """
        WITH RECURSIVE n(kind) AS (SELECT 1 UNION ALL SELECT kind + 1 FROM n WHERE kind < 17)
          INSERT INTO event (key, at, kind, user, session, name, standing, text)
            SELECT (1 << 40) + kind, 1, kind, zeroblob(16), zeroblob(16), 'Alice', 1, 'text'
              FROM n
        """);

    SqliteStore.open(file, Durability.SYNC, _ -> {}).close();

    try (Connection connection = connect(file)) {
      // Edits, deletions and reactions are shown at their messages.
      assertThat(number(connection, "SELECT sum(kind) FROM event WHERE NOT shown"))
          .isEqualTo(2 + 3 + 4 + 5);
      assertThat(number(connection, "SELECT count(*) FROM event WHERE shown")).isEqualTo(13);
    }
  }

  @Test
  void dataFromBeforeThereWereFloorsKeepsAllOfItsEvents() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      int step = Schema.STEPS.indexOf(RetentionTables.STEP);
      Schema.upgrade(connection, Schema.STEPS.subList(0, step), "file");
    }
    execute(
        file,
        """
        INSERT INTO event (key, at, kind, user, session, name, standing, text)
          SELECT (room.key << 40) + 1, 7, 1, zeroblob(16), zeroblob(16), 'Alice', 1, 'text'
            FROM room
        """);

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      assertThat(store.journal().floor(RoomId.LOBBY)).isEqualTo(RoomSnapshot.empty(RoomId.LOBBY));
      assertThat(store.retention().of(RoomId.LOBBY)).isEqualTo(RetentionRule.NONE);
      assertThat(store.journal().trim(RoomId.LOBBY, 1, 10)).isEqualTo(1);
      List<Defect> defects = new ArrayList<>();
      store.verification().checkRows(() -> {}, defects::add);
      assertThat(defects).isEmpty();
    }
  }

  /// As after a crash right before their computation, which is one transaction.
  @Test
  void checksumsThatAnUpgradeDidNotComputeAreComputedByTheNextStart() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Connection connection = connect(file)) {
      Schema.upgrade(connection, Schema.STEPS, "file");
    }
    execute(file, "INSERT INTO room (id, kind, name, folded_name) VALUES ('a', 1, 'A', 'a')");
    assertThatThrownBy(() -> SqliteStore.openToVerify(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("start this server on it once");

    SqliteStore.open(file, Durability.SYNC, _ -> {}).close();

    List<Defect> defects = new ArrayList<>();
    try (Store store = SqliteStore.openToVerify(file)) {
      store.verification().checkRows(() -> {}, defects::add);
      assertThat(store.rooms().publicRooms("", 10, UUID.randomUUID())).hasSize(1);
    }
    assertThat(defects).isEmpty();
  }

  /// Also of a large log, where computing them anew would take minutes.
  @Test
  void columnsThatAreAddedWithoutValuesLeaveTheChecksumsAsTheyAre() throws SQLException {
    Path file = directory.resolve("before.db");
    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      TestRooms.post(store, RoomId.LOBBY, "sound");
      TestRooms.post(store, RoomId.LOBBY, "damaged");
    }
    RawDatabase.change(file, "UPDATE event SET text = 'demaged' WHERE text = 'damaged'");
    execute(file, "DROP TRIGGER checksum_event_update");
    execute(
        file,
        "CREATE TRIGGER checksum_event_update AFTER UPDATE OF "
            + EventColumn.names(EventColumn.COUNT - 2)
            + " ON event BEGIN SELECT 1; END");

    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      assertThat(store.journal().read(RoomId.LOBBY, 0, 1, 1_000)).hasSize(1);
      assertThatThrownBy(() -> store.journal().read(RoomId.LOBBY, 1, 1, 1_000))
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.reason()).isEqualTo(JournalException.Reason.DAMAGED));
    }
    try (Connection connection = connect(file)) {
      assertThat(
              number(
                  connection,
                  "SELECT count(*) FROM sqlite_schema WHERE name = 'checksum_event_update'"
                      + " AND sql LIKE '%"
                      + EventColumn.names(EventColumn.COUNT)
                      + "%'"))
          .isEqualTo(1);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
