package gochat.session;

import gochat.account.Accounts;
import gochat.checker.History.Stop;
import gochat.checker.Operation;
import gochat.presence.PresenceTracker;
import gochat.store.memory.MemoryStore;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The two servers of a store and the bus between them.
final class Servers {
  /// Longer than a life lasts without a beat.
  private static final long FREEZE_MS = 11_000;

  private static final int FREEZE_STEPS_MAX = 200;
  private static final int SHARDS_MAX = 4;

  /// More than any stream needs to end when the servers stop.
  private static final int STOP_STEPS_MAX = 5_000;

  private final World world;
  private final Accounts accounts = MemoryStore.create(1).accounts();
  private LossyBus bus;
  private Life main;
  private Life second;

  /// Whether what the bus loses is found by comparing heads, or else by followers that know more.
  private boolean areHeadsCompared;

  private boolean areStopping;
  private int stopSteps;
  private long stopSignalledAt;

  Servers(World world) {
    this.world = world;
    start();
  }

  private void start() {
    PresenceTracker presence = new PresenceTracker(world::nowMs);
    bus = new LossyBus(world);
    areHeadsCompared = world.random.nextBoolean();
    int shards = world.random.nextInt(SHARDS_MAX) + 1;
    main = new Life(world, bus, shards, accounts, presence);
    second = new Life(world, bus, 1, accounts, presence);
    Life.connect(main, second);
    areStopping = false;
  }

  /// Both have ended, and others take their place.
  void startAgain() {
    world.lives().end(main.id());
    world.lives().end(second.id());
    start();
  }

  /// Whether they stop, and accept no connection.
  boolean areStopping() {
    return areStopping;
  }

  void stop() {
    areStopping = true;
    stopSteps = 0;
    stopSignalledAt = world.recorder().now();
  }

  /// Whether they have ended, which they do when all streams have, or are killed after a while.
  ///
  /// @param online the streams that are open
  boolean haveStopped(Set<String> online) {
    boolean isInTime = online.isEmpty();
    if (!isInTime && ++stopSteps <= STOP_STEPS_MAX) {
      return false;
    }
    long endedAt = isInTime ? world.recorder().now() : Operation.NEVER;
    world.recorder().stopped(new Stop(stopSignalledAt, endedAt, 0, List.of()));
    return true;
  }

  /// The server of the devices, which has several shards.
  Life main() {
    return main;
  }

  /// The server for a client that may connect to either.
  Life either() {
    return world.random.nextBoolean() ? main : second;
  }

  /// The server that handles the requests of a device: mostly its own.
  Life forRequests() {
    return world.oneIn(6) ? second : main;
  }

  /// One of them, mostly the first, does something, unless it is frozen.
  void step(Consumer<Life> what) {
    Life any = world.oneIn(3) ? second : main;
    if (!any.isFrozen()) {
      what.accept(any);
    }
  }

  void busStep() {
    bus.step();
  }

  void tellHeads() {
    main.tellHeads(areHeadsCompared);
    second.tellHeads(areHeadsCompared);
  }

  /// The server of a life freezes.
  void freeze(UUID life) {
    freeze(main.id().equals(life) ? main : second);
  }

  /// A server stands still, between any two of its steps, for so long that the other one finds it
  /// dead; and goes on.
  void freeze(Life frozen) {
    if (main.isFrozen() || second.isFrozen()) {
      return;
    }
    frozen.freeze(true);
    int steps = world.random.nextInt(FREEZE_STEPS_MAX);
    world.partSteps(steps);
    world.pass(FREEZE_MS);
    world.lives().end(frozen.id());
    world.partSteps(steps);
    frozen.freeze(false);
  }

  /// Whether one that runs knows that a turn was recorded.
  boolean haveAcknowledged(Recording turn) {
    return running().anyMatch(server -> server.store().hasAcknowledged(turn));
  }

  /// Each one that runs compares what it knows with what is there, as each new connection to the
  /// store begins with. The second beat, which a real server makes within a second, brings the
  /// epoch that another one has begun.
  void beatTwice() {
    running().forEach(server -> server.store().beat());
    running().forEach(server -> server.store().beat());
  }

  private Stream<Life> running() {
    return Stream.of(main, second).filter(server -> !server.isFrozen());
  }
}
