package gochat.terminal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Limits how long a pipe waits for a lost connection: a person may wait for as long as they like,
/// a program must not. Any thread may use it.
final class OutageLimit {
  private final long limitMs;
  private final Runnable exceeded;
  private final AtomicInteger changes = new AtomicInteger();

  /// @param exceeded called, on another thread, when an outage has lasted for `limitMs`
  OutageLimit(long limitMs, Runnable exceeded) {
    this.limitMs = limitMs;
    this.exceeded = exceeded;
  }

  /// An outage begins.
  void lost() {
    int outage = changes.incrementAndGet();
    CompletableFuture.delayedExecutor(limitMs, TimeUnit.MILLISECONDS)
        .execute(() -> {
          if (changes.get() == outage) {
            exceeded.run();
          }
        });
  }

  /// The outage has ended.
  void back() {
    changes.incrementAndGet();
  }
}
