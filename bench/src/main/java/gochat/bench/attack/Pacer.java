package gochat.bench.attack;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Limits the rate of an action. For one thread.
final class Pacer {
  /// Shorter waits cost more time than they take.
  private static final long WAIT_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);

  private final double nanosEach;
  private double dueNanos;

  /// @param perSecond infinite for no limit
  Pacer(double perSecond) {
    nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    dueNanos = System.nanoTime();
  }

  /// Waits until the next action is due.
  void await() {
    long now = System.nanoTime();
    dueNanos = Math.max(dueNanos, now - (double) WAIT_NANOS_MIN) + nanosEach;
    if (dueNanos - now > WAIT_NANOS_MIN) {
      LockSupport.parkNanos((long) dueNanos - now);
    }
  }
}
