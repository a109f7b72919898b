package gochat.system.checker;

import static gochat.system.checker.Invariant.REAL_TIME;
import static gochat.system.checker.Invariant.STREAM_ORDER;
import static java.util.stream.Collectors.toSet;

import gochat.system.checker.Operation.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The order of the logs against the order in which was sent and answered.
final class OrderCheck {
  private record Sent(String what, long invokedNanos, long acknowledgedNanos) {
    static Sent of(Message message) {
      return new Sent(message.toString(), message.firstInvokedNanos(), message.acknowledgedNanos());
    }

    static Sent of(Operation operation) {
      return new Sent(operation.toString(), operation.invokedNanos(), operation.completedNanos());
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

  /// In the order of the log nothing may come that was acknowledged before something in front of it
  /// was sent.
  private void checkRealTime(String room, List<Event> log, List<Violation> found) {
    Map<Long, Sent> changes = changes(room);
    @Nullable Sent latest = null;
    for (Event event : log) {
      Message message = messages.at(room, event.seq());
      Sent sent = message == null ? changes.get(event.seq()) : Sent.of(message);
      if (sent == null) {
        continue;
      }
      if (latest != null && sent.acknowledgedNanos < latest.invokedNanos) {
        found.add(
            new Violation(
                REAL_TIME,
                "%s was acknowledged before %s was sent, and comes after it"
                    .formatted(sent.what, latest.what)));
      }
      if (latest == null || sent.invokedNanos > latest.invokedNanos) {
        latest = sent;
      }
    }
  }

  /// What was stored in a room and is no message, by its seq.
  private Map<Long, Sent> changes(String room) {
    Map<Long, Sent> changes = new HashMap<>();
    for (Operation operation : history.operations()) {
      if (operation.request().room().equals(room)
          && operation.result() instanceof Stored(_, long seq)) {
        changes.put(seq, Sent.of(operation));
      }
    }
    return changes;
  }

  private void checkStreams(List<Violation> found) {
    Set<String> resuming =
        history.streams().stream().filter(Stream::isResuming).map(Stream::id).collect(toSet());
    Map<List<String>, List<Message>> ofStreams = new HashMap<>();
    for (Message message : messages.all()) {
      // Of several tries it is not known which one was the one.
      if (message.tries().size() > 1
          || message.isContested()
          || message.acknowledgement().isEmpty()) {
        continue;
      }
      String stream = message.tries().getFirst().stream();
      if (!resuming.contains(stream) || wasMember(message)) {
        ofStreams
            .computeIfAbsent(List.of(stream, message.room()), _ -> new ArrayList<>())
            .add(message);
      }
    }
    ofStreams.values().forEach(sent -> checkStream(sent, found));
  }

  /// Whether the sender was in the room all the time. Otherwise a first try may have been refused,
  /// and a repeat of it, when the refusal was lost with the connection, accepted later.
  private boolean wasMember(Message message) {
    if (message.room().equals(SeedCheck.LOBBY)) {
      return true;
    }
    List<Membership> ofSender = memberships.of(message.room(), message.user());
    return ofSender.size() == 1
        && ofSender.getFirst().isOpen()
        && ofSender.getFirst().sinceNanos() < message.firstInvokedNanos();
  }

  private static void checkStream(List<Message> sent, List<Violation> found) {
    sent.sort(Comparator.comparingLong(Message::firstInvokedNanos));
    @Nullable Message before = null;
    for (Message message : sent) {
      if (before != null && seq(before) >= seq(message)) {
        found.add(
            new Violation(
                STREAM_ORDER,
                "%s at %d was sent before %s at %d by %s"
                    .formatted(
                        before,
                        seq(before),
                        message,
                        seq(message),
                        message.tries().getFirst().stream())));
      }
      before = message;
    }
  }

  private static long seq(Message message) {
    return message.acknowledgement().orElseThrow().seq();
  }
}
