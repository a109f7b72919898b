package gochat.checker;

import static gochat.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.checker.Invariant.SETTLED;
import static gochat.checker.Invariant.TOLD_ONCE;
import static java.util.stream.Collectors.groupingBy;

import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.SetAway;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.MarkerMoved;
import gochat.checker.Stream.Presence;
import gochat.checker.Stream.PresenceTold;
import gochat.checker.Stream.Unfollowed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Read markers and presence, which are in no log, as answers and streams report them. Once nothing
/// changes any more, the clients of open streams know those of their user and of others.
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

  private final List<Operation> operations;
  private final List<Stream> streams;
  private final Map<String, List<Operation>> byStream;

  SignalCheck(List<Operation> operations, List<Stream> streams) {
    this.operations = operations;
    this.streams = streams;
    byStream = operations.stream().collect(groupingBy(Operation::stream));
  }

  void check(Messages messages, List<Violation> found) {
    Map<Marker, List<Answer>> answers = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.request() instanceof MarkRead(String room, long wanted)
          && operation.result() instanceof Marked(long seq)) {
        answers
            .computeIfAbsent(new Marker(operation.user(), room), _ -> new ArrayList<>())
            .add(new Answer(operation, seq));
        if (seq < wanted || !messages.mayBeThere(room, seq, operation.completedAt())) {
          found.add(new Violation(RECEIPTS_ADVANCE, operation.toString()));
        }
      }
    }
    answers.values().forEach(ofOne -> checkAnswers(ofOne, found));
    for (Stream stream : streams) {
      checkMarkers(stream, messages, answers, found);
      // A client that reconnects gets the presence anew each time.
      if (!stream.isResuming()) {
        stream.wishes().watched().forEach(user -> checkPresence(stream, user, found));
      }
    }
  }

  /// Reports of read markers, in the order in which the client got them.
  private List<Told> markersTold(Stream stream) {
    List<Told> told = new ArrayList<>();
    for (MarkerFound found : stream.all(MarkerFound.class)) {
      told.add(new Told(found.at(), found.room(), found.seq(), Way.WITH_ROOM));
    }
    for (MarkerMoved moved : stream.all(MarkerMoved.class)) {
      told.add(new Told(moved.at(), moved.room(), moved.seq(), Way.MOVE));
    }
    for (Operation operation : operationsOf(stream)) {
      if (operation.request() instanceof MarkRead(String room, _)
          && operation.result() instanceof Marked(long seq)) {
        told.add(new Told(operation.completedAt(), room, seq, Way.ANSWER));
      }
    }
    told.sort(Comparator.comparingLong(Told::at));
    return told;
  }

  private List<Operation> operationsOf(Stream stream) {
    return byStream.getOrDefault(stream.id(), List.of());
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

  private void checkMarkers(
      Stream stream, Messages messages, Map<Marker, List<Answer>> answers, List<Violation> found) {
    Map<String, Long> markers = new HashMap<>();
    for (Told told : markersTold(stream)) {
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
      if (told.seq() < before || !messages.mayBeThere(told.room(), told.seq(), told.at())) {
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
        operations.stream()
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
          streams.stream()
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

  /// Each marker and presence that a client does not know, or knows wrong. It can be asked while a
  /// run lasts, to wait for it.
  ///
  /// @param online ids of the streams that are open
  List<Violation> unsettled(Set<String> online) {
    List<Violation> found = new ArrayList<>();
    List<Stream> open = streams.stream().filter(stream -> online.contains(stream.id())).toList();
    Map<Marker, Long> newest = new HashMap<>();
    for (Stream stream : streams) {
      known(stream)
          .forEach((room, seq) -> newest.merge(new Marker(stream.user(), room), seq, Math::max));
    }
    for (Stream stream : open) {
      checkKnownMarkers(stream, newest, found);
      checkKnownPresence(stream, open, found);
    }
    return found;
  }

  private void checkKnownMarkers(Stream stream, Map<Marker, Long> newest, List<Violation> found) {
    Map<String, Long> known = known(stream);
    for (String room : roomsWithMarkers(stream)) {
      long knownSeq = known.getOrDefault(room, 0L);
      long newestSeq = newest.getOrDefault(new Marker(stream.user(), room), 0L);
      if (knownSeq != newestSeq) {
        found.add(
            new Violation(
                SETTLED,
                "%s knows the marker of %s at %d, which is at %d"
                    .formatted(stream.id(), room, knownSeq, newestSeq)));
      }
    }
  }

  private Map<String, Long> known(Stream stream) {
    Map<String, Long> known = new HashMap<>();
    for (Told told : markersTold(stream)) {
      known.merge(told.room(), told.seq(), Math::max);
    }
    return known;
  }

  /// The rooms that the stream follows for a member.
  private static Set<String> roomsWithMarkers(Stream stream) {
    Set<String> rooms = new HashSet<>();
    for (Frame frame : stream.frames()) {
      switch (frame) {
        case Followed(_, String room, _, _, _) -> rooms.remove(room);
        case MarkerFound(_, String room, _) -> rooms.add(room);
        case Unfollowed(_, String room) -> rooms.remove(room);
        default -> {}
      }
    }
    return rooms;
  }

  private void checkKnownPresence(Stream stream, List<Stream> open, List<Violation> found) {
    Map<String, Presence> told = new HashMap<>();
    for (PresenceTold frame : stream.all(PresenceTold.class)) {
      told.put(frame.user(), frame.presence());
    }
    for (String user : stream.wishes().watched()) {
      Presence presence = presence(user, open);
      if (told.get(user) != presence) {
        found.add(
            new Violation(
                SETTLED,
                "%s knows %s as %s instead of %s"
                    .formatted(stream.id(), user, told.get(user), presence)));
      }
    }
  }

  private Presence presence(String user, List<Stream> open) {
    List<Stream> here = open.stream().filter(stream -> stream.user().equals(user)).toList();
    if (here.isEmpty()) {
      return Presence.OFFLINE;
    }
    return here.stream().allMatch(this::isAway) ? Presence.AWAY : Presence.ONLINE;
  }

  /// A stream sends one request after the other; a user is not away from a stream that has just
  /// opened.
  private boolean isAway(Stream stream) {
    boolean isAway = false;
    for (Operation operation : operationsOf(stream)) {
      if (operation.request() instanceof SetAway(boolean away)
          && operation.result() instanceof Done) {
        isAway = away;
      }
    }
    return isAway;
  }
}
