package gochat.limit;

import org.jspecify.annotations.Nullable;

/// The rates of many parties of one kind. Thread-safe.
///
/// @param <K> the party's key
final class RateTable<K> {
  private record Buckets(TokenBucket changes, TokenBucket bytes) implements SweptMap.Value {
    @Override
    public boolean isNew(long nowNanos) {
      return changes.isNew(nowNanos) && bytes.isNew(nowNanos);
    }
  }

  private final Limit changesLimit;
  private final Limit bytesLimit;
  private final int changesPerSecond;
  private final int bytesPerSecond;
  private final int burstSeconds;
  private final SweptMap<K, Buckets> buckets = new SweptMap<>();

  RateTable(Limits limits, Limit changes, Limit bytes) {
    changesLimit = changes;
    bytesLimit = bytes;
    changesPerSecond = limits.of(changes);
    bytesPerSecond = limits.of(bytes);
    burstSeconds = limits.of(RateLimit.BURST);
  }

  Share shareOf(K key) {
    return new Share() {
      @Override
      public long waitNanos(long nowNanos) {
        @Nullable Buckets own = buckets.get(key);
        return own == null
            ? 0
            : Math.max(
                counted(own.changes.waitNanos(nowNanos), changesLimit),
                counted(own.bytes.waitNanos(nowNanos), bytesLimit));
      }

      @Override
      public void take(int changes, long bytes, long nowNanos) {
        Buckets own = of(key, nowNanos);
        own.changes.take(changes, nowNanos);
        own.bytes.take(bytes, nowNanos);
      }
    };
  }

  private static long counted(long waitNanos, Limit limit) {
    if (waitNanos > 0) {
      LimitHits.count(limit);
    }
    return waitNanos;
  }

  private Buckets of(K key, long nowNanos) {
    return buckets.get(
        key,
        nowNanos,
        () ->
            new Buckets(
                TokenBucket.perSecond(changesPerSecond, burstSeconds, nowNanos),
                TokenBucket.perSecond(bytesPerSecond, burstSeconds, nowNanos)));
  }

  int size() {
    return buckets.size();
  }
}
