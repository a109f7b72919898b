package gochat.checker;

import static gochat.checker.Invariant.SETTLED;
import static java.util.stream.Collectors.groupingBy;

import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.SetAway;
import gochat.checker.SignalCheck.Told;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.Presence;
import gochat.checker.Stream.PresenceTold;
import gochat.checker.Stream.Unfollowed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the clients of open streams know the read markers of their user and the presence of
/// others, which are in no log, once nothing changes any more.
///
/// It can be asked while a run lasts, to wait for it.
public final class Settlement {
  private final Map<String, List<Operation>> operations;
  private final List<Stream> streams;
  private final Set<String> online;

  /// @param online ids of the streams that are open
  public Settlement(List<Operation> operations, List<Stream> streams, Set<String> online) {
    this.operations = operations.stream().collect(groupingBy(Operation::stream));
    this.streams = streams;
    this.online = online;
  }

  /// Each marker and presence that a client does not know, or knows wrong.
  public List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    streams.stream()
        .collect(groupingBy(Stream::user))
        .values()
        .forEach(ofUser -> checkMarkers(ofUser, found));
    for (Stream stream : streams) {
      if (online.contains(stream.id())) {
        checkPresence(stream, found);
      }
    }
    return found;
  }

  private void checkMarkers(List<Stream> ofUser, List<Violation> found) {
    Map<String, Long> newest = new HashMap<>();
    for (Stream stream : ofUser) {
      known(stream).forEach((room, seq) -> newest.merge(room, seq, Math::max));
    }
    for (Stream stream : ofUser) {
      if (online.contains(stream.id())) {
        Map<String, Long> known = known(stream);
        for (String room : roomsWithMarkers(stream)) {
          long knownSeq = known.getOrDefault(room, 0L);
          long newestSeq = newest.getOrDefault(room, 0L);
          if (knownSeq != newestSeq) {
            found.add(
                new Violation(
                    SETTLED,
                    "%s knows the marker of %s at %d, which is at %d"
                        .formatted(stream.id(), room, knownSeq, newestSeq)));
          }
        }
      }
    }
  }

  private Map<String, Long> known(Stream stream) {
    Map<String, Long> known = new HashMap<>();
    for (Told told : SignalCheck.markersTold(stream, operationsOf(stream))) {
      known.merge(told.room(), told.seq(), Math::max);
    }
    return known;
  }

  private List<Operation> operationsOf(Stream stream) {
    return operations.getOrDefault(stream.id(), List.of());
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

  private void checkPresence(Stream stream, List<Violation> found) {
    Map<String, Presence> told = new HashMap<>();
    for (PresenceTold frame : stream.all(PresenceTold.class)) {
      told.put(frame.user(), frame.presence());
    }
    for (String user : stream.watched()) {
      Presence presence = presence(user);
      if (told.get(user) != presence) {
        found.add(
            new Violation(
                SETTLED,
                "%s knows %s as %s instead of %s"
                    .formatted(stream.id(), user, told.get(user), presence)));
      }
    }
  }

  private Presence presence(String user) {
    List<Stream> here =
        streams.stream()
            .filter(stream -> stream.user().equals(user) && online.contains(stream.id()))
            .toList();
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
