package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomFixture.RandomCommands;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import gochat.store.memory.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The commands of one turn know of each other before the journal knows any of them.
class TurnKnowledgeTest {
  private static final int SEEDS = Integer.getInteger("gochat.simulation.seeds", 100);

  private static final Author ALICE = author("Alice");
  private static final Author BOB = author("Bob");
  private static final RoomId TALK = new RoomId("talk");
  private static final RoomId CHAT = new RoomId("chat");
  private static final RoomId NEWS = new RoomId("news");
  private static final UUID ID = new UUID(1, 1);

  private static final Outcome UNCHANGED = new Outcome.Unchanged();

  private static Author author(String name) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, Standing.ACCOUNT);
  }

  private static Outcome stored(long seq) {
    return new Outcome.Stored(seq);
  }

  private static Outcome rejected(Rejection reason) {
    return new Outcome.Rejected(reason);
  }

  /// A command and the room that it is for.
  private record Asked(RoomId room, Command command) {}

  private static final class Rooms {
    private final Journal journal = MemoryStore.create(1).journal();
    private final Shard shard =
        new Shard(
            journal,
            new ShardConfig(1_000, TestPolicy.of(100)),
            InstantSource.fixed(Instant.EPOCH),
            _ -> {});

    List<Outcome> turn(List<Asked> asked) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Asked one : asked) {
        assertThat(shard.submit(one.room(), one.command(), new Submitter(outcomes::add, () -> {})))
            .isTrue();
      }
      shard.turn();
      return outcomes;
    }

    List<LogEntry> log(RoomId room) {
      return journal.read(room, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
  }

  private final Rooms rooms = new Rooms();

  private List<Outcome> turn(Command... commands) {
    return rooms.turn(
        Stream.of(commands).map(command -> new Asked(RoomId.LOBBY, command)).toList());
  }

  private static Command post(Author author, String text) {
    return new Command.Post(author, ID, text);
  }

  private static Command edit(long message) {
    return new Command.Edit(ALICE, message, "edited", List.of());
  }

  @Nested
  class Repetitions {
    @Test
    void areAnsweredWithTheSeqOfTheFirst() {
      assertThat(turn(post(BOB, "hi"), post(ALICE, "hi"), post(ALICE, "hi")))
          .containsExactly(stored(1), stored(2), stored(2));
      assertThat(turn(post(ALICE, "hi"))).containsExactly(stored(2));
      assertThat(rooms.log(RoomId.LOBBY)).hasSize(2);
    }

    @Test
    void withAnotherTextAreConflicts() {
      assertThat(turn(post(ALICE, "hi"), post(ALICE, "ho")))
          .containsExactly(stored(1), rejected(Rejection.ID_CONFLICT));
    }

    @Test
    void ofAMessageThatTheTurnDeletesAreNotCompared() {
      turn(post(ALICE, "hi"));

      assertThat(turn(new Command.Delete(ALICE, 1), post(ALICE, "ho")))
          .containsExactly(stored(2), stored(1));
    }
  }

  @Nested
  class Deletions {
    @BeforeEach
    void post() {
      turn(TurnKnowledgeTest.post(ALICE, "hi"));
    }

    @Test
    void endWhatCanBeDoneWithAMessage() {
      Rejection gone = Rejection.NO_SUCH_MESSAGE;

      assertThat(
              turn(
                  new Command.Delete(ALICE, 1),
                  edit(1),
                  new Command.React(BOB, 1, "👍", true),
                  new Command.Post(BOB, null, "why?", 1, List.of())))
          .containsExactly(stored(2), rejected(gone), rejected(gone), rejected(gone));
    }

    @Test
    void doNothingTwice() {
      assertThat(turn(new Command.Delete(ALICE, 1), new Command.Delete(ALICE, 1)))
          .containsExactly(stored(2), UNCHANGED);
    }
  }

  @Nested
  class Reactions {
    private static Command react(boolean isAdded) {
      return new Command.React(BOB, 1, "👍", isAdded);
    }

    @Test
    void countOnce() {
      turn(post(ALICE, "hi"));

      assertThat(turn(react(true), react(true), react(false), react(false), react(true)))
          .containsExactly(stored(2), UNCHANGED, stored(3), UNCHANGED, stored(4));
      assertThat(turn(react(true))).containsExactly(UNCHANGED);
    }

    @Test
    void fromBeforeTheTurnAreTakenBackOnce() {
      turn(post(ALICE, "hi"), react(true));

      assertThat(turn(react(false), react(false), react(true)))
          .containsExactly(stored(3), UNCHANGED, stored(4));
    }

    @Test
    void ofOneAreNotThoseOfAnother() {
      turn(post(ALICE, "hi"));

      assertThat(turn(react(true), new Command.React(ALICE, 1, "👍", true)))
          .containsExactly(stored(2), stored(3));
    }
  }

  @Test
  void aMessageOfTheTurnCanBeAnsweredAndChanged() {
    assertThat(
            turn(
                post(ALICE, "hi"),
                edit(1),
                new Command.Post(BOB, null, "hi", 1, List.of()),
                new Command.Delete(ALICE, 1)))
        .containsExactly(stored(1), stored(2), stored(3), stored(4));
  }

  @Nested
  class Names {
    private static final Outcome TAKEN = rejected(Rejection.NAME_TAKEN);

    private static Asked create(RoomId room, RoomKind kind, String name) {
      return new Asked(room, new Command.Create(ALICE, kind, name(name), ""));
    }

    private static Asked rename(RoomId room, String name) {
      return new Asked(room, new Command.Rename(ALICE, name(name)));
    }

    private static RoomName name(String shown) {
      return new RoomName(shown, shown.toLowerCase(Locale.ROOT));
    }

    @Test
    void areTakenByTheFirstWhoAsks() {
      assertThat(
              rooms.turn(
                  List.of(
                      create(TALK, RoomKind.PUBLIC, "Tea"), create(CHAT, RoomKind.PUBLIC, "tea"))))
          .containsExactly(stored(1), TAKEN);
      assertThat(rooms.log(CHAT)).isEmpty();
    }

    @Test
    void areTakenByRenamingToo() {
      rooms.turn(
          List.of(create(TALK, RoomKind.PUBLIC, "Tea"), create(CHAT, RoomKind.PUBLIC, "Milk")));

      assertThat(
              rooms.turn(
                  List.of(
                      rename(TALK, "Rum"),
                      rename(CHAT, "RUM"),
                      create(NEWS, RoomKind.PUBLIC, "rum"))))
          .containsExactly(stored(2), TAKEN, TAKEN);
    }

    @Test
    void thatLookAlikeAreTakenOnce() {
      assertThat(
              rooms.turn(
                  List.of(
                      create(TALK, RoomKind.PUBLIC, "home"),
                      create(CHAT, RoomKind.PUBLIC, "h\u043eme"),
                      create(NEWS, RoomKind.PRIVATE, "h\u043eme"))))
          .containsExactly(stored(1), TAKEN, stored(1));
    }

    @Test
    void ofTheRoomItselfAreNotTaken() {
      rooms.turn(List.of(create(TALK, RoomKind.PUBLIC, "Tea")));

      assertThat(rooms.turn(List.of(rename(TALK, "Rum"), rename(TALK, "Tea"), rename(TALK, "rum"))))
          .containsExactly(stored(2), stored(3), stored(4));
    }

    @Test
    void thatAreGivenUpAreFreeFromTheNextTurnOn() {
      rooms.turn(List.of(create(TALK, RoomKind.PUBLIC, "Tea")));

      assertThat(rooms.turn(List.of(rename(TALK, "Rum"), create(CHAT, RoomKind.PUBLIC, "Tea"))))
          .containsExactly(stored(2), TAKEN);
      assertThat(rooms.turn(List.of(create(CHAT, RoomKind.PUBLIC, "Tea"))))
          .containsExactly(stored(1));
    }

    /// Otherwise a name that is refused would tell that there is a private room.
    @Test
    void ofPrivateRoomsAreNotTaken() {
      rooms.turn(List.of(create(TALK, RoomKind.PRIVATE, "Tea")));

      assertThat(
              rooms.turn(
                  List.of(
                      rename(TALK, "Rum"),
                      create(CHAT, RoomKind.PUBLIC, "Rum"),
                      create(NEWS, RoomKind.PRIVATE, "Rum"))))
          .containsExactly(stored(2), stored(1), stored(1));
    }
  }

  @Test
  void howCommandsFallIntoTurnsMakesNoDifference() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      RandomCommands commands = new RandomCommands(random);
      Rooms oneByOne = new Rooms();
      List<Asked> asked = new ArrayList<>(List.of(new Asked(TALK, commands.make(RoomKind.PUBLIC))));
      List<Outcome> expected = new ArrayList<>(oneByOne.turn(asked));
      for (int i = 0; i < 200; i++) {
        Asked next = new Asked(TALK, commands.next(oneByOne.log(TALK).size()));
        asked.add(next);
        expected.addAll(oneByOne.turn(List.of(next)));
      }

      Rooms together = new Rooms();
      List<Outcome> outcomes = new ArrayList<>();
      for (int from = 0; from < asked.size(); ) {
        int to = Math.min(asked.size(), from + random.nextInt(1, 30));
        outcomes.addAll(together.turn(asked.subList(from, to)));
        from = to;
      }

      assertThat(outcomes).as("seed %d", seed).isEqualTo(expected);
      assertThat(together.log(TALK)).as("seed %d", seed).isEqualTo(oneByOne.log(TALK));
    }
  }
}
