package gochat.metric;

import gochat.edge.Health;
import gochat.shard.ShardThread;
import gochat.store.StoreStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The condition of one server. It is alive while its shards go on. It is ready while, beside that,
/// its ports listen, its store takes writes, and it does not stop.
public final class ServerHealth implements Health {
  /// A turn takes milliseconds. A disk that takes this long does not come back.
  private static final long STUCK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Condition STARTING = new Condition("the server is starting");
  private static final Condition STOPPING = new Condition("the server stops");

  private enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  private final List<ShardThread> shards;
  private final StoreStatus store;
  private volatile BooleanSupplier listens = () -> false;
  private volatile Phase phase = Phase.STARTING;

  public ServerHealth(List<ShardThread> shards, StoreStatus store) {
    this.shards = List.copyOf(shards);
    this.store = store;
  }

  /// The server has started.
  ///
  /// @param listens whether all its ports accept connections
  public void started(BooleanSupplier listens) {
    this.listens = listens;
    phase = Phase.SERVING;
  }

  /// The server begins to stop.
  public void stopping() {
    phase = Phase.STOPPING;
  }

  @Override
  public Condition live() {
    return shards.stream().allMatch(shard -> shard.goesOn(STUCK_NANOS))
        ? Condition.GOOD
        : new Condition("a shard stands still");
  }

  @Override
  public Condition ready() {
    return switch (phase) {
      case STARTING -> STARTING;
      case STOPPING -> STOPPING;
      case SERVING -> {
        Condition live = live();
        yield live.isGood() ? serving() : live;
      }
    };
  }

  private Condition serving() {
    return switch (store.writing()) {
      case DISK_FULL -> new Condition("the disk is full");
      case UNREACHABLE -> new Condition("the database does not answer");
      case FAILED -> new Condition("the store has failed");
      case POSSIBLE ->
          listens.getAsBoolean() ? Condition.GOOD : new Condition("a port does not listen");
    };
  }
}
