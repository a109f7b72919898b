package gochat.session;

import static java.util.stream.Collectors.toSet;

import gochat.account.Accounts;
import gochat.account.IdentitiesFixture;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.checker.History.Stop;
import gochat.checker.HistoryRecorder;
import gochat.checker.Invariant;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation;
import gochat.room.RoomId;
import gochat.shard.FaultyShard.Fault;
import gochat.store.memory.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A whole server core and its clients on one thread. A seed decides which of them goes on next,
/// what fails and when, so every run can be repeated.
///
/// The shards, the feeds and the sessions are the real ones. The store crashes the server or fails,
/// before or after it has recorded, and is replaced by a backup; another server writes into the
/// same logs; clients of both contracts send, repeat, read slowly, go away and come back. The
/// checker judges their requests, the results and the frames. The simulation itself checks what
/// only it can see: the rights of each author, that no room lets a stranger in, and that a client
/// of the first contract, which knows no positions, gets every message.
final class World {
  /// The steps in which faults occur.
  private static final int STEPS = 1_200;

  private static final int HEALING_STEPS_MAX = 60_000;

  /// After this time an unused room leaves memory.
  private static final long QUIET_MINUTE_MS = 61_000;

  private static final int QUIET_MINUTE_ONE_IN = 120;

  /// More than any stream needs to end when the server stops.
  private static final int STOP_STEPS_MAX = 5_000;

  private static final int USERS = 4;
  private static final int SEED_CLIENTS = 3;

  /// A client.
  interface Participant {
    /// Does one thing that a client may do at any moment.
    void step();

    /// The server has died, and with it every connection.
    void connectionLost();

    /// The server begins to stop: every stream is told to end, and no other one opens.
    default void serverStops() {}

    /// The id of the stream by which it is connected; null when it has none.
    default @Nullable String online() {
      return null;
    }

    /// Whether it is connected, has all that it should have and knows the outcome of all it sent.
    boolean isSettled();

    /// Reports the violations that only the simulation can see, when the run is over.
    default void check() {}
  }

  final Random random;
  final Fault fault;

  /// Whether the servers tell each other events, or else heads only. Of a fifth of the seeds, so
  /// that the others go on to show the rare faults.
  final boolean areEventsTold;

  private final Accounts accounts = MemoryStore.create(1).accounts();
  final List<User> users = new ArrayList<>();

  /// Rooms that exist or may be made.
  final List<RoomId> rooms = new ArrayList<>();

  private final List<Participant> clients = new ArrayList<>();
  final RunHistory history = new RunHistory();
  private Disk disk;
  private Life life;
  private long nowMs;
  private boolean isHealed;
  private int stopSteps;
  private long stopSignalledAt;

  private World(long seed, Fault fault) {
    this.random = new Random(seed);
    areEventsTold = seed % 5 == 2;
    this.fault = fault;
    disk = new Disk(this, fault, 1);
    life = newLife();
    for (int i = 0; i < USERS; i++) {
      UserKind kind = i == 0 ? UserKind.ADMINISTRATOR : UserKind.ACCOUNT;
      users.add(new User(newUuid(), IdentitiesFixture.name("user" + i), kind));
    }
    rooms.add(RoomId.LOBBY);
    rooms.add(new RoomId("public"));
    rooms.add(new RoomId("private"));
    rooms.add(new RoomId("closed"));
    rooms.add(RoomId.direct(users.get(0).id(), users.get(1).id()));
    rooms.add(RoomId.direct(users.get(1).id(), users.get(2).id()));
    for (User user : users) {
      RandomScript script = new RandomScript(this, user);
      clients.add(new Device(this, user, script));
      if (!hasOneDevice(user)) {
        clients.add(new Device(this, user, script));
      }
    }
    List<SeedClient> seeds = new ArrayList<>();
    for (int i = 0; i < SEED_CLIENTS; i++) {
      boolean hasAccount = i > 0;
      seeds.add(new SeedClient(this, "seed" + i, seeds, hasAccount));
    }
    clients.addAll(seeds);
  }

