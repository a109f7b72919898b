package gochat.api;

import gochat.limit.QueueLimit;
import gochat.limit.RequestLimit;
import gochat.room.RoomId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/// How often a user may tell a room of writing: each time costs as much as others follow the room.
/// Safe for all threads; nothing waits.
final class TypingPace {
  private static final long PAUSE_NANOS = RequestLimit.TYPING_PAUSE.standardNanos();

  /// Beyond it, who told longest ago is forgotten.
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

  /// @param nanoTime as [System#nanoTime]
  TypingPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether the user may tell it now; when so, it counts.
  synchronized boolean allows(UUID user, RoomId room) {
    Writer writer = new Writer(user, room);
    long now = nanoTime.getAsLong();
    Long last = toldNanos.get(writer);
    if (last != null && now - last < PAUSE_NANOS) {
      return false;
    }
    // As the latest, also if it was there before.
    toldNanos.remove(writer);
    toldNanos.put(writer, now);
    return true;
  }
}
