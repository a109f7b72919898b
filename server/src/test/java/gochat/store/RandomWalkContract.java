package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History.Anchor;
import gochat.journal.Journal.Batch;
import gochat.journal.RoomDirectory;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Decision;
import gochat.room.GuestRooms;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RetentionRule;
import gochat.room.Room;
import gochat.room.RoomCreation;
import gochat.room.RoomEvent;
import gochat.room.RoomFixture.RandomCommands;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.store.memory.MemoryStore;
import gochat.verify.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// After any changes, every backend gives the same answers as the one in memory.
abstract class RandomWalkContract extends StoreContract.PortContract {
  private static final int STEPS = 250;

  RandomWalkContract(StoreContract backend) {
    super(backend);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyAnswerIsThatOfTheStoreInMemory(long seed) {
    Walk walk = new Walk(seed, this::store);
    for (int step = 0; step < STEPS; step++) {
      walk.act();
      walk.ask();
      if (step % 50 == 25) {
        reopen();
      }
    }
    walk.askEverything();
    assertThat(defects()).isEmpty();
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    new Verifier(store(), Verifier.Mode.UNUSED, defects::add).run();
    return defects;
  }

  /// Makes the same random changes in a store and in the one in memory, and compares their answers.
  private static final class Walk {
    private static final int TEXT_BYTES_MAX = 100;

    /// Guests create rooms, too.
    private static final RoomPolicy POLICY =
        new RoomPolicy(TEXT_BYTES_MAX, RoomCreation.EVERYBODY, GuestRooms.ALL);

    private static final List<String> NAMES = List.of("talk", "chat", "taken");

    private final Random random;
    private final RandomCommands commands;
    private final List<UUID> users;
    private final List<RoomId> all;
    private final Supplier<Store> store;
    private final Store model = MemoryStore.create(1);

    Walk(long seed, Supplier<Store> store) {
      random = new Random(seed);
      commands = new RandomCommands(random);
      users = RandomCommands.PEOPLE.stream().map(Author::user).toList();
      all =
          List.of(
              RoomId.LOBBY,
              new RoomId("a"),
              new RoomId("b"),
              new RoomId("c"),
              RoomId.direct(users.get(0), users.get(1)));
      this.store = store;
    }

    private <T> T any(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    /// Some rooms, each once.
    private List<RoomId> someRooms() {
      List<RoomId> rooms = new ArrayList<>(all);
      Collections.shuffle(rooms, random);
      return rooms.subList(0, 1 + random.nextInt(all.size()));
    }

    /// A seq that is there, or nearly; often a late one.
    private long seq(long head) {
      return random.nextLong(random.nextBoolean() ? -1 : Math.max(-1, head - 5), head + 3);
    }

    private long time() {
      return random.nextLong(1_000, 2_000);
    }

    /// Appends to some rooms at once, or moves a marker.
    void act() {
      switch (random.nextInt(10)) {
        case 0 -> {
          UUID user = any(users);
          RoomId room = any(all);
          long seq = seq(model.journal().head(room));
          assertSame(ports -> ports.markers().advance(user, room, seq));
        }
        case 2 -> {
          UUID user = any(users);
          RoomId room = any(all);
          boolean isHidden = random.nextBoolean();
          assertSame(ports -> ports.hidden().set(user, room, isHidden));
        }
        case 3 -> {
          RoomId room = any(all);
          long to = random.nextLong(model.journal().head(room) + 2);
          int eventsMax = 1 + random.nextInt(5);
          assertSame(ports -> ports.journal().trim(room, to, eventsMax));
        }
        case 4 -> {
          RoomId room = any(all);
          RetentionRule rule = rule();
          assertSame(ports -> ports.retention().set(room, rule));
        }
        case 1 -> {
          if (random.nextInt(10) == 0) {
            UUID user = any(users);
            model.markers().forget(user);
            store.get().markers().forget(user);
          }
        }
        default -> append();
      }
    }

    private RetentionRule rule() {
      return random.nextInt(3) == 0
          ? RetentionRule.NONE
          : new RetentionRule(random.nextLong(1_000), random.nextLong(20));
    }

    private void append() {
      Map<RoomId, List<Command>> asked = new LinkedHashMap<>();
      for (RoomId room : someRooms()) {
        asked.put(room, commands.turn(model.journal().head(room)));
      }
      List<Batch> batches =
          assertSame(ports -> ports.journal().lookUp(asked)).entrySet().stream()
              .map(known -> batch(known.getKey(), known.getValue()))
              .filter(batch -> !batch.events().isEmpty())
              .toList();
      if (!batches.isEmpty()) {
        assertSame(ports -> ports.journal().append(batches));
      }
    }

    private Batch batch(RoomId id, List<Known> known) {
      Room room = new Room(TestJournal.load(model.journal(), id), POLICY);
      long head = room.head();
      List<RoomEvent> events = new ArrayList<>();
      for (Known next : known) {
        Decision decision = room.decide(next, time());
        if (decision instanceof Decision.Accepted(List<RoomEvent> accepted)) {
          accepted.forEach(event -> room.apply(new LogEntry(room.head() + 1, event)));
          events.addAll(accepted);
        }
      }
      boolean isWrong = random.nextInt(20) == 0;
      return new Batch(id, isWrong ? head + 1 : head, events);
    }

    /// Asks one thing of each port.
    void ask() {
      RoomId room = any(all);
      long head = model.journal().head(room);
      UUID user = any(users);
      int entriesMax = 1 + random.nextInt(10);
      int bytesMax = random.nextInt(60);
      long seq = seq(head);
      assertSame(ports -> ports.journal().head(room));
      assertSame(ports -> ports.journal().load(List.of(room)));
      assertSame(ports -> ports.journal().floor(room));
      RetentionRule rule = rule();
      assertSame(ports -> ports.retention().ruled(rule, 2_000, room, 3));
      assertSame(ports -> ports.journal().read(room, seq, entriesMax, bytesMax));
      Anchor anchor = anchor(head);
      assertSame(ports -> ports.history().page(room, anchor, entriesMax, bytesMax, user));
      assertSame(ports -> ports.history().thread(room, seq, seq - 3, entriesMax, bytesMax, user));
      assertSame(ports -> ports.history().pins(room, seq, entriesMax, bytesMax, user));
      assertSame(ports -> ports.rooms().find(room, user));
      assertSame(ports -> ports.markers().unread(user, List.of(room)));
    }

    private Anchor anchor(long head) {
      return switch (random.nextInt(5)) {
        case 0 -> new Anchor.End();
        case 1 -> new Anchor.Before(seq(head));
        case 2 -> new Anchor.After(seq(head));
        case 3 -> new Anchor.Around(seq(head));
        default -> new Anchor.From(time());
      };
    }

    void askEverything() {
      assertThat(model.journal().head(RoomId.LOBBY)).isGreaterThan(10);
      for (UUID user : users) {
        assertSame(ports ->
            ports.rooms().roomsOf(user, 0, 100).stream()
                .map(RoomDirectory.OwnRoom::listing)
                .toList());
        assertSame(ports -> ports.rooms().publicRooms("", 10, user));
        assertSame(ports -> ports.markers().unread(user, all));
        for (String name : NAMES) {
          assertSame(ports -> ports.rooms().named(name, 10, user));
        }
        for (RoomId room : all) {
          Anchor end = new Anchor.End();
          assertSame(ports -> ports.history().page(room, end, 1_000, Integer.MAX_VALUE, user));
          assertSame(ports ->
              ports
                  .history()
                  .pins(room, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, user));
        }
      }
      assertSame(ports -> ports.journal().load(all));
      for (RoomId room : all) {
        assertSame(ports -> ports.journal().read(room, 0, 1_000, Integer.MAX_VALUE));
        assertSame(ports -> ports.rooms().members(room, null, 10));
      }
    }

    private <T> T assertSame(Function<Store, T> question) {
      T expected = question.apply(model);
      assertThat(question.apply(store.get())).isEqualTo(expected);
      return expected;
    }
  }
}
