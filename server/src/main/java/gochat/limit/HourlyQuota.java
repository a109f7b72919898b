package gochat.limit;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A quota of an action for each of many parties: a number at once, and then the same number an
/// hour. Thread-safe; never blocks.
///
/// @param <K> the party's key
public final class HourlyQuota<K> {
  private final int perHour;
  private final LongSupplier nanoTime;
  private final SweptMap<K, TokenBucket> buckets = new SweptMap<>();

  /// @param nanoTime such as [System#nanoTime]
  public HourlyQuota(int perHour, LongSupplier nanoTime) {
    this.perHour = perHour;
    this.nanoTime = nanoTime;
  }

  /// The time to wait; 0: none.
  public long waitNanos(K key) {
    @Nullable TokenBucket bucket = buckets.get(key);
    return bucket == null ? 0 : bucket.waitNanos(1, nanoTime.getAsLong());
  }

  /// Records the action.
  public void take(K key) {
    long now = nanoTime.getAsLong();
    buckets.get(key, now, () -> TokenBucket.perHour(perHour, now)).take(1, now);
  }
}
