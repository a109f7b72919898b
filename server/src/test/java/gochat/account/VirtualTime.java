package gochat.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A wall clock and a monotonic clock, which move only when a test moves them.
final class VirtualTime implements InstantSource {
  private volatile Instant instant = Instant.parse("2026-01-01T00:00:00Z");
  private volatile long nanos = Long.MAX_VALUE - 1_000;

  @Override
  public Instant instant() {
    return instant;
  }

  /// Starts near the end of the range, to prove that an overflow does no harm.
  long nanoTime() {
    return nanos;
  }

  synchronized void pass(Duration duration) {
    jump(duration);
    nanos += duration.toNanos();
  }

  /// Sets the wall clock; no time passes.
  synchronized void jump(Duration duration) {
    instant = instant.plus(duration);
  }
}
