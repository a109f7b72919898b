package gochat.limit;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How often something may happen to, or be done by, each of many parties: so often at once, and
/// then as often an hour. Safe for all threads; nothing waits.
///
/// @param <K> who they are
public final class HourlyQuota<K> {
  private final int perHour;
  private final LongSupplier nanoTime;
  private final SweptMap<K, TokenBucket> buckets = new SweptMap<>();

  /// @param nanoTime as [System#nanoTime]
  public HourlyQuota(int perHour, LongSupplier nanoTime) {
    this.perHour = perHour;
    this.nanoTime = nanoTime;
  }

  /// How long to wait; 0: not at all.
  public long waitNanos(K key) {
    @Nullable TokenBucket bucket = buckets.get(key);
    return bucket == null ? 0 : bucket.waitNanos(1, nanoTime.getAsLong());
  }

  /// It happens.
  public void take(K key) {
    long now = nanoTime.getAsLong();
    buckets.get(key, now, () -> TokenBucket.perHour(perHour, now)).take(1, now);
  }
}
