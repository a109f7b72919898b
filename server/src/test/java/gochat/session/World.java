package gochat.session;

import gochat.account.Accounts;
import gochat.account.FakeIdentities;
import gochat.journal.JournalException;
import gochat.shard.Fault;
import gochat.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/// A whole server core and its clients on one thread: which of them goes on next, what breaks and
/// when, is drawn from a seed, so that every run can be repeated.
///
/// The shards, the feeds and the sessions are the real ones. The store crashes the server or fails,
/// before or after it has recorded; another server writes into the same logs; clients send, repeat,
/// read slowly, go away and come back.
final class World {
  private static final int HEALING_STEPS_MAX = 60_000;

  /// After so long, a room that nobody uses leaves memory.
  private static final long QUIET_MINUTE_MS = 61_000;

  private static final int QUIET_MINUTE_ONE_IN = 120;

  /// More than any stream needs to end when the server stops.
  private static final int STOP_STEPS_MAX = 5_000;

  /// The process dies.
  private static final class Crash extends Error {}

  private final Random random;
  private final Fault fault;
  private final Disk disk;
  private final Accounts accounts = MemoryStore.create(1).accounts();
  private final List<String> violations = new ArrayList<>();
  private final Scenario scenario;
  private final List<Participant> clients;
  private Life life;
  private long now;
  private boolean healed;
  private int stopSteps;

  private World(long seed, Fault fault, Function<World, Scenario> scenario) {
    this.random = new Random(seed);
    this.fault = fault;
    disk = new Disk(this, fault);
    life = newLife();
    this.scenario = scenario.apply(this);
    this.scenario.serverStarted();
    clients = List.copyOf(this.scenario.participants());
  }

  /// What the run of `seed` showed to be wrong.
  ///
  /// @param scenario who takes part
  static List<String> run(long seed, Fault fault, Function<World, Scenario> scenario) {
    World world = new World(seed, fault, scenario);
    for (int i = 0; i < world.scenario.steps(); i++) {
      world.step();
    }
    world.heal();
    world.clients.forEach(Participant::check);
    world.scenario.check();
    return world.violations;
  }

  private Life newLife() {
    return new Life(this, fault, new FakeIdentities(accounts, clock()));
  }

  Random random() {
    return random;
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  UUID newUuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// Moments, to tell what was over before something else began.
  long tick() {
    return now++;
  }

  InstantSource clock() {
    return () -> Instant.ofEpochMilli(now);
  }

  Fault fault() {
    return fault;
  }

  boolean isHealed() {
    return healed;
  }

  Life life() {
    return life;
  }

  Disk disk() {
    return disk;
  }

  void violated(String what) {
    violations.add(what);
  }

  private void step() {
    try {
      stopSometimes();
      if (oneIn(QUIET_MINUTE_ONE_IN)) {
        now += QUIET_MINUTE_MS;
      }
      if (oneIn(healed ? 40 : 100)) {
        life.tellHeads();
      }
      if (oneIn(4)) {
        life.shardStep();
      } else {
        stepBesideShards();
      }
    } catch (Crash e) {
      if (scenario.restoresBackups() && oneIn(8)) {
        disk.restore();
      }
      startAgain();
    }
  }

  private void startAgain() {
    life = newLife();
    scenario.serverLost();
    scenario.serverStarted();
    clients.forEach(Participant::connectionLost);
  }

  /// A server that stops ends when all streams have.
  private void stopSometimes() {
    if (!life.isStopping) {
      if (!healed && oneIn(600)) {
        life.isStopping = true;
        stopSteps = 0;
        clients.forEach(Participant::serverStops);
      }
    } else if (clients.stream().noneMatch(Participant::isWaitedFor)) {
      startAgain();
    } else if (++stopSteps > STOP_STEPS_MAX) {
      violated("the server stops, but the streams of these do not end: " + clients);
      startAgain();
    }
  }

  private void stepBesideShards() {
    switch (random.nextInt(3)) {
      case 0 -> life.laneStep();
      case 1 -> life.waitingStep();
      default -> anyOf(clients).step();
    }
  }

  /// No more faults; everything that was begun comes to its end.
  private void heal() {
    healed = true;
    for (int i = 0; i < HEALING_STEPS_MAX; i++) {
      step();
      if (i % 100 == 0 && clients.stream().allMatch(Participant::isSettled)) {
        return;
      }
    }
    List<Participant> late = clients.stream().filter(client -> !client.isSettled()).toList();
    violated("nothing broke any more, but these lack something or got no answer: " + late);
  }

  /// While a shard waits for the disk.
  void goOn() {
    for (int i = random.nextInt(24); i > 0; i--) {
      if (oneIn(12)) {
        life.shardStep();
      } else {
        stepBesideShards();
      }
    }
  }

  void crashOrFailSometimes() {
    int dice = healed ? 99 : random.nextInt(40);
    if (dice == 0) {
      throw new Crash();
    } else if (dice == 1) {
      fail();
    }
  }

  void failSometimes() {
    if (!healed && oneIn(100)) {
      fail();
    }
  }

  private static void fail() {
    throw new JournalException("planned", new IOException());
  }
}
