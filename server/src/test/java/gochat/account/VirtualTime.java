package gochat.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock on the wall and a monotonic one, which only move when they are told to.
final class VirtualTime implements InstantSource {
  private volatile Instant instant = Instant.parse("2026-01-01T00:00:00Z");
  private volatile long nanos = Long.MAX_VALUE - 1_000;

  @Override
  public Instant instant() {
    return instant;
  }

  /// Starts near the end of the range, so that it overflows.
  long nanoTime() {
    return nanos;
  }

  synchronized void pass(Duration duration) {
    jump(duration);
    nanos += duration.toNanos();
  }

  /// The clock on the wall is set; no time passes.
  synchronized void jump(Duration duration) {
    instant = instant.plus(duration);
  }
}
