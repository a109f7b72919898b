package gochat.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A token bucket with a rate and a burst. More tokens may be taken than it has; then there is a
/// wait until the debt is paid.
///
/// Its only field is the time at which the bucket is full again (the generic cell rate algorithm of
/// ITU-T I.371). Thread-safe, without a lock.
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
  /// @param burstSeconds the tokens of this time can be taken at once
  /// @param nowNanos from [System#nanoTime], as in all methods of this class
  static TokenBucket perSecond(int perSecond, int burstSeconds, long nowNanos) {
    return new TokenBucket(
        TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.SECONDS.toNanos(burstSeconds), nowNanos);
  }

  /// @param perHour the tokens that can be taken at once, and again in an hour; at least 1
  static TokenBucket perHour(int perHour, long nowNanos) {
    long nanosPerToken = TimeUnit.HOURS.toNanos(1) / perHour;
    return new TokenBucket(nanosPerToken, perHour * nanosPerToken, nowNanos);
  }

  /// The time until this many tokens can be taken without a debt; 0: now.
  long waitNanos(long tokens, long nowNanos) {
    long fullAt = fullAtNanos.get();
    long from = fullAt - nowNanos < 0 ? nowNanos : fullAt;
    return Math.max(0, from + tokens * nanosPerToken - nowNanos - capacityNanos);
  }

  /// The time until the debt is paid; 0: there is none.
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
