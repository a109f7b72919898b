package gochat.shard;

import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.Standing;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/// A room in a shard's memory: its state, its latest events and its live followers.
class LiveRoom {
  /// The number of latest events that are kept, so that a reader can become live while others
  /// write.
  private static final int RECENT_ENTRIES_MAX = QueueLimit.RECENT_ENTRIES.standardInt();

  /// For so long after writers have met, they probably meet again.
  private static final long CONTENDED_MS = 1_000;

  /// The approximate bytes of an event in memory without its text.
  private static final int ENTRY_BYTES = 256;

  private Room state;
  private long head;
  private long usedAtMs;
  private long contendedUntilMs;
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

  /// Discards the changes of a turn that the journal has not recorded.
  ///
  /// @param state the state after the last recorded event
  void reset(Room state) {
    this.state = state;
  }

  /// The time of the last use in Unix milliseconds: see [#use].
  long usedAtMs() {
    return usedAtMs;
  }

  void use(long nowMs) {
    usedAtMs = nowMs;
  }

  /// Another writer has just written here, and they met.
  void contend(long nowMs) {
    contendedUntilMs = nowMs + CONTENDED_MS;
  }

  /// Whether another writer probably writes now, too.
  boolean isContended(long nowMs) {
    return nowMs < contendedUntilMs;
  }

  /// Whether the room has live followers, as far as the lanes have run their tasks.
  boolean isFollowed() {
    return audiences.values().stream().anyMatch(Audience::isFollowed);
  }

  /// Takes over an entry that the journal has recorded.
  ///
  /// @param recentBytesMax the memory for the latest events
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

  /// Passes events that are no longer kept: its followers read the log then.
  ///
  /// @param seq the seq of the last one; nothing happens if it is not after the head
  void skipTo(long seq) {
    if (seq > head) {
      head = seq;
      trimmed(seq);
      detachFollowers();
    }
  }

  /// Drops the events at or below `floor`.
  void trimmed(long floor) {
    while (!recent.isEmpty() && recent.element().seq() <= floor) {
      recentBytes -= bytes(recent.remove());
    }
  }

  /// Redacts the kept events whose texts `last` erases.
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

  /// The approximate bytes of an event in memory.
  static int bytes(LogEntry entry) {
    return entry.event() instanceof RoomEvent.Text text
        ? ENTRY_BYTES + text.text().length()
        : ENTRY_BYTES;
  }

  /// Makes `follower` live if it may read the room and memory has the events that it lacks.
  void admit(Follower follower, long after) {
    if (!isReadableBy(follower.user(), follower.standing())) {
      follower.lane().execute(follower::refused);
      return;
    }
    long upTo = head;
    if (after < upTo - recent.size() || after > upTo) {
      follower.lane().execute(() -> follower.behind(upTo));
      return;
    }
    List<LogEntry> missed = recent.stream().skip(recent.size() - (upTo - after)).toList();
    audiences.computeIfAbsent(follower.lane(), Audience::new).admit(follower, upTo, missed);
  }

  boolean isReadableBy(UUID user, Standing standing) {
    return state.isReadableBy(user, standing);
  }

  /// Gives a turn to the lanes of the followers.
  ///
  /// @param delivered called on each lane with the number of followers that have taken the turn
  void deliver(Turn turn, IntConsumer delivered) {
    if (!turn.entries().isEmpty()) {
      audiences.values().stream()
          .filter(Audience::isFollowed)
          .forEach(
              audience -> audience.lane().execute(() -> delivered.accept(deliver(audience, turn))));
    }
  }

  private int deliver(Audience audience, Turn turn) {
    try (Delivery delivery = delivery(turn)) {
      return audience.deliver(delivery);
    }
  }

  /// Makes the object that the followers on one lane share.
  Delivery delivery(Turn turn) {
    return new Delivery(turn);
  }

  /// Detaches all live followers, which then read the log.
  void detachFollowers() {
    audiences.values().forEach(audience -> audience.lane().execute(audience::detachAll));
  }
}
