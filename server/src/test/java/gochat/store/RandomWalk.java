package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History.Anchor;
import gochat.journal.Journal.Batch;
import gochat.journal.OneRoom;
import gochat.journal.RoomDirectory;
import gochat.room.Command;
import gochat.room.Decision;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// Does the same at random with a store and with the one in memory, and compares what they answer.
final class RandomWalk {
  private static final int TEXT_BYTES_MAX = 100;

  private final Random random;
  private final RandomCommands commands;
  private final Supplier<Store> store;
  private final Store model = MemoryStore.create(1);

  RandomWalk(long seed, Supplier<Store> store) {
    random = new Random(seed);
    commands = new RandomCommands(random);
    this.store = store;
  }

  /// Appends to some rooms at once, or moves a marker.
  void act() {
    switch (random.nextInt(8)) {
      case 0 -> {
        UUID user = commands.user();
        RoomId room = commands.room();
        long seq = commands.seq(model.journal().head(room));
        assertSame(ports -> ports.markers().advance(user, room, seq));
      }
      case 2 -> {
        UUID user = commands.user();
        RoomId room = commands.room();
        boolean isHidden = random.nextBoolean();
        assertSame(ports -> ports.hidden().set(user, room, isHidden));
      }
      case 1 -> {
        if (random.nextInt(10) == 0) {
          UUID user = commands.user();
          model.markers().forget(user);
          store.get().markers().forget(user);
        }
      }
      default -> append();
    }
  }

  private void append() {
    Map<RoomId, List<Command>> asked = new LinkedHashMap<>();
    for (RoomId room : commands.rooms()) {
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
    Room room = new Room(OneRoom.load(model.journal(), id), TEXT_BYTES_MAX);
    long head = room.head();
    List<RoomEvent> events = new ArrayList<>();
    for (Known next : known) {
      Decision decision = room.decide(next, commands.time());
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
    RoomId room = commands.room();
    long head = model.journal().head(room);
    UUID user = commands.user();
    int entriesMax = 1 + random.nextInt(10);
    int bytesMax = random.nextInt(60);
    long seq = commands.seq(head);
    assertSame(ports -> ports.journal().head(room));
    assertSame(ports -> ports.journal().load(List.of(room)));
    assertSame(ports -> ports.journal().read(room, seq, entriesMax, bytesMax));
    Anchor anchor = anchor(head);
    assertSame(ports -> ports.history().page(room, anchor, entriesMax, bytesMax, user));
    assertSame(ports -> ports.history().thread(room, seq, seq - 3, entriesMax, bytesMax, user));
    assertSame(ports -> ports.history().pins(room, seq, bytesMax, user));
    assertSame(ports -> ports.rooms().find(room, user));
    assertSame(ports -> ports.markers().unread(user, List.of(room)));
  }

  private Anchor anchor(long head) {
    return switch (random.nextInt(5)) {
      case 0 -> new Anchor.End();
      case 1 -> new Anchor.Before(commands.seq(head));
      case 2 -> new Anchor.After(commands.seq(head));
      case 3 -> new Anchor.Around(commands.seq(head));
      default -> new Anchor.From(commands.time());
    };
  }

  void askEverything() {
    assertThat(model.journal().head(RoomId.LOBBY)).isGreaterThan(10);
    for (UUID user : RandomCommands.USERS) {
      assertSame(ports ->
          ports.rooms().roomsOf(user, 0, 100).stream()
              .map(RoomDirectory.OwnRoom::listing)
              .toList());
      assertSame(ports -> ports.rooms().publicRooms("", 10, user));
      assertSame(ports -> ports.markers().unread(user, RandomCommands.ROOMS));
      for (String name : RandomCommands.NAMES) {
        assertSame(ports -> ports.rooms().named(name, 10, user));
      }
      for (RoomId room : RandomCommands.ROOMS) {
        Anchor end = new Anchor.End();
        assertSame(ports -> ports.history().page(room, end, 1_000, Integer.MAX_VALUE, user));
        assertSame(ports -> ports.history().pins(room, Long.MAX_VALUE, Integer.MAX_VALUE, user));
      }
    }
    assertSame(ports -> ports.journal().load(RandomCommands.ROOMS));
    for (RoomId room : RandomCommands.ROOMS) {
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
