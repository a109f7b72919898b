package gochat.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of many parties. Values that are as good as new are forgotten before there are
/// many of them. Safe for all threads.
///
/// @param <K> who they are
final class SweptMap<K, V extends SweptMap.Value> {
  interface Value {
    /// Whether it is as new.
    boolean isNew(long nowNanos);
  }

  /// Fewer are not worth to be looked through.
  private static final int SWEEP_SIZE_MIN = 1_024;

  private final Map<K, V> values = new ConcurrentHashMap<>();

  /// How many there may be before those are looked for that can be forgotten.
  private volatile int sweepSize = SWEEP_SIZE_MIN;

  @Nullable V get(K key) {
    return values.get(key);
  }

  V get(K key, long nowNanos, Supplier<V> made) {
    V known = values.get(key);
    if (known != null) {
      return known;
    }
    if (values.size() >= sweepSize) {
      values.values().removeIf(each -> each.isNew(nowNanos));
      sweepSize = Math.max(SWEEP_SIZE_MIN, 2 * values.size());
    }
    return values.computeIfAbsent(key, _ -> made.get());
  }

  int size() {
    return values.size();
  }
}
