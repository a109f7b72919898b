package gochat.checker;

import static gochat.checker.Invariant.BOUNDED;
import static gochat.checker.Invariant.HEAD_REACHED;

import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.Gap;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.Unfollowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far everybody came, how soon, and with how much memory.
///
/// What waits for a connection can't be seen from outside; without a bound it would show in the
/// memory of a server that has little. That a stuck reader moves the others' latency by less than a
/// factor of two is for the load generator to measure: the machine of a test may be doing anything.
final class BoundCheck {
  private final History history;
  private final Messages messages;
  private final Memberships memberships;

  BoundCheck(History history, Messages messages, Memberships memberships) {
    this.history = history;
    this.messages = messages;
    this.memberships = memberships;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      if (history.end().online().contains(stream.id())) {
        if (stream.isSeed()) {
          checkSeed(stream, found);
        } else {
          checkPositions(stream, found);
        }
        checkTime(stream, found);
      }
    }
    if (history.end().residentBytes() > history.bounds().residentBytes()) {
      found.add(
          new Violation(
              BOUNDED,
              "the server took %d bytes (expected: at most %d)"
                  .formatted(history.end().residentBytes(), history.bounds().residentBytes())));
    }
  }

  private void checkPositions(Stream stream, List<Violation> found) {
    Map<String, Long> positions = positions(stream);
    history
        .logs()
        .forEach((room, log) -> {
          boolean isMember =
              room.equals(SeedCheck.LOBBY)
                  || memberships.of(room, stream.user()).stream().anyMatch(Membership::isOpen);
          if (isMember && positions.getOrDefault(room, -1L) != log.size()) {
            found.add(
                new Violation(
                    HEAD_REACHED,
                    "%s of %s ended at %s of %s, whose head is %d"
                        .formatted(
                            stream.id(), stream.user(), positions.get(room), room, log.size())));
          }
        });
  }

  private static Map<String, Long> positions(Stream stream) {
    Map<String, Long> positions = new HashMap<>();
    for (Frame frame : stream.frames()) {
      switch (frame) {
        case Followed(_, String room, _, long seq, _) -> positions.put(room, seq);
        case Unfollowed(_, String room) -> positions.remove(room);
        case Gap(_, String room, _, long toSeq) -> positions.put(room, toSeq);
        case Happened(_, Event event) -> positions.put(event.room(), event.seq());
        case Stream.CaughtUp _,
            Stream.AllCaughtUp _,
            Stream.Reset _,
            Overheard _,
            Stream.Whispered _,
            Stream.MarkerFound _,
            Stream.MarkerMoved _,
            Stream.PresenceTold _ -> {}
      }
    }
    return positions;
  }

  private void checkSeed(Stream stream, List<Violation> found) {
    List<Overheard> heard = stream.all(Overheard.class);
    Message last = heard.isEmpty() ? null : messages.ofText(heard.getLast().text());
    if (last != null) {
      long seq = messages.seqOf(last);
      new SeedCheck(history, messages)
          .missed(stream, seq, Long.MAX_VALUE)
          .forEach(event ->
              found.add(new Violation(HEAD_REACHED, stream.id() + " did not hear " + event)));
    }
  }

  private void checkTime(Stream stream, List<Violation> found) {
    long latestAt = history.end().healedAt() + history.bounds().reachHead();
    stream.all(Happened.class).stream()
        .filter(happened -> happened.at() > latestAt)
        .findFirst()
        .ifPresent(late ->
            found.add(
                new Violation(
                    HEAD_REACHED,
                    "%s came %d after the last fault"
                        .formatted(late, late.at() - history.end().healedAt()))));
  }
}
