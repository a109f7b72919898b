package gochat.checker;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.NO_PHANTOM;
import static gochat.checker.Invariant.ONE_POSITION;

import gochat.checker.Event.Edited;
import gochat.checker.Invariant.Violation;
import gochat.checker.Messages.Message;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Stored;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Overheard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Requests and their effects. What is acknowledged is in the final logs, and what failed is not.
/// Everything that was read, in logs, on streams and on pages, comes from a request that had begun
/// by then.
final class EffectCheck {
  private record Origin(String room, String user, Event.Content content) {
    static Origin of(Event event) {
      return new Origin(event.room(), event.author(), event.content());
    }
  }

  private record Text(String room, String text) {}

  private final History history;
  private final Messages messages;

  /// By event: the requests that may have caused it.
  private final Map<Origin, List<Operation>> origins = new HashMap<>();

  private final Map<Text, Long> sentAt = new HashMap<>();

  EffectCheck(History history, Messages messages) {
    this.history = history;
    this.messages = messages;
    for (Operation operation : history.operations()) {
      String user = operation.user();
      for (Event.Content content : operation.effects()) {
        origins
            .computeIfAbsent(
                new Origin(operation.request().room(), user, content), _ -> new ArrayList<>())
            .add(operation);
      }
      switch (operation.request()) {
        case Operation.Post(String room, _, String text) -> sent(room, text, operation);
        case Operation.Edit(String room, _, String text) -> sent(room, text, operation);
        case Operation.React(String room, _, String text, _) -> sent(room, text, operation);
        case Operation.SetTopic(String room, String text) -> sent(room, text, operation);
        default -> {}
      }
    }
  }

  private void sent(String room, String text, Operation operation) {
    sentAt.merge(new Text(room, text), operation.invokedAt(), Math::min);
  }

  void check(List<Violation> found) {
    for (Operation operation : history.operations()) {
      if (operation.result() instanceof Stored stored) {
        checkStored(operation, stored, found);
      }
    }
    for (Message message : messages.all()) {
      // After a removal, a repeat is another message.
      if (!messages.isRemoved(message)) {
        checkRepeats(message, found);
      }
    }
    checkAppearances(found);
    checkFailedEdits(found);
    checkOrigins(found);
  }

  private void checkStored(Operation operation, Stored stored, List<Violation> found) {
    List<Event> log = history.log(operation.request().room());
    boolean isThere =
        stored.seq() >= 1
            && stored.seq() <= log.size()
            && stored.isIn(log.get((int) stored.seq() - 1))
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
              Event before = appeared.put(message, event);
              if (message.hasFailed()) {
                found.add(
                    new Violation(
                        HONEST_OUTCOME,
                        message + " failed and is " + event + "; tries: " + message.tries()));
              }
              if (before != null && before.seq() > history.floor(event.room())) {
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

  private void checkOrigins(List<Violation> found) {
    history.logs().values().forEach(log -> checkLog(log, found));
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        if (!hasOrigin(happened.event(), happened.at())) {
          found.add(
              new Violation(
                  NO_PHANTOM,
                  stream.id() + " got an event without a request: " + happened.event()));
        }
      }
      for (Overheard overheard : stream.all(Overheard.class)) {
        Message message = messages.ofText(overheard.text());
        if (message == null
            || !message.user().equals(overheard.author())
            || message.firstInvokedAt() > overheard.at()) {
          found.add(
              new Violation(
                  NO_PHANTOM, stream.id() + " got a message that was not sent: " + overheard));
        }
      }
    }
    history.operations().forEach(operation -> checkPage(operation, found));
  }

  private void checkLog(List<Event> log, List<Violation> found) {
    Map<Origin, Integer> counts = new HashMap<>();
    checkEnds(log, found);
    for (Event event : log) {
      if (event.content() instanceof Event.Ended) {
        continue;
      }
      Origin origin = Origin.of(event);
      int count = counts.merge(origin, 1, Integer::sum);
      List<Operation> asked = origins.getOrDefault(origin, List.of());
      // checkAppearances counts messages: all tries of one have the same content.
      boolean isCounted = !(event.content() instanceof Event.Posted || event.isRedacted());
      if (!hasOrigin(event, Operation.NEVER)
          || (isCounted && count > asked.stream().filter(EffectCheck::mayBeStored).count())) {
        found.add(new Violation(NO_PHANTOM, "the log holds an event without a request: " + event));
      }
    }
  }

  /// The server ends a ban or a mute once, and only one that holds.
  private static void checkEnds(List<Event> log, List<Violation> found) {
    if (log.isEmpty() || log.getFirst().seq() != 1) {
      return;
    }
    Set<String> possible = new HashSet<>();
    for (Event event : log) {
      switch (event.content()) {
        case Event.Departed(String user) -> possible.add("unbanned " + user);
        case Event.Other(String what) when what.startsWith("muted ") -> possible.add("un" + what);
        case Event.Other(String what) -> possible.remove(what);
        case Event.Ended(String what) when !possible.remove(what) ->
            found.add(
                new Violation(
                    NO_PHANTOM, "the server ended a measure that did not hold: " + event));
        default -> {}
      }
    }
  }

  private boolean hasOrigin(Event event, long at) {
    return event.isRedacted()
        || event.content() instanceof Event.Ended
        || origins.getOrDefault(Origin.of(event), List.of()).stream()
            .anyMatch(operation -> operation.invokedAt() <= at);
  }

  private static boolean mayBeStored(Operation operation) {
    return switch (operation.result()) {
      case Operation.Stored _, Operation.Unknown _ -> true;
      case Operation.Done _,
          Operation.Refused _,
          Operation.NotSent _,
          Operation.Marked _,
          Operation.Page _ ->
          false;
    };
  }

  private void checkPage(Operation operation, List<Violation> found) {
    if (!(operation.result() instanceof Page(List<Line> lines))) {
      return;
    }
    Line last = new Line(0, "");
    for (Line line : lines) {
      Text text = new Text(operation.request().room(), line.text());
      if (sentAt.getOrDefault(text, Operation.NEVER) > operation.completedAt()) {
        found.add(new Violation(NO_PHANTOM, "a page shows a text that was not sent: " + line));
      }
      if (line.seq() < last.seq() || line.equals(last)) {
        found.add(new Violation(Invariant.IN_SEQUENCE, "a page is out of order at " + line.seq()));
      }
      last = line;
    }
  }
}
