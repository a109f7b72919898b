package gochat.session;

import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Private messages to one client that wait for their place among the events of a room. Confined to
/// the client's lane, except for [#isCrowdedBy].
final class PrivateQueue {
  /// @param after the seq after which the message is shown
  private record Waiting(long after, Item.Private item, Consumer<Outcome> missed) {}

  /// The waiting messages of one sender.
  private record Held(int count, int bytes) {
    Held plus(Held other) {
      return new Held(count + other.count, bytes + other.bytes);
    }
  }

  private static final int OF_PAIR_MAX = QueueLimit.WHISPERS_OF_PAIR.standardInt();
  private static final int OF_PAIR_BYTES_MAX = QueueLimit.WHISPER_BYTES_OF_PAIR.standardInt();

  private final RoomId room;
  private final Reader reader;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>(1);
  private int bytes;

  /// The waiting messages of each sender. Any thread may read it.
  private final Map<UUID, Held> bySender = new ConcurrentHashMap<>(0);

  PrivateQueue(RoomId room, Reader reader) {
    this.room = room;
    this.reader = reader;
  }

  /// @param missed called when the message is dropped
  void add(Item.Private item, long after, Consumer<Outcome> missed) {
    queue.add(new Waiting(after, item, missed));
    bytes += item.bytes();
    if (item.from() != null) {
      bySender.merge(item.from().user(), new Held(1, item.bytes()), Held::plus);
    }
  }

  private void forget(Item.Private gone) {
    bytes -= gone.bytes();
    if (gone.from() != null) {
      bySender.computeIfPresent(
          gone.from().user(),
          (_, held) -> held.count == 1 ? null : held.plus(new Held(-1, -gone.bytes())));
    }
  }

  /// Whether the sender's waiting messages are at the limit. For any thread.
  boolean isCrowdedBy(UUID sender) {
    Held held = bySender.get(sender);
    return held != null && (held.count >= OF_PAIR_MAX || held.bytes >= OF_PAIR_BYTES_MAX);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// The approximate memory of the waiting messages.
  int bytes() {
    return bytes;
  }

  /// Offers the client's outlet `entries` without the client's own, and among them the waiting
  /// messages, up to those after the event `last`.
  ///
  /// @return whether the outlet took them; if not, the messages keep waiting
  boolean show(List<LogEntry> entries, long last) {
    List<Item> items = new ArrayList<>(entries.size() + queue.size());
    Iterator<Waiting> rest = queue.iterator();
    Waiting next = next(rest);
    int placed = 0;
    for (LogEntry entry : entries) {
      for (; next != null && next.after < entry.seq(); next = next(rest)) {
        items.add(next.item);
        placed++;
      }
      if (reader.except() == null || !entry.isFrom(reader.except())) {
        items.add(new Item.Event(room, entry));
      }
    }
    for (; next != null && next.after <= last; next = next(rest)) {
      items.add(next.item);
      placed++;
    }
    if (!items.isEmpty() && !reader.outlet().offer(items)) {
      return false;
    }
    for (int i = 0; i < placed; i++) {
      forget(queue.remove().item);
    }
    return true;
  }

  private static @Nullable Waiting next(Iterator<Waiting> rest) {
    return rest.hasNext() ? rest.next() : null;
  }

  /// Drops all waiting messages; their senders get the outcome.
  void drop() {
    for (Waiting dropped; (dropped = queue.poll()) != null; ) {
      forget(dropped.item);
      dropped.missed.accept(new Outcome.Undelivered());
    }
  }
}
