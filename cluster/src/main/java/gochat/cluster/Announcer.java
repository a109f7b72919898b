package gochat.cluster;

import gochat.bus.Bus;
import gochat.bus.Subject;
import gochat.journal.Journal;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Turn;
import java.util.List;
import java.util.Optional;

/// Tells the other servers what this one has recorded. For any thread.
final class Announcer {
  /// Says that there is a note to read.
  static final Subject NOTED = new Subject("noted");

  private final Bus bus;
  private final Journal journal;
  private final Repeats repeats = new Repeats();

  Announcer(Bus bus, Journal journal) {
    this.bus = bus;
    this.journal = journal;
  }

  void announce(List<Turn> turns) {
    for (Turn turn : turns) {
      if (!turn.entries().isEmpty()) {
        long head = turn.entries().getLast().seq();
        tell(turn, head);
        repeats.told(turn.room(), head, System.nanoTime());
      }
    }
    if (turns.stream().anyMatch(Announcer::isNoted)) {
      bus.publish(NOTED, new byte[0]);
    }
  }

  private static boolean isNoted(Turn turn) {
    return turn.entries().stream()
        .map(LogEntry::event)
        .anyMatch(event -> !event.arrived().isEmpty() || event.departed() != null);
  }

  /// Tells the last heads again for which it is time.
  void repeat() {
    repeats.repeat(System.nanoTime(), this::tell);
  }

  private void tell(Turn turn, long head) {
    Optional<byte[]> events = bus.carriesEvents() ? TurnFrame.of(turn) : Optional.empty();
    events.ifPresentOrElse(
        frame -> bus.publish(HeadFrame.subject(turn.room()), frame), () -> tell(turn.room(), head));
  }

  private void tell(RoomId room, long head) {
    bus.publish(HeadFrame.subject(room), new HeadFrame(room, journal.epoch(), head).bytes());
  }
}
