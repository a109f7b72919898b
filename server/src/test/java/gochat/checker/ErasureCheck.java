package gochat.checker;

import static gochat.checker.Invariant.ONE_CONTENT;

import gochat.checker.Event.TopicSet;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.SetTopic;
import gochat.checker.Operation.Stored;
import gochat.checker.Stream.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A client that begins to read after a deletion, or after a new topic, gets neither the text of
/// the deleted message, of its edits and of the reactions to it, nor an earlier topic.
final class ErasureCheck {
  private record Position(String room, long seq) {}

  private record Topic(String room, String text) {}

  /// A topic that took the place of those before it.
  private record NewTopic(String room, long seq, long storedAt) {}

  private final History history;
  private final Map<Position, Long> deletedAt = new HashMap<>();
  private final List<NewTopic> newTopics = new ArrayList<>();
  private final Set<Topic> topics = new HashSet<>();

  ErasureCheck(History history) {
    this.history = history;
    for (Operation operation : history.operations()) {
      long storedAt = operation.completedAt();
      switch (operation.request()) {
        case Delete(String room, long message) when operation.isStored() ->
            deletedAt.merge(new Position(room, message), storedAt, Math::min);
        case SetTopic(String room, String text) -> {
          topics.add(new Topic(room, text));
          if (operation.result() instanceof Stored(_, long seq)) {
            newTopics.add(new NewTopic(room, seq, storedAt));
          }
        }
        default -> {}
      }
    }
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        if (isErased(happened.event(), stream.openedAt())) {
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
          if (isErased(operation.request().room(), line, operation.invokedAt())) {
            found.add(new Violation(ONE_CONTENT, "a page shows the erased text of " + line));
          }
        }
      }
    }
  }

  private boolean isErased(Event event, long beforeAt) {
    return event.content() instanceof TopicSet
        ? isReplaced(event.room(), event.seq(), beforeAt)
        : isDeleted(event.room(), event.message(), beforeAt);
  }

  private boolean isErased(String room, Line line, long beforeAt) {
    return topics.contains(new Topic(room, line.text()))
        ? isReplaced(room, line.seq(), beforeAt)
        : isDeleted(room, line.seq(), beforeAt);
  }

  private boolean isDeleted(String room, long message, long beforeAt) {
    return deletedAt.getOrDefault(new Position(room, message), Operation.NEVER) < beforeAt;
  }

  /// Whether the topic at `seq` had another one behind it.
  private boolean isReplaced(String room, long seq, long beforeAt) {
    return newTopics.stream()
        .anyMatch(topic -> topic.room.equals(room) && topic.seq > seq && topic.storedAt < beforeAt);
  }
}
