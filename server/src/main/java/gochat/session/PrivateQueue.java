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

/// Private messages to one client. Each is shown in its place among the events of a feed; while the
/// feed is behind, it waits here, within bounds.
///
/// Confined to the client's lane, except for [#lane] and [#isCrowdedBy].
final class PrivateQueue {
  /// @param after the seq after which the message is shown
  private record Waiting(long after, Item.Private item, Consumer<Outcome> missed) {}

  /// The waiting messages of one sender.
  private record Held(int count, int bytes) {
    Held plus(Held other) {
      return new Held(count + other.count, bytes + other.bytes);
    }
  }

  /// The most bytes of messages that wait while the feed is behind.
  static final int WAITING_BYTES_MAX = QueueLimit.WAITING_BYTES.standardInt();

  private static final int OF_PAIR_MAX = QueueLimit.WHISPERS_OF_PAIR.standardInt();
  private static final int OF_PAIR_BYTES_MAX = QueueLimit.WHISPER_BYTES_OF_PAIR.standardInt();

  private final Lane lane;
  private final RoomId room;
  private final Recipient recipient;
  private final Feed feed;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>(1);
  private int bytes;
  private boolean isShowingDue;

  /// Whether messages wait for an event that this server does not have yet, though the feed is
  /// live. Any thread may read it.
  private volatile boolean isHeldBack;

  /// The waiting messages of each sender. Any thread may read it.
  private final Map<UUID, Held> bySender = new ConcurrentHashMap<>(0);

  PrivateQueue(Lane lane, RoomId room, Recipient recipient, Feed feed) {
    this.lane = lane;
    this.room = room;
    this.recipient = recipient;
    this.feed = feed;
  }

  Lane lane() {
    return lane;
  }

  /// Sends the client a message, after everything sent before.
  void tell(Item.Private item) {
    tell(item, feed.position());
  }

  /// Sends the client a message, after the event `after`.
  void tell(Item.Private item, long after) {
    add(item, after, _ -> {});
    show();
  }

  /// Shows a message of a user after the event `after`, when that has been shown.
  ///
  /// @param missed called once when the message is not shown, with [Outcome.Undelivered] or
  ///   [Outcome.Crowded]
  /// @return whether the message was taken; if not, `missed` has been called
  boolean whisper(Item.Private message, long after, Consumer<Outcome> missed) {
    if (message.from() != null && isCrowdedBy(message.from().user())) {
      missed.accept(new Outcome.Crowded());
      return false;
    }
    add(message, after, missed);
    // Show it together with others that arrive in the same task.
    if (!isShowingDue) {
      isShowingDue = true;
      lane.execute(() -> {
        isShowingDue = false;
        show();
      });
    }
    return !feed.isClosed();
  }

  /// Whether the sender's waiting messages are at the limit, mostly because the client doesn't
  /// read. Messages that wait only to be shown together don't count. For any thread.
  boolean isCrowdedBy(UUID sender) {
    if (!isBehind()) {
      return false;
    }
    Held held = bySender.get(sender);
    return held != null && (held.count >= OF_PAIR_MAX || held.bytes >= OF_PAIR_BYTES_MAX);
  }

  private boolean isBehind() {
    return !feed.isLive() || isHeldBack;
  }

  private void add(Item.Private item, long after, Consumer<Outcome> missed) {
    if (feed.isClosed()) {
      missed.accept(new Outcome.Undelivered());
      return;
    }
    queue.add(new Waiting(after, item, missed));
    bytes += item.bytes();
    if (item.from() != null) {
      bySender.merge(item.from().user(), new Held(1, item.bytes()), Held::plus);
    }
    if (isBehind() && bytes > WAITING_BYTES_MAX) {
      feed.fail(
          new Ending(
              Ending.Reason.TOO_SLOW,
              "Too many private messages wait for you because this connection does not read what"
                  + " was sent before. Connect again to go on."),
          null);
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

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// Shows the messages whose place has come, if the feed is live.
  void show() {
    if (feed.isLive() && !isEmpty() && !show(List.of())) {
      feed.fallBehind();
    }
  }

  /// Offers the client's outlet `entries` without the client's own, and among them the waiting
  /// messages, up to those after the last entry.
  ///
  /// @param entries the feed's next events; none to offer the messages only
  /// @return whether the outlet took them; if not, the messages keep waiting
  boolean show(List<LogEntry> entries) {
    long last = entries.isEmpty() ? feed.position() : entries.getLast().seq();
    List<Item> items = new ArrayList<>(entries.size() + queue.size());
    Iterator<Waiting> rest = queue.iterator();
    Waiting next = next(rest);
    int placed = 0;
    for (LogEntry entry : entries) {
      for (; next != null && next.after < entry.seq(); next = next(rest)) {
        items.add(next.item);
        placed++;
      }
      if (recipient.except() == null || !entry.isFrom(recipient.except())) {
        items.add(new Item.Event(room, feed.epoch(), entry));
      }
    }
    for (; next != null && next.after <= last; next = next(rest)) {
      items.add(next.item);
      placed++;
    }
    if (!items.isEmpty() && !recipient.outlet().offer(items)) {
      return false;
    }
    for (int i = 0; i < placed; i++) {
      forget(queue.remove().item);
    }
    isHeldBack = !queue.isEmpty();
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
