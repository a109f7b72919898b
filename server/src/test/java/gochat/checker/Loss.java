package gochat.checker;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.SEEN_IS_STORED;

import gochat.checker.Invariant.Violation;
import java.util.List;
import java.util.Map;

/// The end of logs whose newest events are lost: a backup was restored, or a database became the
/// primary that lacks them. The logs of the next epoch begin with what is left.
///
/// @param epoch of the lost logs
/// @param logs by room: the lost logs with all events that they had
/// @param heads by room: the seq of the last event that is left
/// @param at no request that was sent later has changed the lost logs
public record Loss(long epoch, Map<String, List<Event>> logs, Map<String, Long> heads, long at) {
  public Loss {
    logs = Map.copyOf(logs);
    heads = Map.copyOf(heads);
  }

  /// The next logs have the next epoch, and all that is left.
  ///
  /// @param next by room: the logs that took the place of the lost ones
  void check(Map<String, List<Event>> next, List<Violation> found) {
    next.forEach((room, log) -> {
      if (!log.isEmpty() && log.getFirst().epoch() != epoch + 1) {
        found.add(
            new Violation(
                ACKNOWLEDGED_IS_STORED,
                "%s lost events, and its epoch went from %d to %d (expected: to the next one)"
                    .formatted(room, epoch, log.getFirst().epoch())));
      }
    });
    logs.forEach((room, lost) -> {
      List<Event> log = next.getOrDefault(room, List.of());
      for (int i = 0; i < head(room); i++) {
        Event was = lost.get(i);
        if (i >= log.size() || !was.isLeftAs(log.get(i))) {
          Object is = i < log.size() ? log.get(i) : "gone";
          found.add(new Violation(SEEN_IS_STORED, was + " was not lost, and is " + is));
        }
      }
    });
  }

  /// Whether an event of this content is lost.
  boolean isLost(String room, Event.Content content) {
    return log(room).stream().skip(head(room)).anyMatch(event -> event.content().equals(content));
  }

  List<Event> log(String room) {
    return logs.getOrDefault(room, List.of());
  }

  long head(String room) {
    return heads.getOrDefault(room, 0L);
  }
}
