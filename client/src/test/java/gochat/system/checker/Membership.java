package gochat.system.checker;

import gochat.system.checker.Event.Arrived;
import gochat.system.checker.Event.Departed;
import gochat.system.checker.Operation.Stored;
import gochat.system.checker.Stream.Happened;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A time for which a user was a member of a room: at the longest, since the moments at which it
/// began and ended are only known to lie between others.
///
/// @param toSeq the departure, [Long#MAX_VALUE] when there was none
/// @param fromNanos before it cannot have begun
/// @param sinceNanos it had begun by then
/// @param untilNanos after it cannot have gone on
record Membership(long toSeq, long fromNanos, long sinceNanos, long untilNanos) {
  /// Whether it may have been at some time between two moments.
  boolean touches(long fromNanos, long untilNanos) {
    return this.fromNanos <= untilNanos && this.untilNanos >= fromNanos;
  }

  boolean isOpen() {
    return toSeq == Long.MAX_VALUE;
  }

  /// In their order.
  static List<Membership> of(History history, String room, String user) {
    List<Membership> memberships = new ArrayList<>();
    @Nullable Event arrival = null;
    for (Event event : history.log(room)) {
      if (event.content() instanceof Arrived(var users) && users.contains(user)) {
        arrival = arrival == null ? event : arrival;
      } else if (event.content() instanceof Departed(String departed)
          && departed.equals(user)
          && arrival != null) {
        memberships.add(between(history, arrival, event));
        arrival = null;
      }
    }
    if (arrival != null) {
      memberships.add(between(history, arrival, null));
    }
    return memberships;
  }

  private static Membership between(History history, Event arrival, @Nullable Event departure) {
    return new Membership(
        departure == null ? Long.MAX_VALUE : departure.seq(),
        earliestNanos(history, arrival),
        latestNanos(history, arrival),
        departure == null ? Operation.NEVER : latestNanos(history, departure));
  }

  /// When the first of those who may have caused `event` asked for it.
  private static long earliestNanos(History history, Event event) {
    return history.operations().stream()
        .filter(operation -> mayBe(operation, event))
        .mapToLong(Operation::invokedNanos)
        .min()
        .orElse(0);
  }

  private static boolean mayBe(Operation operation, Event event) {
    boolean isAnswered =
        operation.result() instanceof Stored(_, long seq)
            ? seq == event.seq()
            : operation.result() instanceof Operation.Unknown;
    return isAnswered
        && operation.request().room().equals(event.room())
        && operation.user().equals(event.author())
        && OutcomeCheck.isOf(operation.request(), event.content());
  }

  /// When the first one knew that `event` had happened.
  private static long latestNanos(History history, Event event) {
    long answeredNanos =
        history.operations().stream()
            .filter(operation -> operation.request().room().equals(event.room()))
            .filter(operation ->
                operation.result() instanceof Stored(_, long seq) && seq == event.seq())
            .mapToLong(Operation::completedNanos)
            .min()
            .orElse(Operation.NEVER);
    long seenNanos =
        history.streams().stream()
            .flatMap(stream -> stream.all(Happened.class).stream())
            .filter(happened -> happened.event().equals(event))
            .mapToLong(Happened::atNanos)
            .min()
            .orElse(Operation.NEVER);
    return Math.min(answeredNanos, seenNanos);
  }
}
