package gochat.session;

import gochat.room.LogEntry;
import gochat.shard.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An outlet that holds little, and is emptied by its reader.
class SlowOutlet implements Outlet {
  private static final int ITEMS_MAX = 5;

  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long taken;

  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    List<Item> offered = new ArrayList<>();
    for (LogEntry entry : delivery.turn().entries()) {
      if (except == null || !entry.isFrom(except)) {
        offered.add(new Item.Event(delivery.turn().room(), entry));
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
    items.addAll(offered);
    taken += offered.size();
    return true;
  }

  /// Takes an item however much waits.
  public void add(Item item) {
    items.add(item);
    taken++;
  }

  /// How many items it was given so far.
  long taken() {
    return taken;
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
