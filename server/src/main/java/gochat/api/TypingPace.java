package gochat.api;

import gochat.limit.QueueLimit;
import gochat.limit.RequestLimit;
import gochat.room.RoomId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Limits how often a user may report typing in a room, because each report costs a message to
/// every follower. Safe for all threads; nothing waits.
final class TypingPace {
  private static final long PAUSE_NANOS = RequestLimit.TYPING_PAUSE.standardNanos();

  /// The most users and rooms that are kept; beyond it the oldest report is forgotten.
  private static final int WRITERS_MAX = QueueLimit.TYPING_WRITERS.standardInt();

  private record Writer(UUID user, RoomId room) {}

  private final LongSupplier nanoTime;
  private final Map<Writer, Long> toldNanos =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Writer, Long> eldest) {
          return size() > WRITERS_MAX;
        }
      };

  /// @param nanoTime [System#nanoTime]
  TypingPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether the user may report now; a permitted report counts.
  synchronized boolean allows(UUID user, RoomId room) {
    Writer writer = new Writer(user, room);
    long now = nanoTime.getAsLong();
    Long last = toldNanos.get(writer);
    if (last != null && now - last < PAUSE_NANOS) {
      return false;
    }
    // Remove it first, so that it becomes the newest.
    toldNanos.remove(writer);
    toldNanos.put(writer, now);
    return true;
  }
}
