package gochat.checker;

import static gochat.checker.Invariant.REAL_TIME;
import static gochat.checker.Invariant.STREAM_ORDER;
import static java.util.stream.Collectors.toMap;

import gochat.checker.Invariant.Violation;
import gochat.checker.Memberships.Membership;
import gochat.checker.Messages.Message;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The order of the logs against the times at which requests were sent and answered.
final class OrderCheck {
  /// @param seq where it stands
  private record Sent(String what, long invokedAt, long acknowledgedAt, long seq) {
    static Sent of(Message message, long seq) {
      return new Sent(message.toString(), message.firstInvokedAt(), message.acknowledgedAt(), seq);
    }

    static Sent of(Operation operation, long seq) {
      return new Sent(operation.toString(), operation.invokedAt(), operation.completedAt(), seq);
    }
  }

  private final History history;
  private final Messages messages;
  private final Memberships memberships;

  OrderCheck(History history, Messages messages, Memberships memberships) {
    this.history = history;
    this.messages = messages;
    this.memberships = memberships;
  }

  void check(List<Violation> found) {
    history.logs().forEach((room, log) -> checkRealTime(room, log, found));
    checkStreams(found);
  }

  /// No event may stand behind one that was sent after its own acknowledgement.
  private void checkRealTime(String room, List<Event> log, List<Violation> found) {
    Map<Long, Sent> changes = changes(room);
    @Nullable Sent latest = null;
    for (Event event : log) {
      Message message = messages.at(room, event.seq());
      Sent sent = message == null ? changes.get(event.seq()) : Sent.of(message, event.seq());
      // Of a message that was repeated after its removal, the acknowledged position is not known.
      if (sent == null || (message != null && messages.isRemoved(message))) {
        continue;
      }
      if (latest != null && sent.acknowledgedAt < latest.invokedAt) {
        found.add(
            new Violation(
                REAL_TIME,
                "%s was acknowledged before %s was sent, and comes after it"
                    .formatted(sent.what, latest.what)));
      }
      if (latest == null || sent.invokedAt > latest.invokedAt) {
        latest = sent;
      }
    }
  }

  /// The stored changes of a room that are no messages, by seq.
  private Map<Long, Sent> changes(String room) {
    Map<Long, Sent> changes = new HashMap<>();
    for (Operation operation : history.operations()) {
      if (operation.request().room().equals(room)
          && operation.result() instanceof Stored(_, long seq)) {
        changes.put(seq, Sent.of(operation, seq));
      }
    }
    return changes;
  }

  private void checkStreams(List<Violation> found) {
    Map<String, Stream> streams =
        history.streams().stream().collect(toMap(Stream::id, stream -> stream));
    Map<List<String>, List<Sent>> ofStreams = new HashMap<>();
    for (Message message : messages.all()) {
      // Of several tries it is not known which one was the one, and a message that was repeated
      // after its removal is a new one.
      if (message.tries().size() > 1
          || messages.isRemoved(message)
          || message.isContested()
          || message.acknowledgement().isEmpty()) {
        continue;
      }
      String id = message.tries().getFirst().stream();
      Stream stream = streams.get(id);
      if (stream == null || !stream.isResuming() || (wasMember(message) && !metFullDisk(message))) {
        ofStreams
            .computeIfAbsent(List.of(id, message.room()), _ -> new ArrayList<>())
            .add(Sent.of(message, message.acknowledgement().orElseThrow().seq()));
      }
    }
    for (Operation operation : history.operations()) {
      Stream stream = streams.get(operation.stream());
      if (operation.result() instanceof Stored(_, long seq)
          && !(operation.request() instanceof Post)
          && stream != null
          // The calls of a client library run side by side.
          && !stream.isResuming()) {
        ofStreams
            .computeIfAbsent(
                List.of(operation.stream(), operation.request().room()), _ -> new ArrayList<>())
            .add(Sent.of(operation, seq));
      }
    }
    ofStreams.forEach((stream, sent) -> checkStream(stream.getFirst(), sent, found));
  }

  /// Whether the sender was in the room all the time. Otherwise a first try may have been refused,
  /// and a repeat of it, when the refusal was lost with the connection, accepted later.
  private boolean wasMember(Message message) {
    if (message.room().equals(History.LOBBY)) {
      return true;
    }
    List<Membership> ofSender = memberships.of(message.room(), message.user());
    return ofSender.size() == 1
        && ofSender.getFirst().isOpen()
        && ofSender.getFirst().sinceAt() < message.firstInvokedAt();
  }

  /// Whether a first try may have been refused for lack of space, and a repeat of it, when the
  /// refusal was lost with the connection, been stored later.
  private boolean metFullDisk(Message message) {
    return history.fullDisks().stream()
        .anyMatch(time -> time.touches(message.firstInvokedAt(), message.acknowledgedAt()));
  }

  private static void checkStream(String stream, List<Sent> sent, List<Violation> found) {
    sent.sort(Comparator.comparingLong(Sent::invokedAt));
    @Nullable Sent before = null;
    for (Sent each : sent) {
      if (before != null && before.seq >= each.seq) {
        found.add(
            new Violation(
                STREAM_ORDER,
                "%s at %d was sent before %s at %d by %s"
                    .formatted(before.what, before.seq, each.what, each.seq, stream)));
      }
      before = each;
    }
  }
}
