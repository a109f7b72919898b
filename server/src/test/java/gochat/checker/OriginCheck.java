package gochat.checker;

import static gochat.checker.Invariant.NO_PHANTOM;

import gochat.checker.Invariant.Violation;
import gochat.checker.Messages.Message;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Overheard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that was read, in logs, on streams and on pages, comes from a request that had begun
/// by then.
final class OriginCheck {
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

  OriginCheck(History history, Messages messages) {
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
    for (Event event : log) {
      Origin origin = Origin.of(event);
      int count = counts.merge(origin, 1, Integer::sum);
      List<Operation> asked = origins.getOrDefault(origin, List.of());
      // OutcomeCheck counts messages: all tries of one have the same content.
      boolean isCounted = !(event.content() instanceof Event.Posted || event.isRedacted());
      if (!hasOrigin(event, Operation.NEVER)
          || (isCounted && count > asked.stream().filter(OriginCheck::mayBeStored).count())) {
        found.add(new Violation(NO_PHANTOM, "the log holds an event without a request: " + event));
      }
    }
  }

  private boolean hasOrigin(Event event, long at) {
    return event.isRedacted()
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
