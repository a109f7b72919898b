package gochat.session;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Private messages to one client that wait for their place among the events of its room. Confined
/// to the client's lane.
final class PrivateQueue {
  /// @param after the seq behind which it has its place
  private record Waiting(long after, Item.Private item, Runnable undelivered) {
    /// Roughly, in memory.
    int bytes() {
      return 128 + item.text().length();
    }
  }

  /// What a client is to be shown next.
  ///
  /// @param placed how many of the waiting messages are among the items
  record Placed(List<Item> items, int placed) {}

  private final ArrayDeque<Waiting> queue = new ArrayDeque<>(1);
  private int bytes;

  /// @param undelivered is run when the message is dropped
  void add(long after, Item.Private item, Runnable undelivered) {
    Waiting last = new Waiting(after, item, undelivered);
    queue.add(last);
    bytes += last.bytes();
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /// What waits takes about so much memory.
  int bytes() {
    return bytes;
  }

  /// Those of the `entries` of `room` that are shown, with the waiting messages in their places
  /// among them, up to those behind the event `last`. They wait on until [#remove].
  Placed place(RoomId room, List<LogEntry> entries, long last, Predicate<LogEntry> isShown) {
    List<Item> items = new ArrayList<>(entries.size() + queue.size());
    Iterator<Waiting> rest = queue.iterator();
    Waiting next = next(rest);
    int placed = 0;
    for (LogEntry entry : entries) {
      for (; next != null && next.after < entry.seq(); next = next(rest)) {
        items.add(next.item);
        placed++;
      }
      if (isShown.test(entry)) {
        items.add(new Item.Event(room, entry));
      }
    }
    for (; next != null && next.after <= last; next = next(rest)) {
      items.add(next.item);
      placed++;
    }
    return new Placed(items, placed);
  }

  private static @Nullable Waiting next(Iterator<Waiting> rest) {
    return rest.hasNext() ? rest.next() : null;
  }

  /// The first `count` have been shown.
  void remove(int count) {
    for (int i = 0; i < count; i++) {
      bytes -= queue.remove().bytes();
    }
  }

  /// What waits will never be shown; whoever sent it is told.
  void drop() {
    for (Waiting dropped; (dropped = queue.poll()) != null; ) {
      bytes -= dropped.bytes();
      dropped.undelivered.run();
    }
  }
}
