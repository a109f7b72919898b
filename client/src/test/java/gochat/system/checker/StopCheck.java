package gochat.system.checker;

import static gochat.system.checker.Invariant.ORDERLY_STOP;

import gochat.system.checker.Stop.Attempt;
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
      if (stop.nanos() > history.bounds().stopNanos()) {
        found.add(new Violation(ORDERLY_STOP, "it took %d ms".formatted(stop.nanos() / 1_000_000)));
      }
      checkPorts(stop, found);
    }
  }

  private void checkPorts(Stop stop, List<Violation> found) {
    Map<Integer, Long> closedNanos = new HashMap<>();
    for (Attempt attempt : stop.attempts()) {
      if (!attempt.isAccepted()) {
        closedNanos.merge(attempt.port(), attempt.endedNanos(), Math::min);
      }
    }
    long latestNanos = stop.signalledNanos() + history.bounds().closePortsNanos();
    for (Attempt attempt : stop.attempts()) {
      long endNanos = Math.min(latestNanos, closedNanos.getOrDefault(attempt.port(), latestNanos));
      if (attempt.isAccepted() && attempt.startedNanos() > endNanos) {
        found.add(
            new Violation(
                ORDERLY_STOP,
                "port %d took a connection %d ms after the signal"
                    .formatted(
                        attempt.port(),
                        (attempt.startedNanos() - stop.signalledNanos()) / 1_000_000)));
        return;
      }
    }
  }
}
