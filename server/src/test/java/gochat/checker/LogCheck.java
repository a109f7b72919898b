package gochat.checker;

import static gochat.checker.Invariant.NO_HOLE;
import static gochat.checker.Invariant.ONE_CONTENT;
import static gochat.checker.Invariant.ONE_POSITION;
import static gochat.checker.Invariant.SEEN_IS_STORED;

import gochat.checker.Event.Deleted;
import gochat.checker.Event.Posted;
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

/// The logs by themselves, and against the events of streams. A client that begins to read after a
/// deletion, or after a new topic, gets neither the text of the deleted message, of its edits and
/// of the reactions to it, nor an earlier topic.
final class LogCheck {
  private record Position(String room, long epoch, long seq) {
    static Position of(Event event) {
      return new Position(event.room(), event.epoch(), event.seq());
    }
  }

  private record MessageId(String room, String user, String id) {}

  private record Topic(String room, String text) {}

  /// A topic that took the place of those before it.
  private record NewTopic(String room, long seq, long storedAt) {}

  private final History history;
  private final Map<Position, Event> contents = new HashMap<>();

  private final Map<Messages.Position, Long> deletedAt = new HashMap<>();
  private final List<NewTopic> newTopics = new ArrayList<>();
  private final Set<Topic> topics = new HashSet<>();

  LogCheck(History history) {
    this.history = history;
    for (Operation operation : history.operations()) {
      long storedAt = operation.completedAt();
      switch (operation.request()) {
        case Delete(String room, long message) when operation.isStored() ->
            deletedAt.merge(new Messages.Position(room, message), storedAt, Math::min);
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
    history.logs().forEach((room, log) -> checkPositions(room, log, found));
    history.logs().forEach((room, log) -> checkIds(log, history.floor(room), found));
    history.logs().values().forEach(log -> log.forEach(event -> checkContent(event, found)));
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        checkContent(happened.event(), found);
        checkStored(stream, happened.event(), found);
      }
    }
    history.logs().forEach((room, log) -> checkErasures(log, history.floor(room), found));
    checkErasedReads(found);
  }

  private static void checkPositions(String room, List<Event> log, List<Violation> found) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).seq() != i + 1 || log.get(i).epoch() != log.getFirst().epoch()) {
        found.add(
            new Violation(
                NO_HOLE,
                "the log of %s holds as number %d: %s".formatted(room, i + 1, log.get(i))));
        return;
      }
    }
  }

  /// An id is forgotten with its message.
  private static void checkIds(List<Event> log, long floor, List<Violation> found) {
    Map<MessageId, Event> holders = new HashMap<>();
    for (Event event : log) {
      if (event.content() instanceof Posted(String id, _) && !id.isEmpty()) {
        Event first = holders.put(new MessageId(event.room(), event.author(), id), event);
        if (first != null && first.seq() > floor) {
          found.add(new Violation(ONE_POSITION, first + " stands there again as " + event));
        }
      }
    }
  }

  /// The only changes of content are that a text is erased, and that the name of an erased account
  /// is empty.
  private void checkContent(Event event, List<Violation> found) {
    Event known = contents.get(Position.of(event));
    if (known == null || known.isRedacted()) {
      contents.put(Position.of(event), event);
    }
    if (known == null || known.equals(event)) {
      return;
    }
    boolean isSame =
        known.isErasedTo(event)
            || event.isErasedTo(known)
            || known.isNamelessAs(event)
            || event.isNamelessAs(known);
    if (!isSame) {
      found.add(new Violation(ONE_CONTENT, known + " is also " + event));
    }
  }

  private void checkStored(Stream stream, Event event, List<Violation> found) {
    List<Event> log = history.log(event.room());
    boolean isOfThisLog = log.isEmpty() || log.getFirst().epoch() == event.epoch();
    if (isOfThisLog && event.seq() > log.size()) {
      found.add(
          new Violation(
              SEEN_IS_STORED, stream.id() + " saw what the final log does not hold: " + event));
    }
  }

  /// A deletion or a new topic erases its texts, and nothing else is erased.
  private void checkErasures(List<Event> log, long floor, List<Violation> found) {
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
      Event known = contents.getOrDefault(Position.of(event), event);
      boolean isDue = event.isOfTopic() ? event.seq() < topic : deleted.contains(known.message());
      // Of an edit or a reaction that no client saw it is not known to which message it belonged.
      boolean isUnknown = !event.isOfTopic() && known.isRedacted();
      if (event.isRedacted() && !isDue && !isUnknown) {
        found.add(new Violation(ONE_CONTENT, known + " was erased and never deleted or replaced"));
      } else if (!event.isRedacted() && isDue && event.seq() > floor) {
        found.add(new Violation(ONE_CONTENT, "erased, and still in the log: " + event));
      }
    }
  }

  /// What came to clients that began to read after the text was erased.
  private void checkErasedReads(List<Violation> found) {
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
    return deletedAt.getOrDefault(new Messages.Position(room, message), Operation.NEVER) < beforeAt;
  }

  /// Whether the topic at `seq` had another one behind it.
  private boolean isReplaced(String room, long seq, long beforeAt) {
    return newTopics.stream()
        .anyMatch(topic -> topic.room.equals(room) && topic.seq > seq && topic.storedAt < beforeAt);
  }
}
