package gochat.room;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The times of the users' last messages in a room with slow mode, as far as one still has to wait.
final class LastMessages {
  /// In Unix milliseconds, in the order of the messages.
  private final Map<UUID, Long> times = new LinkedHashMap<>();

  /// @param times in Unix milliseconds
  LastMessages(Map<UUID, Long> times) {
    times.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(time -> this.times.put(time.getKey(), time.getValue()));
  }

  void add(UUID user, long atMs, long intervalMs) {
    // The newest message comes last.
    times.remove(user);
    times.put(user, atMs);
    Iterator<Long> oldest = times.values().iterator();
    while (oldest.hasNext() && oldest.next() <= atMs - intervalMs) {
      oldest.remove();
    }
  }

  void clear() {
    times.clear();
  }

  /// The milliseconds until the user may write again, 0 when it may. Never more than the interval,
  /// even if the clock went back.
  long waitMs(UUID user, long intervalMs, long nowMs) {
    Long last = times.get(user);
    return last == null ? 0 : Math.clamp(last + intervalMs - nowMs, 0, intervalMs);
  }
}
