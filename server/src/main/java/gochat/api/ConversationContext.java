package gochat.api;

import gochat.limit.Rates;
import gochat.session.StreamContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// What conversations on one lane need.
public record ConversationContext(
    StreamContext streams,
    Authentication authentication,
    FollowRequests wishes,
    Calls calls,
    Rates rates) {
  Executor lane() {
    return streams.feeds().lane();
  }

  /// Runs `task` on the lane, not before.
  void later(long delayNanos, Runnable task) {
    CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, lane()).execute(task);
  }

  Executor waiting() {
    return streams.feeds().waiting();
  }
}
