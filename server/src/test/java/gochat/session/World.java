package gochat.session;

import static java.util.stream.Collectors.toSet;

import gochat.account.IdentitiesFixture;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.checker.HistoryRecorder;
import gochat.checker.Invariant;
import gochat.checker.Invariant.Violation;
import gochat.room.RoomId;
import gochat.shard.FaultyShard.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Two whole server cores and their clients on one thread. A seed decides which of them goes on
/// next, what fails and when, so every run can be repeated.
///
/// The shards, the feeds and the sessions are the real ones. The store crashes the servers or
/// fails, before or after it has recorded, or records later; it is replaced by a backup, or by a
/// standby that lacks the newest turns. A server freezes until the other one has found it dead, and
/// goes on. Clients of both contracts send, repeat, read slowly, go away and come back. The checker
/// judges their requests, the results and the frames. The simulation itself checks what only it can
/// see: the rights of each author, that no room lets a stranger in, and that a client of the first
/// contract, which knows no positions, gets every message.
final class World {
  /// The steps in which faults occur.
  private static final int STEPS = 1_200;

  private static final int HEALING_STEPS_MAX = 60_000;

  /// After this time an unused room leaves memory.
  private static final long QUIET_MINUTE_MS = 61_000;

  private static final int QUIET_MINUTE_ONE_IN = 120;

  private static final int USERS = 4;
  private static final int SEED_CLIENTS = 3;

  final Random random;
  final Fault fault;

  /// Whether the servers tell each other events, or else heads only. Of a fifth of the seeds, so
  /// that the others go on to show the rare faults.
  final boolean areEventsTold;

  final List<User> users = new ArrayList<>();

  /// Rooms that exist or may be made.
  final List<RoomId> rooms = new ArrayList<>();

  private final List<Participant> clients = new ArrayList<>();
  final RunHistory history = new RunHistory();
  private final Lives lives = new Lives();
  private Disk disk;
  private final Servers servers;
  private long nowMs;
  private boolean isHealed;

  private World(long seed, Fault fault) {
    this.random = new Random(seed);
    areEventsTold = seed % 5 == 2;
    this.fault = fault;
    disk = new Disk(this, fault, 1);
    servers = new Servers(this);
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

  boolean mayRead(User user, RoomId room) {
    return disk.room(room).isReadableBy(user.id(), Authors.standing(user));
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

  /// Time passes.
  void pass(long ms) {
    nowMs += ms;
  }

  boolean isHealed() {
    return isHealed;
  }

  Servers servers() {
    return servers;
  }

  Lives lives() {
    return lives;
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
        pass(QUIET_MINUTE_MS);
      }
      if (oneIn(isHealed ? 40 : 100)) {
        servers.tellHeads();
      }
      if (oneIn(200)) {
        servers.main().trim();
      }
      if (oneIn(200)) {
        servers.either().endMeasures();
      }
      if (!isHealed && oneIn(800)) {
        loseTail();
      }
      if (!isHealed && oneIn(800)) {
        servers.freeze(servers.either());
      }
      partStep();
    } catch (Disk.Crash _) {
      if (oneIn(8)) {
        restoreBackup();
      }
      startAgain();
    }
  }

  private void partStep() {
    if (oneIn(4)) {
      servers.step(Life::shardStep);
    } else {
      stepBesideShards();
    }
  }

  /// The other parts go on for so many steps.
  void partSteps(int count) {
    for (int i = 0; i < count; i++) {
      partStep();
    }
  }

  /// A standby that was not synchronous becomes the primary. All connections are lost; so each
  /// server that runs beats.
  private void loseTail() {
    Disk former = disk;
    former
        .standby(servers::haveAcknowledged)
        .ifPresent(standby -> {
          disk = standby;
          servers.beatTwice();
          history.lost(former, disk);
        });
  }

  private void startAgain() {
    servers.startAgain();
    clients.forEach(Participant::connectionLost);
  }

  private void restoreBackup() {
    Disk backup = disk.restored();
    history.lost(disk, backup);
    disk = backup;
  }

  /// The servers begin to stop, or end.
  private void stopSometimes() {
    if (servers.areStopping()) {
      if (servers.haveStopped(online())) {
        startAgain();
      }
    } else if (!isHealed && oneIn(600)) {
      servers.stop();
      clients.forEach(Participant::serverStops);
    }
  }

  private Set<String> online() {
    return clients.stream().map(Participant::online).filter(Objects::nonNull).collect(toSet());
  }

  private void stepBesideShards() {
    switch (random.nextInt(8)) {
      case 0, 1 -> servers.step(Life::loopStep);
      case 2, 3 -> servers.step(Life::waitingStep);
      case 4 -> servers.busStep();
      case 5 -> stepSeldom();
      default -> anyOf(clients).step();
    }
  }

  private void stepSeldom() {
    switch (random.nextInt(4)) {
      case 0 -> disk.lateStep();
      case 1 -> anyOf(clients).sweep();
      default -> servers.step(Life::storeStep);
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

  /// The other parts go on while a shard waits for the disk, or its server freezes.
  ///
  /// @param life of the server
  void goOn(UUID life) {
    if (!isHealed && oneIn(150)) {
      servers.freeze(life);
    } else {
      goOn();
    }
  }

  /// The other parts go on while a shard waits for the disk.
  void goOn() {
    for (int i = random.nextInt(24); i > 0; i--) {
      if (oneIn(12)) {
        servers.step(Life::shardStep);
      } else {
        stepBesideShards();
      }
    }
  }
}
