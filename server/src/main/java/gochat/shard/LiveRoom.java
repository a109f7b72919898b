package gochat.shard;

import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/// What a shard holds of a room in memory: its state, its latest events and who follows it live.
class LiveRoom {
  /// How much of the log's end is kept, so that a reader can go live while others write.
  private static final int RECENT_ENTRIES_MAX = QueueLimit.RECENT_ENTRIES.standardInt();

  /// About what an event takes in memory, its text aside.
  private static final int ENTRY_BYTES = 256;

  private final Room state;
  private long head;
  private final Map<Executor, Audience> audiences = new LinkedHashMap<>();
  private final ArrayDeque<LogEntry> recent = new ArrayDeque<>();
  private long recentBytes;

  LiveRoom(Room state) {
    this.state = state;
    this.head = state.head();
  }

  Room state() {
    return state;
  }

  /// The seq of the last event that the journal has recorded. The state is ahead of it while a turn
  /// is decided and recorded.
  long head() {
    return head;
  }

  /// The journal has recorded `entry`.
  ///
  /// @param recentBytesMax how much memory the latest events may take
  void recorded(LogEntry entry, long recentBytesMax) {
    head = entry.seq();
    if (entry.event().erases()) {
      redact(entry);
    }
    recent.add(entry);
    recentBytes += bytes(entry);
    while (recent.size() > RECENT_ENTRIES_MAX || recentBytes > recentBytesMax) {
      recentBytes -= bytes(recent.remove());
    }
  }

  /// From now on nobody gets the texts that `last` erases.
  void redact(LogEntry last) {
    List<LogEntry> entries = List.copyOf(recent);
    recent.clear();
    recentBytes = 0;
    for (LogEntry entry : entries) {
      LogEntry kept = entry.isErasedBy(last) ? entry.redacted() : entry;
      recent.add(kept);
      recentBytes += bytes(kept);
    }
  }

  private static int bytes(LogEntry entry) {
    return entry.event() instanceof RoomEvent.Text text
        ? ENTRY_BYTES + text.text().length()
        : ENTRY_BYTES;
  }

  /// Makes `follower` live if it may read the room and what it lacks is still in memory.
  void admit(Follower follower, long after) {
    if (!isReadableBy(follower.user())) {
      follower.lane().execute(follower::refused);
      return;
    }
    long upTo = head;
    if (after < upTo - recent.size() || after > upTo) {
      follower.lane().execute(() -> follower.behind(upTo));
      return;
    }
    List<LogEntry> missed = recent.stream().skip(recent.size() - (upTo - after)).toList();
    Audience audience = audienceOn(follower.lane());
    follower.lane().execute(() -> audience.add(follower, upTo, missed));
  }

  boolean isReadableBy(UUID user) {
    return state.isReadableBy(user);
  }

  Audience audienceOn(Executor lane) {
    return audiences.computeIfAbsent(lane, Audience::new);
  }

  Collection<Audience> audiences() {
    return audiences.values();
  }
}
