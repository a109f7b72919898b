package gochat.store;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Decision;
import gochat.room.GuestRooms;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomCreation;
import gochat.room.RoomEvent;
import gochat.room.RoomFixture.RandomCommands;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Rooms of a store with a random history: messages, edits, deletions, reactions, members, names,
/// topics, limits of the owners, pins, and removed beginnings.
public final class RandomRooms {
  private static final Author ADA = RandomCommands.PEOPLE.get(0);
  private static final Author BOB = RandomCommands.PEOPLE.get(1);

  public static final List<RoomId> ALL =
      List.of(
          RoomId.LOBBY,
          new RoomId("a"),
          new RoomId("b"),
          new RoomId("c"),
          RoomId.direct(ADA.user(), BOB.user()));

  private static final int TEXT_BYTES_MAX = 100;

  /// Guests create rooms, too.
  private static final RoomPolicy POLICY =
      new RoomPolicy(TEXT_BYTES_MAX, RoomCreation.EVERYBODY, GuestRooms.ALL);

  private final Random random;
  private final RandomCommands commands;
  private final Store store;

  public RandomRooms(Random random, Store store) {
    this.random = random;
    commands = new RandomCommands(random);
    this.store = store;
  }

  /// Changes random rooms some times.
  public void walk(int steps) {
    for (int step = 0; step < steps; step++) {
      append(1);
      if (random.nextInt(20) == 0) {
        RoomId room = anyRoom();
        long to = random.nextLong(store.journal().head(room) + 1);
        long _ = store.journal().trim(room, to, 10);
      }
    }
  }

  /// As [#walk], but removes nothing.
  public void append(int steps) {
    for (int step = 0; step < steps; step++) {
      act(anyRoom());
    }
  }

  private RoomId anyRoom() {
    return ALL.get(random.nextInt(ALL.size()));
  }

  private void act(RoomId id) {
    Journal journal = store.journal();
    Room room = new Room(TestJournal.load(journal, id), POLICY);
    long head = room.head();
    List<RoomEvent> events = new ArrayList<>();
    TestJournal.lookUp(journal, id, commands.turn(head))
        .forEach(known -> {
          if (room.decide(known, random.nextLong(1_000, 2_000))
              instanceof Decision.Accepted(List<RoomEvent> accepted)) {
            accepted.forEach(event -> room.apply(new LogEntry(room.head() + 1, event)));
            events.addAll(accepted);
          }
        });
    if (!events.isEmpty()) {
      // A conflict, such as a message id that is used twice, records nothing.
      AppendResult _ = journal.append(List.of(new Batch(id, head, events)));
    }
  }
}
