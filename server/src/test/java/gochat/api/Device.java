package gochat.api;

import gochat.session.Client;
import gochat.session.Ending;
import gochat.session.FollowWishes;
import gochat.session.Item;
import gochat.session.NoRequests;
import gochat.session.Services;
import gochat.session.Session;
import gochat.shard.Delivery;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A stream that records everything its user is sent.
final class Device implements Client, AutoCloseable {
  final List<Item> told = new CopyOnWriteArrayList<>();
  final UUID id = UUID.randomUUID();
  private final ExecutorService lane = Executors.newSingleThreadExecutor();
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final Session<Object> session;

  Device(ApiWorld world, Caller user) {
    Services services = world.services(world.rates, waiting);
    session = Session.v1(id, new NoRequests<>(), services.lane(lane), services, this);
    lane.execute(() -> session.open(user.identity(), null, FollowWishes.NONE));
  }

  <I extends Item> List<I> told(Class<I> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Returns when the tasks on the lane have run.
  void awaitTurn() {
    CompletableFuture.runAsync(() -> {}, lane).join();
  }

  @Override
  public void add(Item item) {
    told.add(item);
  }

  @Override
  public void opened() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void end(Ending ending) {}

  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    return true;
  }

  @Override
  public boolean offer(List<Item> items) {
    told.addAll(items);
    return true;
  }

  @Override
  public boolean isDrained() {
    return true;
  }

  @Override
  public void close() {
    lane.execute(session::disconnected);
    lane.close();
    waiting.close();
  }
}
