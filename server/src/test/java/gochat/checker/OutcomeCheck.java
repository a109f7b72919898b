package gochat.checker;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.ONE_POSITION;

import gochat.checker.Event.Edited;
import gochat.checker.Invariant.Violation;
import gochat.checker.Messages.Message;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Stored;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The answers against the final logs: what is acknowledged is there, what failed is not.
final class OutcomeCheck {
  private final History history;
  private final Messages messages;

  OutcomeCheck(History history, Messages messages) {
    this.history = history;
    this.messages = messages;
  }

  void check(List<Violation> found) {
    for (Operation operation : history.operations()) {
      if (operation.result() instanceof Stored stored) {
        checkStored(operation, stored, found);
      }
    }
    messages.all().forEach(message -> checkRepeats(message, found));
    checkAppearances(found);
    checkFailedEdits(found);
  }

  private void checkStored(Operation operation, Stored stored, List<Violation> found) {
    List<Event> log = history.log(operation.request().room());
    boolean isThere =
        stored.seq() >= 1
            && stored.seq() <= log.size()
            && log.get((int) stored.seq() - 1).epoch() == stored.epoch()
            && operation.mayCause(log.get((int) stored.seq() - 1));
    if (!isThere) {
      Object there = stored.seq() > log.size() ? "nothing" : log.get((int) stored.seq() - 1);
      found.add(
          new Violation(ACKNOWLEDGED_IS_STORED, operation + "; the log holds " + there + " there"));
    }
  }

  private static void checkRepeats(Message message, List<Violation> found) {
    List<Stored> positions =
        message.tries().stream()
            .filter(Operation::isStored)
            .map(operation -> (Stored) operation.result())
            .distinct()
            .toList();
    if (positions.size() > 1) {
      found.add(new Violation(ONE_POSITION, message + " was acknowledged at " + positions));
    }
    for (Operation operation : message.tries()) {
      if (operation.result() instanceof Refused
          && operation.invokedAt() > message.acknowledgedAt()) {
        found.add(new Violation(ONE_POSITION, "a repeat was refused: " + operation));
      }
    }
  }

  private void checkAppearances(List<Violation> found) {
    IdentityHashMap<Message, Event> appeared = new IdentityHashMap<>();
    for (List<Event> log : history.logs().values()) {
      for (Event event : log) {
        messages
            .of(event)
            .ifPresent(message -> {
              Event before = appeared.putIfAbsent(message, event);
              if (message.hasFailed()) {
                found.add(new Violation(HONEST_OUTCOME, message + " failed and is " + event));
              }
              if (before != null) {
                found.add(new Violation(HONEST_OUTCOME, before + " stands there twice: " + event));
              }
            });
      }
    }
  }

  /// Every edit has a text of its own, as messages have.
  private void checkFailedEdits(List<Violation> found) {
    Map<Edited, Operation> edits = new HashMap<>();
    for (Operation operation : history.operations()) {
      if (operation.request() instanceof Edit(_, long message, String text)) {
        edits.put(new Edited(message, text), operation);
      }
    }
    Map<Operation, Event> appeared = new HashMap<>();
    for (List<Event> log : history.logs().values()) {
      for (Event event : log) {
        Operation edit = event.content() instanceof Edited edited ? edits.get(edited) : null;
        if (edit == null) {
          continue;
        }
        if (edit.hasFailed() || appeared.putIfAbsent(edit, event) != null) {
          found.add(new Violation(HONEST_OUTCOME, edit + ", and the log holds " + event));
        }
      }
    }
  }
}
