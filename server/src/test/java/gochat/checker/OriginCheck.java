package gochat.checker;

import static gochat.checker.Invariant.NO_PHANTOM;

import gochat.checker.Event.Other;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Overheard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything that was read, in logs, on streams and on pages, comes from somebody who had begun to
/// ask for it by then.
final class OriginCheck {
  private record Origin(String room, String user, Event.Content content) {}

  private record Text(String room, String text) {}

  private final History history;
  private final Messages messages;

  /// What others than messages may have been asked for, and how often.
  private final Map<Origin, List<Operation>> origins = new HashMap<>();

  private final Map<Text, Long> sentAt = new HashMap<>();

  OriginCheck(History history, Messages messages) {
    this.history = history;
    this.messages = messages;
    for (Operation operation : history.operations()) {
      originsOf(operation)
          .forEach(
              origin -> origins.computeIfAbsent(origin, _ -> new ArrayList<>()).add(operation));
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

  /// What comes of it if it is done.
  private static Set<Origin> originsOf(Operation operation) {
    String room = operation.request().room();
    String user = operation.user();
    return switch (operation.request()) {
      case Operation.Edit(_, long message, String text) ->
          Set.of(new Origin(room, user, new Event.Edited(message, text)));
      case Operation.Delete(_, long message) ->
          Set.of(new Origin(room, user, new Event.Deleted(message)));
      case Operation.React(_, long message, String reaction, boolean isAdded) ->
          Set.of(new Origin(room, user, new Event.Reacted(message, reaction, isAdded)));
      case Operation.SetTopic(_, String topic) ->
          Set.of(new Origin(room, user, new Event.TopicSet(topic)));
      case Operation.Enter(_, String member) -> {
        Set<Origin> origins = new HashSet<>();
        origins.add(new Origin(room, user, new Event.Arrived(Set.of(member))));
        // The user who opens a conversation is in it too.
        origins.add(
            new Origin(room, user, new Event.Arrived(new HashSet<>(List.of(user, member)))));
        yield origins;
      }
      case Operation.Exit(_, String member) ->
          Set.of(new Origin(room, user, new Event.Departed(member)));
      case Operation.Change(_, String what) -> Set.of(new Origin(room, user, new Other(what)));
      case Operation.Post _,
          Operation.MarkRead _,
          Operation.ReadPage _,
          Operation.Whisper _,
          Operation.SetAway _ ->
          Set.of();
    };
  }

  void check(List<Violation> found) {
    history.logs().values().forEach(log -> checkLog(log, found));
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        if (!hasOrigin(happened.event(), happened.at())) {
          found.add(
              new Violation(
                  NO_PHANTOM, stream.id() + " saw what nobody had sent: " + happened.event()));
        }
      }
      for (Overheard overheard : stream.all(Overheard.class)) {
        Message message = messages.ofText(overheard.text());
        if (message == null
            || !message.user().equals(overheard.author())
            || message.firstInvokedAt() > overheard.at()) {
          found.add(
              new Violation(NO_PHANTOM, stream.id() + " heard what nobody had said: " + overheard));
        }
      }
    }
    history.operations().forEach(operation -> checkPage(operation, found));
  }

  private void checkLog(List<Event> log, List<Violation> found) {
    Map<Origin, Integer> counts = new HashMap<>();
    for (Event event : log) {
      Origin origin = new Origin(event.room(), event.author(), event.content());
      int count = counts.merge(origin, 1, Integer::sum);
      List<Operation> asked = origins.getOrDefault(origin, List.of());
      boolean isCounted = !(messages.of(event).isPresent() || event.isRedacted());
      if (!hasOrigin(event, Operation.NEVER)
          || (isCounted && count > asked.stream().filter(OriginCheck::mayBeStored).count())) {
        found.add(new Violation(NO_PHANTOM, "the log holds what nobody sent: " + event));
      }
    }
  }

  private boolean hasOrigin(Event event, long at) {
    if (event.isRedacted()) {
      return true;
    }
    if (event.content() instanceof Event.Posted) {
      return messages.of(event).filter(sent -> sent.firstInvokedAt() <= at).isPresent();
    }
    Origin origin = new Origin(event.room(), event.author(), event.content());
    return origins.getOrDefault(origin, List.of()).stream()
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
        found.add(new Violation(NO_PHANTOM, "a page shows what nobody had sent: " + line));
      }
      if (line.seq() < last.seq() || line.equals(last)) {
        found.add(new Violation(Invariant.IN_SEQUENCE, "a page is out of order at " + line.seq()));
      }
      last = line;
    }
  }
}
