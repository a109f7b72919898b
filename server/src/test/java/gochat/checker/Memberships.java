package gochat.checker;

import static gochat.checker.Invariant.MEMBERS_ONLY;

import gochat.checker.Event.Arrived;
import gochat.checker.Event.Departed;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The memberships of users in rooms, by the logs, and the check that only members of a private
/// room get anything of it.
///
/// Frames that were on their way when a membership ended may arrive later. So an event is allowed
/// if the stream was open during a membership that covers its position; a member reads the log from
/// its beginning.
final class Memberships {
  private record Key(String room, String user) {}

  private final History history;
  private final Map<Key, List<Membership>> memberships = new HashMap<>();

  /// By arrival or departure: when the first client saw it.
  private final Map<Event, Long> seenAt = new HashMap<>();

  Memberships(History history) {
    this.history = history;
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        Event event = happened.event();
        if (event.content() instanceof Arrived || event.content() instanceof Departed) {
          seenAt.merge(event, happened.at(), Math::min);
        }
      }
    }
  }

  /// In their order.
  List<Membership> of(String room, String user) {
    return memberships.computeIfAbsent(new Key(room, user), this::find);
  }

  private List<Membership> find(Key key) {
    List<Membership> found = new ArrayList<>();
    @Nullable Event arrival = null;
    for (Event event : history.log(key.room)) {
      if (event.content() instanceof Arrived(var users) && users.contains(key.user)) {
        arrival = arrival == null ? event : arrival;
      } else if (event.content() instanceof Departed(String departed)
          && departed.equals(key.user)
          && arrival != null) {
        found.add(between(arrival, event));
        arrival = null;
      }
    }
    if (arrival != null) {
      found.add(between(arrival, null));
    }
    return found;
  }

  private Membership between(Event arrival, @Nullable Event departure) {
    return new Membership(
        arrival.seq(),
        departure == null ? Long.MAX_VALUE : departure.seq(),
        earliestAt(arrival),
        latestAt(arrival),
        departure == null ? Operation.NEVER : latestAt(departure));
  }

  /// When the first request that may have caused `event` was sent.
  private long earliestAt(Event event) {
    return history.operations().stream()
        .filter(operation -> mayBe(operation, event))
        .mapToLong(Operation::invokedAt)
        .min()
        .orElse(0);
  }

  private static boolean mayBe(Operation operation, Event event) {
    boolean isAnswered =
        operation.result() instanceof Stored(_, long seq)
            ? seq == event.seq()
            : operation.result() instanceof Unknown;
    return isAnswered && operation.mayCause(event);
  }

  /// When the first client knew that `event` had happened.
  private long latestAt(Event event) {
    long answeredAt =
        history.operations().stream()
            .filter(operation -> operation.request().room().equals(event.room()))
            .filter(operation ->
                operation.result() instanceof Stored(_, long seq) && seq == event.seq())
            .mapToLong(Operation::completedAt)
            .min()
            .orElse(Operation.NEVER);
    return Math.min(answeredAt, seenAt.getOrDefault(event, Operation.NEVER));
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      for (Frame frame : stream.frames()) {
        boolean isAllowed =
            switch (frame) {
              case Happened(long at, Event event) ->
                  mayRead(event.room(), stream.user(), event.seq(), stream.openedAt(), at);
              case Followed(long at, String room, _, _, _) ->
                  mayRead(room, stream.user(), 0, stream.openedAt(), at);
              case Stream.MarkerFound _,
                  Stream.MarkerMoved _,
                  Stream.PresenceTold _,
                  Stream.Unfollowed _,
                  Stream.CaughtUp _,
                  Stream.AllCaughtUp _,
                  Stream.Gap _,
                  Stream.Removed _,
                  Stream.Reset _,
                  Stream.Overheard _,
                  Stream.Whispered _ ->
                  true;
            };
        if (!isAllowed) {
          found.add(
              new Violation(
                  MEMBERS_ONLY,
                  "%s of %s was told %s; memberships: %s"
                      .formatted(stream.id(), stream.user(), frame, behind(frame, stream.user()))));
        }
      }
    }
    history.operations().forEach(operation -> checkPage(operation, found));
  }

  private List<Membership> behind(Frame frame, String user) {
    return switch (frame) {
      case Happened(_, Event event) -> of(event.room(), user);
      case Followed(_, String room, _, _, _) -> of(room, user);
      default -> List.of();
    };
  }

  private void checkPage(Operation operation, List<Violation> found) {
    if (operation.result() instanceof Page(List<Line> lines)) {
      long newest = lines.isEmpty() ? 0 : lines.getLast().seq();
      if (!mayRead(
          operation.request().room(),
          operation.user(),
          newest,
          operation.invokedAt(),
          operation.completedAt())) {
        found.add(new Violation(MEMBERS_ONLY, "a page for no member: " + operation));
      }
    }
  }

  /// Whether a membership that covers `seq` fell between two moments.
  private boolean mayRead(String room, String user, long seq, long fromAt, long untilAt) {
    return !history.privateRooms().contains(room)
        || of(room, user).stream()
            .anyMatch(
                membership -> membership.toSeq() >= seq && membership.touches(fromAt, untilAt));
  }

  /// A time for which a user was a member of a room: at the longest, since the moments at which it
  /// began and ended are only known to lie between others.
  ///
  /// @param fromSeq the arrival
  /// @param toSeq the departure, [Long#MAX_VALUE] when there was none
  /// @param fromAt before it cannot have begun
  /// @param sinceAt it had begun by then
  /// @param untilAt after it cannot have gone on
  record Membership(long fromSeq, long toSeq, long fromAt, long sinceAt, long untilAt) {
    /// Whether it may have been at some time between two moments.
    boolean touches(long fromAt, long untilAt) {
      return this.fromAt <= untilAt && this.untilAt >= fromAt;
    }

    /// Whether the user was a member when `seq` was the room's last event.
    boolean covers(long seq) {
      return fromSeq <= seq && seq < toSeq;
    }

    boolean isOpen() {
      return toSeq == Long.MAX_VALUE;
    }
  }
}
