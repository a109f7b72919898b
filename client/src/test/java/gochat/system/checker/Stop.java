package gochat.system.checker;

import java.util.List;

/// A stop of the server that was asked for, with SIGTERM. Times as in [Operation].
///
/// @param exitCode of its process
/// @param attempts to connect meanwhile, in any order
public record Stop(long signalledNanos, long endedNanos, int exitCode, List<Attempt> attempts) {
  public Stop {
    attempts = List.copyOf(attempts);
  }

  /// @param port one of the server's
  public record Attempt(int port, long startedNanos, long endedNanos, boolean isAccepted) {}

  long nanos() {
    return endedNanos - signalledNanos;
  }
}
