package gochat.terminal.exit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The outcomes of messages that the user has to hear of. A closed chat knows them all, but other
/// threads report them. Any thread may use it.
public final class OutcomeReports {
  /// Only a machine without a free processor needs more than some milliseconds.
  private static final Duration REPORTED_WITHIN = Duration.ofSeconds(2);

  // Guarded by this.
  private CompletableFuture<Void> all = CompletableFuture.completedFuture(null);

  /// @param reported completes when the outcome of a message was reported
  public synchronized void add(CompletableFuture<?> reported) {
    all = CompletableFuture.allOf(all, reported);
  }

  /// Called after the chat was closed; waits until all outcomes were reported, at most two seconds.
  public void await() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      waiting = all.copy();
    }
    waiting.completeOnTimeout(null, REPORTED_WITHIN.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
