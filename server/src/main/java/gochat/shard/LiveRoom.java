package gochat.shard;

import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/// What a shard holds of a room in memory: its state, its latest events and its live followers.
class LiveRoom {
  /// How much of the log's end is kept, so that a reader can go live while others write.
  private static final int RECENT_ENTRIES_MAX = QueueLimit.RECENT_ENTRIES.standardInt();

  /// About what an event takes in memory, its text aside.
  private static final int ENTRY_BYTES = 256;

  private Room state;
  private long head;
  private long usedAtMs;
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

  /// Gives up what a turn has changed in the state that the journal has not recorded.
  ///
  /// @param state behind the last event that the journal has recorded
  void reset(Room state) {
    this.state = state;
  }

  /// When the room was used last, in Unix time; see [#use].
  long usedAtMs() {
    return usedAtMs;
  }

  void use(long nowMs) {
    usedAtMs = nowMs;
  }

  /// Whether anybody follows it live, as far as the lanes have got.
  boolean isFollowed() {
    return audiences.values().stream().anyMatch(Audience::isFollowed);
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
    Audience audience = audiences.computeIfAbsent(follower.lane(), Audience::new);
    follower.lane().execute(() -> audience.add(follower, upTo, missed));
  }

  boolean isReadableBy(UUID user) {
    return state.isReadableBy(user);
  }

  /// Hands a turn to the lanes of the followers.
  void deliver(Turn turn) {
    if (!turn.entries().isEmpty()) {
      audiences
          .values()
          .forEach(audience -> audience.lane().execute(() -> deliver(audience, turn)));
    }
  }

  private void deliver(Audience audience, Turn turn) {
    try (Delivery delivery = delivery(turn)) {
      audience.deliver(delivery);
    }
  }

  /// What the followers on one lane share.
  Delivery delivery(Turn turn) {
    return new Delivery(turn);
  }

  /// Nobody follows it live any more: who did reads the log.
  void detachFollowers() {
    audiences.values().forEach(audience -> audience.lane().execute(audience::detachAll));
  }
}
