package gochat.session;

import gochat.shard.Delivery;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A client that holds few items until it reads them.
abstract class SlowClient extends TestClient {
  private static final int ITEMS_MAX = 5;

  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long taken;

  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    // Unlike a page of the log, a turn may be refused even if nothing waits.
    return delivery.turn().entries().size() <= ITEMS_MAX && super.offer(delivery, except);
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

  /// Takes an item however many wait.
  @Override
  public void add(Item item) {
    items.add(item);
    taken++;
  }

  /// How many items it took so far.
  long taken() {
    return taken;
  }

  @Override
  public boolean isDrained() {
    return items.isEmpty();
  }

  /// Reads the next item.
  Item next() {
    return items.remove();
  }
}
