package gochat.checker;

import static gochat.checker.Invariant.ORDERLY_STOP;

import gochat.checker.Stop.Attempt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A stop takes no longer than is promised and is a success; meanwhile the ports close, and stay
/// closed however many come back.
final class StopCheck {
  private final History history;

  StopCheck(History history) {
    this.history = history;
  }

  void check(List<Violation> found) {
    for (Stop stop : history.stops()) {
      if (stop.exitCode() != 0) {
        found.add(new Violation(ORDERLY_STOP, "it ended with exit code " + stop.exitCode()));
      }
      if (stop.duration() > history.bounds().stop()) {
        found.add(new Violation(ORDERLY_STOP, "it took " + stop.duration()));
      }
      checkPorts(stop, found);
    }
  }

  private void checkPorts(Stop stop, List<Violation> found) {
    Map<Integer, Long> closedAt = new HashMap<>();
    for (Attempt attempt : stop.attempts()) {
      if (!attempt.isAccepted()) {
        closedAt.merge(attempt.port(), attempt.endedAt(), Math::min);
      }
    }
    long latestAt = stop.signalledAt() + history.bounds().closePorts();
    for (Attempt attempt : stop.attempts()) {
      long endAt = Math.min(latestAt, closedAt.getOrDefault(attempt.port(), latestAt));
      if (attempt.isAccepted() && attempt.startedAt() > endAt) {
        found.add(
            new Violation(
                ORDERLY_STOP,
                "port %d took a connection %d ms after the signal"
                    .formatted(
                        attempt.port(), (attempt.startedAt() - stop.signalledAt()) / 1_000_000)));
        return;
      }
    }
  }
}