  /// Runs `seed`.
  ///
  /// @return the violations
  static List<Violation> run(long seed, Fault fault) {
    World world = new World(seed, fault);
    for (int i = 0; i < STEPS; i++) {
      world.step();
    }
    world.heal();
    world.clients.forEach(Participant::check);
    world.history.judge(world.disk, world.online());
    return world.history.violations();
  }

  private Life newLife() {
    return new Life(this, fault, new IdentitiesFixture(accounts, clock()));
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

  InstantSource clock() {
    return () -> Instant.ofEpochMilli(nowMs);
  }

  long nowMs() {
    return nowMs++;
  }

  boolean isHealed() {
    return isHealed;
  }

  Life life() {
    return life;
  }

  Disk disk() {
    return disk;
  }

  HistoryRecorder recorder() {
    return history.recorder();
  }

  String nameOf(UUID user) {
    return users.stream()
        .filter(each -> each.id().equals(user))
        .findFirst()
        .map(each -> each.name().toString())
        .orElse("nobody");
  }

  /// Only a user with one device turns away. With several devices a client can't see how often that
  /// changes the user's presence.
  boolean hasOneDevice(User user) {
    return user.equals(users.getLast());
  }

  /// The rooms that each stream of `user` has to follow.
  List<RoomId> roomsOf(UUID user) {
    return rooms.stream()
        .filter(id -> id.equals(RoomId.LOBBY) || disk.room(id).member(user) != null)
        .toList();
  }

  private void step() {
    history.tick();
    try {
      stopSometimes();
      if (oneIn(QUIET_MINUTE_ONE_IN)) {
        nowMs += QUIET_MINUTE_MS;
      }
      if (oneIn(isHealed ? 40 : 100)) {
        life.tellHeads();
      }
      if (oneIn(200)) {
        life.trim();
      }
      if (oneIn(4)) {
        life.shardStep();
      } else {
        stepBesideShards();
      }
    } catch (Disk.Crash e) {
      if (oneIn(8)) {
        restoreBackup();
      }
      startAgain();
    }
  }

  private void startAgain() {
    life = newLife();
    clients.forEach(Participant::connectionLost);
  }

  private void restoreBackup() {
    Disk backup = disk.restored();
    history.lost(disk, backup);
    disk = backup;
  }

  /// A server that stops ends when all streams have.
  private void stopSometimes() {
    if (!life.isStopping) {
      if (!isHealed && oneIn(600)) {
        life.isStopping = true;
        stopSteps = 0;
        stopSignalledAt = recorder().now();
        clients.forEach(Participant::serverStops);
      }
    } else if (online().isEmpty()) {
      recorder().stopped(new Stop(stopSignalledAt, recorder().now(), 0, List.of()));
      startAgain();
    } else if (++stopSteps > STOP_STEPS_MAX) {
      recorder().stopped(new Stop(stopSignalledAt, Operation.NEVER, 0, List.of()));
      startAgain();
    }
  }

  private Set<String> online() {
    return clients.stream().map(Participant::online).filter(Objects::nonNull).collect(toSet());
  }

  private void stepBesideShards() {
    switch (random.nextInt(7)) {
      case 0, 1 -> life.laneStep();
      case 2, 3 -> life.waitingStep();
      case 4 -> life.busStep();
      default -> anyOf(clients).step();
    }
  }

  /// Goes on without faults until everything that was begun has ended.
  private void heal() {
    isHealed = true;
    for (int i = 0; i < HEALING_STEPS_MAX; i++) {
      step();
      if (i % 100 == 0
          && clients.stream().allMatch(Participant::isSettled)
          && history.isSettled(online())) {
        return;
      }
    }
    List<Participant> late = clients.stream().filter(client -> !client.isSettled()).toList();
    history.violated(Invariant.HEAD_REACHED, "not settled: " + late);
  }

  /// The other parts go on while a shard waits for the disk.
  void goOn() {
    for (int i = random.nextInt(24); i > 0; i--) {
      if (oneIn(12)) {
        life.shardStep();
      } else {
        stepBesideShards();
      }
    }
  }
}
