package gochat.session;

import gochat.account.Identity;
import gochat.shard.Delivery;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A client that takes the events of a turn one by one, like any other items. It ignores the rest
/// unless a test overrides it.
public abstract class TestClient implements Client {
  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    return offer(
        delivery.turn().entries().stream()
            .filter(entry -> except == null || !entry.isFrom(except))
            .<Item>map(
                entry -> new Item.Event(delivery.turn().room(), delivery.turn().epoch(), entry))
            .toList());
  }

  @Override
  public StreamKind kind() {
    return StreamKind.GRPC;
  }

  @Override
  public long waitingBytes() {
    return 0;
  }

  @Override
  public void add(Item item) {
    throw new AssertionError(item);
  }

  @Override
  public void opened() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void end(Ending ending) {}

  /// The requests of a client that only listens on its stream, and makes calls beside it.
  ///
  /// @param <M> a request
  public static class NoRequests<M> implements Requests<M> {
    @Override
    public boolean take(M request) {
      throw new AssertionError("requests come by calls");
    }

    @Override
    public void tooLong(long bytes, int bytesMax) {}

    @Override
    public void opened(Identity identity) {}

    @Override
    public void ready(Identity identity) {}

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void drained() {}

    @Override
    public void close() {}
  }

  /// A client that holds few items until it reads them.
  abstract static class Slow extends TestClient {
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
}
