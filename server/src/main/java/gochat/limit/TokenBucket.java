package gochat.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How fast somebody may go on: so many tokens a second, and so many at once that were not taken
/// before. More may be taken than there are; until that debt is paid, there is a wait.
///
/// It is kept as the time at which the bucket is full again (the generic cell rate algorithm of
/// ITU-T I.371), so that one field holds it. Safe for all threads, without a lock.
final class TokenBucket implements SweptMap.Value {
  private final long nanosPerToken;
  private final long capacityNanos;
  private final AtomicLong fullAtNanos;

  private TokenBucket(long nanosPerToken, long capacityNanos, long nowNanos) {
    this.nanosPerToken = nanosPerToken;
    this.capacityNanos = capacityNanos;
    fullAtNanos = new AtomicLong(nowNanos);
  }

  /// @param perSecond 1..1_000_000_000
  /// @param burstSeconds what gathers in so many seconds can be taken at once
  /// @param nowNanos as from [System#nanoTime], as everywhere here
  static TokenBucket perSecond(int perSecond, int burstSeconds, long nowNanos) {
    return new TokenBucket(
        TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.SECONDS.toNanos(burstSeconds), nowNanos);
  }

  /// @param perHour what can be taken at once, and again in an hour; at least 1
  static TokenBucket perHour(int perHour, long nowNanos) {
    long nanosPerToken = TimeUnit.HOURS.toNanos(1) / perHour;
    return new TokenBucket(nanosPerToken, perHour * nanosPerToken, nowNanos);
  }

  /// How long until so many can be taken without a debt; 0 when they can be now.
  long waitNanos(long tokens, long nowNanos) {
    long fullAt = fullAtNanos.get();
    long from = fullAt - nowNanos < 0 ? nowNanos : fullAt;
    return Math.max(0, from + tokens * nanosPerToken - nowNanos - capacityNanos);
  }

  /// How long until there is no debt; 0 when there is none.
  long waitNanos(long nowNanos) {
    return waitNanos(0, nowNanos);
  }

  void take(long tokens, long nowNanos) {
    fullAtNanos.updateAndGet(fullAt -> {
      long from = fullAt - nowNanos < 0 ? nowNanos : fullAt;
      return from + tokens * nanosPerToken;
    });
  }

  @Override
  public boolean isNew(long nowNanos) {
    return fullAtNanos.get() - nowNanos <= 0;
  }
}
