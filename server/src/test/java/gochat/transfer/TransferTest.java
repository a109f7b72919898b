package gochat.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.Retention.Rule;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.RandomRooms;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import gochat.store.sqlite.SqliteStore;
import gochat.transfer.Importer.Imported;
import gochat.verify.Verifier;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransferTest {
  private static final long AT = 1_790_000_000_000L;
  private static final RoomId ROOM = new RoomId("room");
  private static final RoomId OTHER = new RoomId("other");
  private static final Author ALICE = author("Alice", Standing.ACCOUNT);
  private static final Author BOB = author("Bob", Standing.GUEST);

  @TempDir private Path directory;

  private final Store source = SqliteStore.inMemory();
  private final Store target = SqliteStore.inMemory();

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 8);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anImportedExportIsExportedAgainAsItWas(long seed) throws IOException {
    RandomRooms rooms = new RandomRooms(new Random(seed), source);
    rooms.walk(300);
    Path first = export(source, "first");

    assertThat(importInto(target, first)).allMatch(room -> room.known() == 0);
    assertThat(events(export(target, "again"))).isEqualTo(events(first));
    assertThat(importInto(target, first)).allMatch(room -> room.added() == 0);
    assertThat(events(export(target, "twice"))).isEqualTo(events(first));
    assertSound();

    rooms.append(100);
    Path later = export(source, "later");
    var _ = importInto(target, later);
    for (RoomId room : RandomRooms.ALL) {
      assertThat(TestJournal.load(target.journal(), room))
          .isEqualTo(TestJournal.load(source.journal(), room));
      assertThat(target.logs().read(room, 0, Integer.MAX_VALUE, Integer.MAX_VALUE))
          .isEqualTo(source.logs().read(room, 0, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }
    assertSound();

    // An older export has nothing new, and brings back no erased text.
    assertThat(importInto(target, first)).allMatch(room -> room.added() == 0);
    assertThat(events(export(target, "older"))).isEqualTo(events(later));
  }

  @Test
  void theBackendInMemoryTakesAnExportToo() throws IOException {
    new RandomRooms(new Random(9), source).walk(300);
    Path first = export(source, "first");
    Store memory = MemoryStore.create(1);

    var _ = importInto(memory, first);

    assertThat(events(export(memory, "again"))).isEqualTo(events(first));
  }

  @Test
  void eachKindOfEventHasAForm() {
    assertThat(EventFormat.types())
        .containsExactlyInAnyOrderElementsOf(
            recordsOf(RoomEvent.class)
                .distinct()
                .filter(type -> type != RoomEvent.Redacted.class)
                .map(type -> type.asSubclass(RoomEvent.class))
                .toList());
  }

  private static Stream<Class<?>> recordsOf(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(TransferTest::recordsOf);
  }

  @Test
  void anExportTellsOfAccountsButNotOfTheirSecrets() throws IOException {
    UserName name = UserName.stored("Alice");
    var _ =
        source
            .accounts()
            .addAccount(
                new User(ALICE.user(), name, UserKind.ACCOUNT),
                "the-password",
                new StoredToken(
                    ALICE.user(),
                    new TokenHash(new byte[32]),
                    new TokenInfo(UUID.randomUUID(), "laptop", 1, 1, 2)));
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "hello"), posted(BOB, "hi"));

    String text = Files.readString(export(source, "file"));

    assertThat(text)
        .contains("{\"type\":\"account\",\"id\":\"" + ALICE.user() + "\",\"name\":\"Alice\"")
        .doesNotContain("the-password")
        .containsOnlyOnce("\"type\":\"account\"");
    Importer importer = new Importer(target, target.logs(), Rest.NONE, Set.of());
    assertThat(importer.run(directory.resolve("file")).accountsMissing()).isEqualTo(1);
  }

  @Test
  void aFloorAndARuleOfARoomMoveWithIt() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"), joined(BOB), posted(BOB, "a"), posted(BOB, "b"));
    assertThat(source.journal().trim(ROOM, 3, 10)).isEqualTo(3);
    Rule rule = new Rule(60_000, 100);
    assertThat(source.retention().set(ROOM, rule)).isTrue();

    assertThat(importInto(target, export(source, "file")))
        .containsExactly(new Imported(ROOM, 1, 0));

    assertThat(target.journal().floor(ROOM)).isEqualTo(source.journal().floor(ROOM));
    assertThat(target.retention().of(ROOM)).isEqualTo(rule);
    assertThat(target.journal().read(ROOM, 0, 10, 1_000))
        .containsExactly(new LogEntry(4, posted(BOB, "b")));
    append(target, ROOM, posted(BOB, "c"));
    assertThat(target.journal().head(ROOM)).isEqualTo(5);
    assertSound();
  }

  @Test
  void roomsThatHaveExchangedTheirNamesAreImported() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"));
    append(source, OTHER, created(ALICE, "Mate"));
    var _ = importInto(target, export(source, "before"));
    append(source, ROOM, renamed("Third"));
    append(source, OTHER, renamed("Tea"));
    append(source, ROOM, renamed("Mate"));

    var _ = importInto(target, export(source, "after"));

    assertThat(TestJournal.load(target.journal(), ROOM).name()).isEqualTo(name("Mate"));
    assertThat(TestJournal.load(target.journal(), OTHER).name()).isEqualTo(name("Tea"));
    assertSound();
  }

  @Test
  void aTakenNameAndAnotherLogAreRefusedAndNothingIsImported() throws IOException {
    append(source, RoomId.LOBBY, posted(ALICE, "there"));
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "a"));
    append(source, OTHER, created(ALICE, "Mate"));
    append(target, RoomId.LOBBY, posted(ALICE, "here"));
    append(target, new RoomId("x"), created(BOB, "TEA"));
    Path file = export(source, "file");

    assertThatThrownBy(() -> importInto(target, file))
        .isInstanceOfSatisfying(
            ImportRefused.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "room lobby is another one here: the logs contradict each other at seq 1."
                            + " Leave the room out, by naming the rooms to import",
                        "room room is to have the name #Tea, which looks like that of room x here:"
                            + " rename that one first, or leave the room out, by naming the rooms"
                            + " to import"));
    assertThat(target.journal().head(ROOM)).isZero();
    assertThat(target.journal().head(OTHER)).isZero();

    assertThat(importInto(target, file, OTHER)).containsExactly(new Imported(OTHER, 1, 0));
    assertThat(target.journal().head(ROOM)).isZero();
    assertThatThrownBy(() -> importInto(target, file, new RoomId("none")))
        .hasMessage("the export has no room none");
  }

  @Test
  void aRoomThatWentOnHereIsNotMixedWithAnotherContinuation() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"));
    var _ = importInto(target, export(source, "before"));
    append(target, ROOM, posted(ALICE, "here"));
    append(source, ROOM, posted(ALICE, "there"));

    Path file = export(source, "after");

    assertThatThrownBy(() -> importInto(target, file))
        .hasMessageContaining("room room")
        .hasMessageContaining("at seq 2");
  }

  @Test
  void anExportThatBeginsTooLateIsRefused() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"));
    var _ = importInto(target, export(source, "before"));
    append(source, ROOM, posted(ALICE, "a"), posted(ALICE, "b"));
    assertThat(source.journal().trim(ROOM, 2, 10)).isEqualTo(2);

    Path file = export(source, "after");

    assertThatThrownBy(() -> importInto(target, file))
        .hasMessageContaining("ends here at seq 1, and the export begins at 3");
  }

  @Test
  void aTextThatIsErasedHereStaysErased() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "secret"));
    Path file = export(source, "file");
    var _ = importInto(target, file);
    append(target, ROOM, new RoomEvent.Deleted(ALICE, AT, 2));

    assertThat(importInto(target, file)).containsExactly(new Imported(ROOM, 0, 2));
    assertThat(Files.readString(export(target, "again"))).doesNotContain("secret");
    assertSound();
  }

  @Test
  void aFileThatIsNotAsItWasWrittenIsRefusedWithTheLine() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "hello"), posted(ALICE, "bye"));
    Path file = export(source, "file");

    assertRefused(file, lines -> lines.subList(0, 4), "line 5: the file ends early: it is cut");
    assertRefused(file, lines -> lines.subList(1, 6), "line 1: this is no export of GoChat");
    assertRefused(
        file,
        lines -> lines.stream().map(line -> line.replace("hello", "hallo")).toList(),
        "line 6: the file is not as it was written: its SHA-256 is ");
    assertRefused(
        file,
        lines -> Stream.of(0, 1, 2, 4, 5).map(lines::get).toList(),
        "line 4: \"seq\": 3 (expected: 2)");
    assertRefused(file, lines -> List.of("hello"), "line 1: not a JSON object");
    assertRefused(
        file,
        lines ->
            lines.stream().map(line -> line.replace("\"version\":1", "\"version\":2")).toList(),
        "line 1: the export has the version 2 (expected: 1)");
    assertRefused(
        file,
        lines -> lines.stream().map(line -> line.replace("message_posted", "sent")).toList(),
        "line 4: \"kind\": \"sent\" (expected: one of [message_posted, ");
    assertThat(target.journal().head(ROOM)).isZero();
  }

  private void assertRefused(Path file, UnaryOperator<List<String>> damage, String reason)
      throws IOException {
    Path damaged = directory.resolve("damaged");
    Files.write(damaged, damage.apply(Files.readAllLines(file)));
    assertThatThrownBy(() -> importInto(target, damaged))
        .isInstanceOf(BadExport.class)
        .hasMessageStartingWith(damaged + ", " + reason);
  }

  private Path export(Store store, String name) throws IOException {
    Path file = directory.resolve(name);
    try (Writer out = Files.newBufferedWriter(file)) {
      Exporter exporter = new Exporter(store, Rest.NONE);
      var _ = exporter.export(exporter.rooms(), "test", Instant.EPOCH, out);
    }
    return file;
  }

  private static List<Imported> importInto(Store store, Path file, RoomId... rooms)
      throws IOException {
    return new Importer(store, store.logs(), Rest.NONE, Set.of(rooms)).run(file).rooms();
  }

  /// The lines of rooms and events.
  private static List<String> events(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains("\"type\":\"room\"") || line.contains("\"type\":\"event\""))
        .toList();
  }

  private void assertSound() {
    List<Defect> defects = new ArrayList<>();
    var _ = new Verifier(target, Verifier.Mode.UNUSED, defects::add).run();
    assertThat(defects).isEmpty();
  }

  private static void append(Store store, RoomId room, RoomEvent... events) {
    Batch batch = new Batch(room, store.journal().head(room), List.of(events));
    assertThat(store.journal().append(List.of(batch))).isEqualTo(new AppendResult.Stored());
  }

  private static RoomEvent created(Author author, String name) {
    return new RoomEvent.Created(author, AT, RoomKind.PUBLIC, name(name), "");
  }

  private static RoomEvent renamed(String name) {
    return new RoomEvent.Renamed(ALICE, AT, name(name));
  }

  private static RoomEvent joined(Author member) {
    return new RoomEvent.Joined(member, AT, member.person(), Role.MEMBER);
  }

  private static RoomEvent posted(Author author, String text) {
    return new RoomEvent.Posted(author, AT, null, text);
  }

  private static RoomName name(String shown) {
    return new RoomName(shown, shown.toLowerCase(Locale.ROOT));
  }

  private static Author author(String name, Standing standing) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, standing);
  }
}
