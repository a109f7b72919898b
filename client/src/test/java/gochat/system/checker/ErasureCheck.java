package gochat.system.checker;

import static gochat.system.checker.Invariant.ONE_CONTENT;

import gochat.system.checker.Event.Deleted;
import gochat.system.checker.Event.Edited;
import gochat.system.checker.Event.Posted;
import gochat.system.checker.Operation.Delete;
import gochat.system.checker.Operation.Line;
import gochat.system.checker.Operation.Page;
import gochat.system.checker.Stream.Happened;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The text of a deleted message, and those of its edits, are gone from the log, and from what
/// anybody reads who begins after the deletion.
final class ErasureCheck {
  private record Position(String room, long seq) {}

  private final History history;
  private final Map<Position, Long> deletedNanos = new HashMap<>();

  ErasureCheck(History history) {
    this.history = history;
    for (Operation operation : history.operations()) {
      if (operation.request() instanceof Delete(String room, long message)
          && operation.isStored()) {
        deletedNanos.merge(new Position(room, message), operation.completedNanos(), Math::min);
      }
    }
  }

  void check(List<Violation> found) {
    history.logs().values().forEach(log -> checkLog(log, found));
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        checkLate(stream.id(), happened.event(), stream.openedNanos(), found);
      }
    }
    for (Operation operation : history.operations()) {
      if (operation.result() instanceof Page(List<Line> lines)) {
        for (Line line : lines) {
          if (isDeleted(operation.request().room(), line.seq(), operation.invokedNanos())) {
            found.add(new Violation(ONE_CONTENT, "a page shows the erased text of " + line));
          }
        }
      }
    }
  }

  private static void checkLog(List<Event> log, List<Violation> found) {
    for (Event event : log) {
      if (event.content() instanceof Deleted(long message)) {
        for (Event other : log) {
          if (messageOf(other) == message) {
            found.add(new Violation(ONE_CONTENT, "deleted, and still in the log: " + other));
          }
        }
      }
    }
  }

  private void checkLate(String stream, Event event, long openedNanos, List<Violation> found) {
    if (isDeleted(event.room(), messageOf(event), openedNanos)) {
      found.add(
          new Violation(ONE_CONTENT, stream + " came later and saw an erased text: " + event));
    }
  }

  private boolean isDeleted(String room, long message, long beforeNanos) {
    return deletedNanos.getOrDefault(new Position(room, message), Operation.NEVER) < beforeNanos;
  }

  /// The seq of the message whose text an event carries, 0 when it carries none.
  private static long messageOf(Event event) {
    return switch (event.content()) {
      case Posted _ -> event.seq();
      case Edited(long message, _) -> message;
      default -> 0;
    };
  }
}
