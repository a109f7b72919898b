package gochat.checker;

import static gochat.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.checker.Invariant.TOLD_ONCE;
import static java.util.stream.Collectors.groupingBy;

import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.ToldMarkers.Told;
import gochat.checker.ToldMarkers.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Read markers, as answers give them and as streams tell them.
final class MarkerCheck {
  private record Marker(String user, String room) {}

  /// @param seq where it was said to be
  private record Answer(Operation operation, long seq) {}

  private final History history;
  private final Messages messages;

  MarkerCheck(History history, Messages messages) {
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
      List<Told> told = ToldMarkers.of(stream, byStream.getOrDefault(stream.id(), List.of()));
      checkStream(stream, told, answers, found);
    }
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
}
