package gochat.system.checker;

import static gochat.system.checker.Invariant.ONE_CONTENT;

import gochat.system.checker.Event.Deleted;
import gochat.system.checker.Event.TopicSet;
import gochat.system.checker.Operation.Delete;
import gochat.system.checker.Operation.Line;
import gochat.system.checker.Operation.Page;
import gochat.system.checker.Operation.SetTopic;
import gochat.system.checker.Operation.Stored;
import gochat.system.checker.Stream.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The text of a deleted message, those of its edits and of the reactions to it, and the topics
/// before a room's last one are gone from the log, and from what anybody reads who begins after the
/// deletion, or after the new topic.
final class ErasureCheck {
  private record Position(String room, long seq) {}

  private record Topic(String room, String text) {}

  /// A topic that took the place of those before it.
  private record NewTopic(String room, long seq, long storedNanos) {}

  private final History history;
  private final Map<Position, Long> deletedNanos = new HashMap<>();
  private final List<NewTopic> newTopics = new ArrayList<>();
  private final Set<Topic> topics = new HashSet<>();

  ErasureCheck(History history) {
    this.history = history;
    for (Operation operation : history.operations()) {
      long storedNanos = operation.completedNanos();
      switch (operation.request()) {
        case Delete(String room, long message) when operation.isStored() ->
            deletedNanos.merge(new Position(room, message), storedNanos, Math::min);
        case SetTopic(String room, String text) -> {
          topics.add(new Topic(room, text));
          if (operation.result() instanceof Stored(_, long seq)) {
            newTopics.add(new NewTopic(room, seq, storedNanos));
          }
        }
        default -> {}
      }
    }
  }

  void check(List<Violation> found) {
    history.logs().values().forEach(log -> checkLog(log, found));
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        if (isErased(happened.event(), stream.openedNanos())) {
          found.add(
              new Violation(
                  ONE_CONTENT,
                  stream.id() + " came later and saw an erased text: " + happened.event()));
        }
      }
    }
    for (Operation operation : history.operations()) {
      if (operation.result() instanceof Page(List<Line> lines)) {
        for (Line line : lines) {
          if (isErased(operation.request().room(), line, operation.invokedNanos())) {
            found.add(new Violation(ONE_CONTENT, "a page shows the erased text of " + line));
          }
        }
      }
    }
  }

  private static void checkLog(List<Event> log, List<Violation> found) {
    Set<Long> deleted = new HashSet<>();
    long topic = 0;
    for (Event event : log) {
      if (event.content() instanceof Deleted(long message)) {
        deleted.add(message);
      }
      if (event.isOfTopic()) {
        topic = event.seq();
      }
    }
    for (Event event : log) {
      boolean isErased =
          event.content() instanceof TopicSet
              ? event.seq() < topic
              : deleted.contains(event.message());
      if (isErased) {
        found.add(new Violation(ONE_CONTENT, "erased, and still in the log: " + event));
      }
    }
  }

  private boolean isErased(Event event, long beforeNanos) {
    return event.content() instanceof TopicSet
        ? isReplaced(event.room(), event.seq(), beforeNanos)
        : isDeleted(event.room(), event.message(), beforeNanos);
  }

  private boolean isErased(String room, Line line, long beforeNanos) {
    return topics.contains(new Topic(room, line.text()))
        ? isReplaced(room, line.seq(), beforeNanos)
        : isDeleted(room, line.seq(), beforeNanos);
  }

  private boolean isDeleted(String room, long message, long beforeNanos) {
    return deletedNanos.getOrDefault(new Position(room, message), Operation.NEVER) < beforeNanos;
  }

  /// Whether the topic at `seq` had another one behind it.
  private boolean isReplaced(String room, long seq, long beforeNanos) {
    return newTopics.stream()
        .anyMatch(
            topic -> topic.room.equals(room) && topic.seq > seq && topic.storedNanos < beforeNanos);
  }
}
