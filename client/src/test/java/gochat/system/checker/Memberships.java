package gochat.system.checker;

import gochat.system.checker.Event.Arrived;
import gochat.system.checker.Event.Departed;
import gochat.system.checker.Operation.Stored;
import gochat.system.checker.Operation.Unknown;
import gochat.system.checker.Stream.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who was in which room when, by the logs.
final class Memberships {
  private record Who(String room, String user) {}

  private final History history;
  private final Map<Who, List<Membership>> memberships = new HashMap<>();

  /// When the first one saw somebody come or go.
  private final Map<Event, Long> seenNanos = new HashMap<>();

  Memberships(History history) {
    this.history = history;
    for (Stream stream : history.streams()) {
      for (Happened happened : stream.all(Happened.class)) {
        Event event = happened.event();
        if (event.content() instanceof Arrived || event.content() instanceof Departed) {
          seenNanos.merge(event, happened.atNanos(), Math::min);
        }
      }
    }
  }

  /// In their order.
  List<Membership> of(String room, String user) {
    return memberships.computeIfAbsent(new Who(room, user), this::find);
  }

  private List<Membership> find(Who who) {
    List<Membership> found = new ArrayList<>();
    @Nullable Event arrival = null;
    for (Event event : history.log(who.room)) {
      if (event.content() instanceof Arrived(var users) && users.contains(who.user)) {
        arrival = arrival == null ? event : arrival;
      } else if (event.content() instanceof Departed(String departed)
          && departed.equals(who.user)
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
        earliestNanos(arrival),
        latestNanos(arrival),
        departure == null ? Operation.NEVER : latestNanos(departure));
  }

  /// When the first of those who may have caused `event` asked for it.
  private long earliestNanos(Event event) {
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
            : operation.result() instanceof Unknown;
    return isAnswered
        && operation.request().room().equals(event.room())
        && operation.user().equals(event.author())
        && OutcomeCheck.isOf(operation.request(), event.content());
  }

  /// When the first one knew that `event` had happened.
  private long latestNanos(Event event) {
    long answeredNanos =
        history.operations().stream()
            .filter(operation -> operation.request().room().equals(event.room()))
            .filter(operation ->
                operation.result() instanceof Stored(_, long seq) && seq == event.seq())
            .mapToLong(Operation::completedNanos)
            .min()
            .orElse(Operation.NEVER);
    return Math.min(answeredNanos, seenNanos.getOrDefault(event, Operation.NEVER));
  }
}
