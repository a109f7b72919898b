package gochat.checker;

import static gochat.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.checker.Invariant.TOLD_ONCE;
import static java.util.stream.Collectors.groupingBy;

import gochat.checker.Invariant.Violation;
import gochat.checker.Messages.Message;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.SetAway;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.MarkerMoved;
import gochat.checker.Stream.Presence;
import gochat.checker.Stream.PresenceTold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Read markers and presence, which are in no log, as answers and streams report them.
final class SignalCheck {
  enum Way {
    WITH_ROOM,
    MOVE,
    /// To the client's own request. The order of answers and frames is known where a stream is one
    /// connection.
    ANSWER
  }

  /// A report of a read marker to the client of a stream.
  record Told(long at, String room, long seq, Way way) {}

  private record Marker(String user, String room) {}

  /// @param seq where it was said to be
  private record Answer(Operation operation, long seq) {}

  private final History history;
  private final Messages messages;

  SignalCheck(History history, Messages messages) {
    this.history = history;
    this.messages = messages;
  }

  void check(List<Violation> found) {
    Map<String, List<Operation>> byStream =
        history.operations().stream().collect(groupingBy(Operation::stream));
    Map<Marker, List<Answer>> answers = new HashMap<>();
    for (Operation operation : history.operations()) {
      if (operation.request() instanceof MarkRead(String room, long wanted)
          && operation.result() instanceof Marked(long seq)) {
        answers
            .computeIfAbsent(new Marker(operation.user(), room), _ -> new ArrayList<>())
            .add(new Answer(operation, seq));
        if (seq < wanted || !isThere(room, seq, operation.completedAt())) {
          found.add(new Violation(RECEIPTS_ADVANCE, operation.toString()));
        }
      }
    }
    answers.values().forEach(ofOne -> checkAnswers(ofOne, found));
    for (Stream stream : history.streams()) {
      List<Told> told = markersTold(stream, byStream.getOrDefault(stream.id(), List.of()));
      checkStream(stream, told, answers, found);
      // A client that reconnects gets the presence anew each time.
      if (!stream.isResuming()) {
        stream.watched().forEach(user -> checkPresence(stream, user, found));
      }
    }
  }

  /// Reports of read markers, in the order in which the client got them.
  ///
  /// @param operations those of the stream
  static List<Told> markersTold(Stream stream, List<Operation> operations) {
    List<Told> told = new ArrayList<>();
    for (MarkerFound found : stream.all(MarkerFound.class)) {
      told.add(new Told(found.at(), found.room(), found.seq(), Way.WITH_ROOM));
    }
    for (MarkerMoved moved : stream.all(MarkerMoved.class)) {
      told.add(new Told(moved.at(), moved.room(), moved.seq(), Way.MOVE));
    }
    for (Operation operation : operations) {
      if (operation.request() instanceof MarkRead(String room, _)
          && operation.result() instanceof Marked(long seq)) {
        told.add(new Told(operation.completedAt(), room, seq, Way.ANSWER));
      }
    }
    told.sort(Comparator.comparingLong(Told::at));
    return told;
  }

  /// Whether the head may have come as far by then.
  private boolean isThere(String room, long seq, long at) {
    Message message = messages.at(room, seq);
    return seq <= history.log(room).size() && (message == null || message.firstInvokedAt() <= at);
  }

  /// An answer is no less than one that was there before it was asked for.
  private static void checkAnswers(List<Answer> answers, List<Violation> found) {
    List<Answer> byCompletion =
        answers.stream()
            .sorted(Comparator.comparingLong(answer -> answer.operation.completedAt()))
            .toList();
    List<Answer> byInvocation =
        answers.stream()
            .sorted(Comparator.comparingLong(answer -> answer.operation.invokedAt()))
            .toList();
    int complete = 0;
    long least = 0;
    for (Answer answer : byInvocation) {
      while (byCompletion.get(complete).operation.completedAt() < answer.operation.invokedAt()) {
        least = Math.max(least, byCompletion.get(complete).seq);
        complete++;
      }
      if (answer.seq < least) {
        found.add(
            new Violation(RECEIPTS_ADVANCE, answer.operation + ", when it had been at " + least));
      }
    }
  }

  private void checkStream(
      Stream stream, List<Told> all, Map<Marker, List<Answer>> answers, List<Violation> found) {
    Map<String, Long> markers = new HashMap<>();
    for (Told told : all) {
      if (told.way() == Way.ANSWER && stream.isResuming()) {
        continue;
      }
      long before = markers.getOrDefault(told.room(), -1L);
      markers.put(told.room(), Math.max(before, told.seq()));
      if (told.way() == Way.ANSWER) {
        // It may come behind what another device has read since.
        continue;
      }
      String what = "%s: %s after %d".formatted(stream.id(), told, before);
      if (told.seq() < before || !isThere(told.room(), told.seq(), told.at())) {
        found.add(new Violation(RECEIPTS_ADVANCE, what));
      } else if (told.way() == Way.MOVE && told.seq() == before) {
        found.add(new Violation(TOLD_ONCE, what));
      }
      long acknowledged =
          answers.getOrDefault(new Marker(stream.user(), told.room()), List.of()).stream()
              .filter(answer -> answer.operation.completedAt() < stream.openedAt())
              .mapToLong(Answer::seq)
              .max()
              .orElse(0);
      if (told.seq() < acknowledged) {
        found.add(
            new Violation(
                RECEIPTS_ADVANCE,
                "%s: %s, when it had been at %d".formatted(stream.id(), told, acknowledged)));
      }
    }
  }

  /// A stream reports at most as often that a user has turned away as the user did: a slow stream
  /// reports only the latest. Users who turn away do so on one device. When it connects again
  /// before its earlier stream has ended, the user is back until the newer stream ends.
  private void checkPresence(Stream stream, String user, List<Violation> found) {
    List<PresenceTold> told =
        stream.all(PresenceTold.class).stream().filter(frame -> frame.user().equals(user)).toList();
    List<Operation> turns =
        history.operations().stream()
            .filter(operation -> operation.user().equals(user))
            .filter(operation -> operation.request() instanceof SetAway(boolean isAway) && isAway)
            .filter(
                operation -> !operation.hasFailed() && operation.completedAt() >= stream.openedAt())
            .toList();
    // The first report is of the time before.
    int count = !told.isEmpty() && told.getFirst().presence() == Presence.AWAY ? -1 : 0;
    for (PresenceTold frame : told) {
      if (frame.presence() != Presence.AWAY) {
        continue;
      }
      count++;
      long turned = turns.stream().filter(turn -> turn.invokedAt() <= frame.at()).count();
      long connected =
          history.streams().stream()
              .filter(other -> other.user().equals(user))
              .filter(other -> other.openedAt() > stream.openedAt())
              .filter(other -> other.openedAt() <= frame.at())
              .count();
      if (count > turned + connected) {
        found.add(
            new Violation(
                TOLD_ONCE,
                "%s got %d reports that %s turned away, who did so %d times and connected %d times, at %s"
                    .formatted(stream.id(), count, user, turned, connected, frame)));
        return;
      }
    }
  }
}
