package gochat.cluster;

import gochat.room.RoomId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Tells the last head of a room twice more, so that a loss does not stay unnoticed when nothing
/// follows. For any thread.
final class Repeats {
  private static final long FIRST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(8).toNanos();

  /// @param atNanos when the head was told first
  private record Told(long head, long atNanos, boolean isRepeated) {
    private boolean isDue(long nowNanos) {
      return nowNanos - atNanos >= (isRepeated ? SECOND_NANOS : FIRST_NANOS);
    }
  }

  private final Map<RoomId, Told> latest = new ConcurrentHashMap<>();

  void told(RoomId room, long head, long nowNanos) {
    latest.put(room, new Told(head, nowNanos, false));
  }

  /// @param tell gets each room and head that is due
  void repeat(long nowNanos, BiConsumer<RoomId, Long> tell) {
    latest.forEach((room, told) -> {
      if (told.isDue(nowNanos)) {
        tell.accept(room, told.head());
        if (told.isRepeated()) {
          var _ = latest.remove(room, told);
        } else {
          var _ = latest.replace(room, told, new Told(told.head(), told.atNanos(), true));
        }
      }
    });
  }
}
