package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History.Anchor;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.journal.TestJournal;
import gochat.room.LogEntry;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomFixture.RandomCommands;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.store.memory.MemoryStore;
import gochat.verify.Verifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of [StoredLogs].
abstract class StoredLogsContract extends StoreContract.PortContract {
  private static final int STEPS = 400;

  StoredLogsContract(StoreContract backend) {
    super(backend);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 5);
  }

  private StoredLogs logs() {
    return store().logs();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void roomsMoveFromAnyStoreToAnyOther(long seed) {
    Store source = MemoryStore.create(1);
    new RandomRooms(new Random(seed), source).walk(STEPS);
    Store returned = MemoryStore.create(1);

    move(source, store());
    reopen();
    move(store(), returned);

    assertSame(source, store());
    assertSame(source, returned);
    assertThat(defects()).isEmpty();
  }

  /// Moves all rooms, a few events at a time.
  private static void move(Store from, Store to) {
    Map<RoomId, RoomName> names = new LinkedHashMap<>();
    for (RoomId room : RandomRooms.ALL) {
      StoredLogs.Beginning beginning = from.logs().beginning(room);
      long seq = beginning.state().head();
      if (seq > 0) {
        assertThat(to.logs().begin(room, beginning)).isTrue();
      }
      while (seq < from.journal().head(room)) {
        List<StoredEvent> page = from.logs().read(room, seq, 7, 1_000);
        assertThat(to.logs().append(room, page)).isTrue();
        seq = page.getLast().seq();
      }
      RoomName name = TestJournal.load(from.journal(), room).name();
      if (name != null) {
        names.put(room, name);
      }
    }
    assertThat(to.logs().setNames(names)).isTrue();
  }

  private static void assertSame(Store expected, Store actual) {
    for (RoomId room : RandomRooms.ALL) {
      UUID user = RandomCommands.PEOPLE.getFirst().user();
      assertThat(TestJournal.load(actual.journal(), room))
          .isEqualTo(TestJournal.load(expected.journal(), room));
      assertThat(actual.logs().beginning(room)).isEqualTo(expected.logs().beginning(room));
      assertThat(actual.journal().read(room, 0, NO_LIMIT, NO_LIMIT))
          .isEqualTo(expected.journal().read(room, 0, NO_LIMIT, NO_LIMIT));
      assertThat(actual.logs().read(room, 0, NO_LIMIT, NO_LIMIT))
          .isEqualTo(expected.logs().read(room, 0, NO_LIMIT, NO_LIMIT));
      assertThat(actual.history().page(room, new Anchor.End(), 1_000, NO_LIMIT, user))
          .isEqualTo(expected.history().page(room, new Anchor.End(), 1_000, NO_LIMIT, user));
      assertThat(actual.rooms().members(room, null, 100))
          .isEqualTo(expected.rooms().members(room, null, 100));
      assertThat(actual.rooms().find(room, user)).isEqualTo(expected.rooms().find(room, user));
    }
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    new Verifier(store(), Verifier.Mode.UNUSED, defects::add).run();
    return defects;
  }

  @Test
  void anErasedEventTellsWhatItWas() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "a"), edit(ALICE, 1, "b"), delete(ALICE, 1));

    assertThat(logs().read(ROOM, 0, NO_LIMIT, NO_LIMIT))
        .containsExactly(
            new StoredEvent(1, post(ALICE, id, ""), true),
            new StoredEvent(2, edit(ALICE, 1, ""), true),
            new StoredEvent(3, delete(ALICE, 1), false));
  }

  @Test
  void anEventThatWasErasedElsewhereIsErasedHereBeforeItsDeletionComes() {
    assertThat(logs().append(ROOM, List.of(new StoredEvent(1, post(ALICE, "a"), true)))).isTrue();
    reopen();

    assertThat(readAll(ROOM))
        .containsExactly(new LogEntry(1, new RoomEvent.Redacted(ALICE, AT, false)));
  }

  @Test
  void eventsThatDoNotFollowTheHeadAreRefused() {
    append(ROOM, post(ALICE, "a"));

    assertThat(logs().append(ROOM, List.of(new StoredEvent(1, post(ALICE, "a"), false)))).isFalse();
    assertThat(logs().append(ROOM, List.of(new StoredEvent(3, post(ALICE, "c"), false)))).isFalse();
    assertThat(logs().append(ROOM, List.of(new StoredEvent(2, post(ALICE, "b"), false)))).isTrue();
    assertThat(readAll(ROOM)).hasSize(2);
  }

  @Test
  void aTakenMessageIdRefusesAllEvents() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "a"));

    assertThat(
            logs()
                .append(
                    ROOM,
                    List.of(
                        new StoredEvent(2, post(ALICE, "b"), false),
                        new StoredEvent(3, post(ALICE, id, "c"), false))))
        .isFalse();
    assertThat(journal().head(ROOM)).isEqualTo(1);
  }

  @Test
  void onlyARoomWithoutALogBegins() {
    append(OTHER, created(ALICE, RoomKind.PRIVATE, "Tea"), pin(ALICE, 1), post(ALICE, "a"));
    assertThat(journal().trim(OTHER, 2, 10)).isEqualTo(2);
    StoredLogs.Beginning beginning = logs().beginning(OTHER);

    assertThat(logs().begin(OTHER, beginning)).isFalse();
    assertThat(logs().begin(ROOM, beginning)).isTrue();
    reopen();

    assertThat(logs().beginning(ROOM)).isEqualTo(beginning);
    assertThat(load(ROOM).members()).isEqualTo(load(OTHER).members());
    assertThat(append(ROOM, post(ALICE, "b"))).isEqualTo(3);
  }

  @Test
  void nothingFollowsFromAnEditOfAMessageThatIsNoLongerKept() {
    RoomEvent edited = new RoomEvent.Edited(ALICE, AT, 2, "@Bob", List.of(BOB.user()));
    append(OTHER, created(ALICE, RoomKind.PUBLIC, "Tea"), post(ALICE, "a"), edited);
    assertThat(journal().trim(OTHER, 2, 10)).isEqualTo(2);

    assertThat(logs().begin(ROOM, logs().beginning(OTHER))).isTrue();
    assertThat(logs().append(ROOM, logs().read(OTHER, 2, NO_LIMIT, NO_LIMIT))).isTrue();
    reopen();

    assertThat(store().markers().unread(BOB.user(), List.of(ROOM, OTHER)).values())
        .extracting(unread -> unread.mentions())
        .containsOnly(0);
  }

  @Test
  void anAppendNeverMeetsTheNameOfAnotherRoom() {
    append(OTHER, created(ALICE, RoomKind.PUBLIC, "Tea"));

    assertThat(
            logs()
                .append(
                    ROOM,
                    List.of(
                        new StoredEvent(1, created(BOB, RoomKind.PUBLIC, "Tea"), false),
                        new StoredEvent(2, new RoomEvent.Renamed(BOB, AT, name("Mate")), false))))
        .isTrue();
    assertThat(logs().nameHolders(Map.of(ROOM, name("TEA")))).isEqualTo(Map.of(ROOM, OTHER));
    assertThat(logs().nameHolders(Map.of(ROOM, name("Mate")))).isEmpty();
    assertThat(logs().setNames(Map.of(ROOM, name("Mate")))).isTrue();
    reopen();

    assertThat(rooms().publicRooms("", 10, ALICE.user()))
        .extracting(listing -> listing.name())
        .containsExactly(name("Mate"), name("Tea"));
    assertThat(load(ROOM).members().getFirst().role()).isEqualTo(Role.OWNER);
  }

  @Test
  void roomsExchangeTheirNames() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Tea"));
    append(OTHER, created(ALICE, RoomKind.PUBLIC, "Mate"));
    List<StoredEvent> toMate =
        List.of(new StoredEvent(2, new RoomEvent.Renamed(ALICE, AT, name("Mate")), false));
    List<StoredEvent> toTea =
        List.of(new StoredEvent(2, new RoomEvent.Renamed(ALICE, AT, name("Tea")), false));

    assertThat(logs().append(ROOM, toMate)).isTrue();
    assertThat(logs().append(OTHER, toTea)).isTrue();
    assertThat(logs().setNames(Map.of(ROOM, name("Mate"), OTHER, name("Tea")))).isTrue();

    assertThat(load(ROOM).name()).isEqualTo(name("Mate"));
    assertThat(load(OTHER).name()).isEqualTo(name("Tea"));
    assertThat(defects()).isEmpty();
    assertThat(
            journal()
                .append(
                    List.of(
                        new Batch(
                            new RoomId("third"),
                            0,
                            List.of(created(BOB, RoomKind.PUBLIC, "Tea"))))))
        .isEqualTo(new AppendResult.Conflict(Set.of(new RoomId("third"))));
  }
}
