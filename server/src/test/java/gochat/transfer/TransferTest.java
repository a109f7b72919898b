package gochat.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.TestJournal;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.room.LogEntry;
import gochat.room.RetentionRule;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.SlowMode;
import gochat.store.RandomRooms;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import gochat.transfer.Importer.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransferTest extends TransferFixture {
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

  /// A file that was written stays readable, so words are never changed.
  @Test
  void eachKindOfEventHasAForm() {
    assertThat(EventFormat.values())
        .extracting(kind -> kind.name().toLowerCase(Locale.ROOT))
        .containsExactly(
            "message_posted",
            "message_edited",
            "message_deleted",
            "reaction_added",
            "reaction_removed",
            "message_pinned",
            "message_unpinned",
            "room_created",
            "direct_opened",
            "room_renamed",
            "topic_changed",
            "member_joined",
            "member_left",
            "member_kicked",
            "member_banned",
            "member_unbanned",
            "member_muted",
            "member_unmuted",
            "role_changed",
            "retention_changed",
            "slow_mode_changed",
            "guest_registered",
            "audited");
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
                    new TokenInfo(UUID.randomUUID(), "laptop", "", 1, 1, 2)));
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "hello"), posted(BOB, "hi"));

    String text = Files.readString(export(source, "file"));

    assertThat(text)
        .contains("{\"type\":\"account\",\"id\":\"" + ALICE.user() + "\",\"name\":\"Alice\"")
        .doesNotContain("the-password")
        .containsOnlyOnce("\"type\":\"account\"");
    Importer importer =
        new Importer(target, target.logs(), Rest.none(Pause.UNTIL_INTERRUPT), Set.of());
    assertThat(importer.run(directory.resolve("file")).accountsMissing()).isEqualTo(1);
  }

  @Test
  void aFloorAndARuleOfARoomMoveWithIt() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"), joined(BOB), posted(BOB, "a"), posted(BOB, "b"));
    assertThat(source.journal().trim(ROOM, 3, 10)).isEqualTo(3);
    RetentionRule rule = new RetentionRule(60_000, 100);
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
  void theLimitOfTheOwnersAndTheSlowModeMoveWithTheRoom() throws IOException {
    RetentionRule beforeTheFloor = new RetentionRule(0, 500);
    append(
        source,
        ROOM,
        created(ALICE, "Tea"),
        new RoomEvent.RetentionChanged(ALICE, AT, beforeTheFloor),
        new RoomEvent.SlowModeChanged(ALICE, AT, 30_000),
        posted(ALICE, "a"));
    assertThat(source.journal().trim(ROOM, 3, 10)).isEqualTo(3);
    var _ = importInto(target, export(source, "before"));
    assertThat(TestJournal.load(target.journal(), ROOM).retention()).isEqualTo(beforeTheFloor);
    assertThat(TestJournal.load(target.journal(), ROOM).slowMode())
        .isEqualTo(new SlowMode(30_000, 3));

    RetentionRule after = new RetentionRule(60_000, 0);
    append(source, ROOM, new RoomEvent.RetentionChanged(ALICE, AT, after));
    Path file = export(source, "after");
    var _ = importInto(target, file);

    assertThat(TestJournal.load(target.journal(), ROOM).retention()).isEqualTo(after);
    assertThat(target.retention().of(ROOM)).isEqualTo(RetentionRule.NONE);
    assertThat(events(export(target, "again"))).isEqualTo(events(file));
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
  void anImportThatWasBrokenOffGoesOnWhereItEnded() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"));
    for (int i = 0; i < 600; i++) {
      append(source, ROOM, posted(ALICE, "text " + i));
    }
    Path file = export(source, "file");
    Rest breaking =
        () -> {
          if (target.journal().head(ROOM) > 0) {
            throw new CancellationException("broken off");
          }
        };
    Importer broken = new Importer(target, target.logs(), breaking, Set.of());
    assertThatThrownBy(() -> broken.run(file)).hasMessage("broken off");
    long done = target.journal().head(ROOM);
    assertThat(done).isBetween(1L, 600L);

    assertThat(importInto(target, file)).containsExactly(new Imported(ROOM, 601 - done, done));
    assertThat(events(export(target, "again"))).isEqualTo(events(file));
    assertSound();
  }

  @Test
  void aNameThatIsErasedHereStaysErased() throws IOException {
    append(
        source,
        ROOM,
        created(ALICE, "Tea"),
        posted(ALICE, "hello"),
        new RoomEvent.Muted(ALICE, AT, ALICE.person()));
    Path file = export(source, "file");
    var _ = importInto(target, file);
    target.logs().eraseName(ROOM, ALICE.user(), List.of(2L));
    var _ = target.logs().eraseMemberName(ROOM, ALICE.user(), List.of(1L, 3L));

    assertThat(importInto(target, file)).containsExactly(new Imported(ROOM, 0, 3));
    assertThat(Files.readString(export(target, "again"))).doesNotContain("\"Alice\"");
    assertSound();
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
}
