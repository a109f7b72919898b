package gochat.checker;

import static gochat.checker.Invariant.ORDERLY_STOP;

import gochat.checker.Invariant.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A stop of the server that was asked for, with SIGTERM. Times as in [Operation].
///
/// @param exitCode of its process
/// @param attempts to connect meanwhile, in any order
public record Stop(long signalledAt, long endedAt, int exitCode, List<Attempt> attempts) {
  public Stop {
    attempts = List.copyOf(attempts);
  }

  /// @param port one of the server's
  public record Attempt(int port, long startedAt, long endedAt, boolean isAccepted) {}

  long duration() {
    return endedAt - signalledAt;
  }

  /// A stop succeeds within its time. Meanwhile the ports close and stay closed, however many
  /// clients come back.
  void check(History.Bounds bounds, List<Violation> found) {
    if (exitCode != 0) {
      found.add(new Violation(ORDERLY_STOP, "it ended with exit code " + exitCode));
    }
    if (duration() > bounds.stop()) {
      found.add(new Violation(ORDERLY_STOP, "it took " + duration()));
    }
    Map<Integer, Long> closedAt = new HashMap<>();
    for (Attempt attempt : attempts) {
      if (!attempt.isAccepted) {
        closedAt.merge(attempt.port, attempt.endedAt, Math::min);
      }
    }
    long latestAt = signalledAt + bounds.closePorts();
    attempts.stream()
        .filter(attempt ->
            attempt.isAccepted
                && attempt.startedAt
                    > Math.min(latestAt, closedAt.getOrDefault(attempt.port, latestAt)))
        .findFirst()
        .ifPresent(late ->
            found.add(
                new Violation(
                    ORDERLY_STOP,
                    "port %d took a connection %d ms after the signal"
                        .formatted(late.port, (late.startedAt - signalledAt) / 1_000_000))));
  }
}
