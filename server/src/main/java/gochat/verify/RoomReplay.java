package gochat.verify;

import gochat.journal.JournalException;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.store.Defect;
import gochat.store.Defect.Part;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The state of a room that follows from its log.
final class RoomReplay {
  private static final Map<Part, Function<RoomSnapshot, Object>> PARTS =
      new EnumMap<>(
          Map.of(
              Part.KIND, room -> Objects.toString(room.kind()),
              Part.NAME, room -> Objects.toString(room.name()),
              Part.TOPIC, RoomSnapshot::topic,
              Part.MEMBERS, RoomSnapshot::members,
              Part.BANNED, RoomSnapshot::banned,
              Part.MUTED, RoomSnapshot::muted,
              Part.PINNED, RoomSnapshot::pinned,
              Part.RETENTION, RoomSnapshot::retention,
              Part.SLOW_MODE, RoomSnapshot::slowMode));

  private final RoomId id;
  private final Room room;
  private final Consumer<? super Defect> found;
  private long position;
  private boolean isComplete = true;

  /// @param start the state before the first event
  /// @param found called with the defects of the log
  RoomReplay(RoomId id, RoomSnapshot start, Consumer<? super Defect> found) {
    this.id = id;
    this.found = found;
    room = new Room(start);
    position = start.head();
  }

  /// The seq of the last event.
  long position() {
    return position;
  }

  void add(LogEntry entry) {
    moveTo(entry.seq());
    if (isComplete) {
      room.apply(entry);
    }
  }

  /// Adds an event that can't be read.
  void addDamaged(long seq) {
    moveTo(seq);
    isComplete = false;
    found.accept(new Defect.EventDamaged(id, seq));
  }

  /// Ends the log.
  ///
  /// @param head the seq that the last event should have
  void end(long head) {
    if (position < head) {
      lacks(position + 1, head);
      position = head;
    }
  }

  private void moveTo(long seq) {
    if (seq <= position) {
      throw new JournalException(
          "the log is out of order",
          new IllegalStateException("seq: " + seq + " (expected: more than " + position + ")"));
    }
    if (seq > position + 1) {
      lacks(position + 1, seq - 1);
    }
    position = seq;
  }

  private void lacks(long from, long to) {
    isComplete = false;
    found.accept(new Defect.EventsMissing(id, from, to));
  }

  /// The parts of `stored` that differ from this state; none if the log has defects, because this
  /// state is not known then.
  Set<Part> differences(RoomSnapshot stored) {
    Set<Part> differing = EnumSet.noneOf(Part.class);
    if (isComplete) {
      RoomSnapshot replayed = room.snapshot();
      PARTS.forEach((part, of) -> {
        if (!of.apply(replayed).equals(of.apply(stored))) {
          differing.add(part);
        }
      });
    }
    return differing;
  }
}
