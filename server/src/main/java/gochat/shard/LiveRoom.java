package gochat.shard;

import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// What a shard holds of a room in memory: its state, its latest events and who follows it live.
final class LiveRoom {
  /// How much of the log's end is kept, so that a reader can go live while others write.
  private static final int RECENT_ENTRIES_MAX = 1_024;

  private static final int RECENT_CHARS_MAX = 64 * 1_024;

  private final Room state;
  private final Map<Executor, Audience> audiences = new HashMap<>();
  private final ArrayDeque<LogEntry> recent = new ArrayDeque<>();
  private int recentChars;

  LiveRoom(Room state) {
    this.state = state;
  }

  Room state() {
    return state;
  }

  void apply(LogEntry entry) {
    state.apply(entry);
    recent.add(entry);
    recentChars += chars(entry);
    while (recent.size() > RECENT_ENTRIES_MAX || recentChars > RECENT_CHARS_MAX) {
      recentChars -= chars(recent.remove());
    }
  }

  private static int chars(LogEntry entry) {
    return switch (entry.event()) {
      case RoomEvent.Posted posted -> posted.text().length();
    };
  }

  /// Makes `follower` live if what it lacks is still in memory.
  void admit(Follower follower, long after) {
    long head = state.head();
    if (after < head - recent.size() || after > head) {
      follower.lane().execute(() -> follower.behind(head));
      return;
    }
    List<LogEntry> missed = recent.stream().skip(recent.size() - (head - after)).toList();
    Audience audience = audienceOn(follower.lane());
    follower.lane().execute(() -> audience.add(follower, head, missed));
  }

  Audience audienceOn(Executor lane) {
    return audiences.computeIfAbsent(lane, Audience::new);
  }

  Collection<Audience> audiences() {
    return audiences.values();
  }
}
