package gochat.cluster;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The ids of the messages of the last seconds: the bus may bring a message twice, and two servers
/// may tell the same. For any thread.
final class RecentIds {
  static final Duration KEPT = Duration.ofSeconds(10);

  private static final int COUNT_MAX = 65_536;

  private final LongSupplier nanoTime;

  /// When each was added, the oldest first.
  private final LinkedHashMap<String, Long> addedNanos = new LinkedHashMap<>();

  /// @param nanoTime [System#nanoTime]
  RecentIds(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// @return whether the id is new
  synchronized boolean add(String id) {
    long now = nanoTime.getAsLong();
    Iterator<Map.Entry<String, Long>> oldest = addedNanos.entrySet().iterator();
    while (oldest.hasNext()
        && (now - oldest.next().getValue() > KEPT.toNanos() || addedNanos.size() >= COUNT_MAX)) {
      oldest.remove();
    }
    return addedNanos.putIfAbsent(id, now) == null;
  }
}
