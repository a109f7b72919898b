package gochat.checker;

import gochat.checker.Event.Arrived;
import gochat.checker.Event.Departed;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The memberships of users in rooms, by the logs.
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

  /// A time for which a user was a member of a room: at the longest, since the moments at which it
  /// began and ended are only known to lie between others.
  ///
  /// @param toSeq the departure, [Long#MAX_VALUE] when there was none
  /// @param fromAt before it cannot have begun
  /// @param sinceAt it had begun by then
  /// @param untilAt after it cannot have gone on
  record Membership(long toSeq, long fromAt, long sinceAt, long untilAt) {
    /// Whether it may have been at some time between two moments.
    boolean touches(long fromAt, long untilAt) {
      return this.fromAt <= untilAt && this.untilAt >= fromAt;
    }

    boolean isOpen() {
      return toSeq == Long.MAX_VALUE;
    }
  }
}
