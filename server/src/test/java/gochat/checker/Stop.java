package gochat.checker;

import java.util.List;

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
}
