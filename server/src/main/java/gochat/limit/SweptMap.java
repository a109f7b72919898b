package gochat.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A map from many parties to their state. It removes values that equal a new one before they are
/// many. Thread-safe.
///
/// @param <K> the party's key
final class SweptMap<K, V extends SweptMap.Value> {
  interface Value {
    /// Whether it equals a new value.
    boolean isNew(long nowNanos);
  }

  /// With fewer entries a sweep is not worth its time.
  private static final int SWEEP_SIZE_MIN = 1_024;

  private final Map<K, V> values = new ConcurrentHashMap<>();

  /// The number of entries at which the next sweep begins.
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
