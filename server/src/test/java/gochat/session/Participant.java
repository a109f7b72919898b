package gochat.session;

import gochat.room.LogEntry;
import gochat.shard.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A client in a [World].
interface Participant {
  /// Does one thing that a client may do at any moment.
  void step();

  void connectionLost();

  /// Whether it is connected, has read all up to `head` and knows the outcome of all it sent.
  boolean isSettled(long head);

  /// Reports to the world what is wrong with what it saw, given the final log.
  void check(List<LogEntry> log);

  /// An outlet that holds little, and is emptied by its reader.
  class SlowOutlet implements Outlet {
    private static final int ITEMS_MAX = 5;

    private final ArrayDeque<Item> items = new ArrayDeque<>();

    @Override
    public boolean offer(Delivery delivery, UUID except) {
      List<Item> offered = new ArrayList<>();
      for (LogEntry entry : delivery.turn().entries()) {
        if (!entry.isFrom(except)) {
          offered.add(new Item.Event(entry));
        }
      }
      // Unlike a page of the log, a turn may be refused even if nothing waits.
      return offered.size() <= ITEMS_MAX && offer(offered);
    }

    @Override
    public boolean offer(List<Item> offered) {
      if (!items.isEmpty() && items.size() + offered.size() > ITEMS_MAX) {
        return false;
      }
      return items.addAll(offered) || offered.isEmpty();
    }

    @Override
    public boolean isDrained() {
      return items.isEmpty();
    }

    /// The next item that reaches the client.
    Item take() {
      return items.remove();
    }
  }
}
