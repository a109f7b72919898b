package gochat.checker;

import static gochat.checker.Invariant.REMOVED_IS_GONE;

import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Stream.Happened;
import java.util.List;

/// What is removed comes to no stream that is opened later, and stands on no page that is requested
/// later.
final class RemovalCheck {
  private final History history;

  RemovalCheck(History history) {
    this.history = history;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        Event event = happened.event();
        if (event.seq() <= history.floor(event.room(), stream.openedAt())) {
          found.add(
              new Violation(
                  REMOVED_IS_GONE, stream.id() + " came later and saw a removed event: " + event));
        }
      }
    }
    for (Operation operation : history.operations()) {
      if (operation.result() instanceof Page(List<Line> lines)) {
        long floor = history.floor(operation.request().room(), operation.invokedAt());
        lines.stream()
            .filter(line -> line.seq() <= floor)
            .forEach(line ->
                found.add(new Violation(REMOVED_IS_GONE, "a page shows the removed " + line)));
      }
    }
  }
}
