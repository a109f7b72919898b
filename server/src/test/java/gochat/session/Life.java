package gochat.session;

import gochat.account.FakeIdentities;
import gochat.journal.ReadMarkers;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.RateLimit;
import gochat.limit.Rates;
import gochat.presence.PresenceTracker;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Fault;
import gochat.shard.FaultyShard;
import gochat.shard.Follower;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardedRooms;
import gochat.shard.Submitter;
import gochat.shard.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One life of the server process, from its start to its crash: the real parts, wired together, and
/// what runs them.
final class Life {
  private static final int TEXT_BYTES_MAX = 1_000;
  private static final int SHARDS_MAX = 4;

  /// So much that nobody is ever held back.
  private static final Limits LIMITS =
      Limits.STANDARD
          .with(MessageLimit.TEXT_BYTES, TEXT_BYTES_MAX)
          .with(RateLimit.ACCOUNT_CHANGES, 1_000_000)
          .with(RateLimit.ACCOUNT_BYTES, 1_000_000_000);

  /// An event loop.
  private final class Loop extends ArrayDeque<Runnable> implements Executor {
    @Override
    public void execute(Runnable task) {
      if (handedOver == null) {
        add(task);
      } else {
        handedOver.add(() -> add(task));
      }
    }
  }

  /// Rooms that confirm what they have taken before they record it.
  private record HastyRooms(Rooms rooms) implements Rooms {
    @Override
    public boolean submit(RoomId room, Command command, Submitter by) {
      Submitter late = new Submitter(_ -> {}, by.retry(), by.wakeBy());
      boolean isTaken = rooms.submit(room, command, late);
      if (isTaken) {
        by.reply().accept(new Outcome.Stored(0));
      }
      return isTaken;
    }

    @Override
    public void follow(RoomId room, Follower follower, long after, long known) {
      rooms.follow(room, follower, after, known);
    }

    @Override
    public void fence(Runnable reached) {
      rooms.fence(reached);
    }
  }

  private final World world;
  private final Fault fault;
  private final Random random;
  private final List<Loop> loops = List.of(new Loop(), new Loop());

  private final List<Shard> shards = new ArrayList<>();

  /// Those that wait for the disk.
  private final Set<Shard> inTurn = new HashSet<>();

  private final Map<RoomId, Long> told = new HashMap<>();

  /// Tasks of threads that may wait, none of which has begun.
  private final List<Runnable> waiting = new ArrayList<>();

  /// What each of such threads has found out and not yet said, in its order.
  private final List<Deque<Runnable>> late = new ArrayList<>();

  /// That of the thread that runs now.
  private @Nullable Deque<Runnable> handedOver;

  /// Users of whom a stream is opening.
  final Set<UUID> opening = new HashSet<>();

  final PresenceTracker presenceTracker;
  final Online online;

  /// Of this server, which has several shards.
  final Services services;

  /// The same for streams of the first contract.
  final Services servicesOfSeeds;

  /// Of another server over the same store. What it records, this one hears of by chance: when an
  /// append meets a conflict, when a follower knows more, or when the heads are told.
  private final Services elsewhere;

  final FakeIdentities identities;

  /// Whether the server stops, and lets nobody in.
  boolean isStopping;

  Life(World world, Fault fault, FakeIdentities identities) {
    this.world = world;
    this.fault = fault;
    this.random = world.random();
    this.identities = identities;
    presenceTracker = new PresenceTracker(world::nowMs);
    online = new Online(presenceTracker, LIMITS);
    for (int i = random.nextInt(SHARDS_MAX); i >= 0; i--) {
      shards.add(newShard(this::observe));
    }
    Rooms rooms = new ShardedRooms(shards);
    services = newServices(rooms);
    servicesOfSeeds =
        fault == Fault.POSTS_NOT_AWAITED ? newServices(new HastyRooms(rooms)) : services;
    Shard other = newShard(this::observeElsewhere);
    elsewhere = newServices(other);
    shards.add(other);
  }

  private Services newServices(Rooms rooms) {
    return new Services(
        rooms,
        world.disk(),
        world.disk().store().rooms(),
        world.disk().store().markers(),
        identities.names(),
        online,
        new DirectMessages(rooms, online, LIMITS),
        new CursorsBeyond(() -> 0),
        new Rates(LIMITS, NetworkList.parse("127.0.0.0/8"), System::nanoTime),
        LIMITS,
        waiting::add);
  }

  private Shard newShard(Consumer<List<Turn>> observer) {
    ShardConfig config = new ShardConfig(10, TEXT_BYTES_MAX);
    return new FaultyShard(world.disk(), config, world.clock(), observer, fault);
  }

  /// Any shard takes a turn, unless it waits for the disk.
  void shardStep() {
    Shard shard = shards.get(random.nextInt(shards.size()));
    if (inTurn.add(shard)) {
      shard.turn();
      inTurn.remove(shard);
    }
  }

  /// Both servers are told how far the logs go.
  void tellHeads() {
    for (RoomId room : world.disk().rooms()) {
      long head = world.disk().head(room);
      services.rooms().follow(room, new HeadCheck(), head);
      elsewhere.rooms().follow(room, new HeadCheck(), head);
    }
  }

  /// The seq of the last event of `room` that is on its way to the followers.
  long told(RoomId room) {
    return told.getOrDefault(room, 0L);
  }

  /// This life's streams are told too when a member comes or goes there.
  private void observeElsewhere(List<Turn> turns) {
    tell(turns.stream().map(Life::comingAndGoing).toList());
  }

  private static Turn comingAndGoing(Turn turn) {
    List<LogEntry> entries =
        turn.entries().stream()
            .filter(entry -> !entry.event().arrived().isEmpty() || entry.event().departed() != null)
            .toList();
    return new Turn(turn.room(), entries);
  }

  private void observe(List<Turn> turns) {
    for (Turn turn : turns) {
      if (!turn.entries().isEmpty()) {
        told.put(turn.room(), turn.entries().getLast().seq());
      }
    }
    tell(turns);
  }

  private void tell(List<Turn> turns) {
    online.observe(
        fault == Fault.ARRIVAL_FORGOTTEN
            ? turns.stream().map(this::withoutForgotten).toList()
            : turns);
  }

  private Turn withoutForgotten(Turn turn) {
    List<LogEntry> rest =
        turn.entries().stream()
            .filter(entry -> entry.event().arrived().stream().noneMatch(opening::contains))
            .toList();
    return new Turn(turn.room(), rest);
  }

  /// For one more connection.
  Lane newLane() {
    return services.lane(loops.get(random.nextInt(loops.size())));
  }

  /// Of this server or the other one.
  Services anyServices() {
    return world.oneIn(6) ? elsewhere : services;
  }

  /// What the call of the API does. Waits.
  ///
  /// @return what is answered
  long markRead(UUID user, RoomId room, long seq, UUID stream) {
    ReadMarkers markers = world.disk().store().markers();
    if (fault == Fault.MARKER_UNRECORDED) {
      return Math.min(seq, world.disk().head(room));
    }
    long now = markers.advance(user, room, seq);
    if (fault != Fault.MARKER_UNTOLD) {
      online.tell(user, new Signal.MarkerMoved(room, now, stream));
    }
    return now;
  }

  /// An event loop does one thing.
  void laneStep() {
    Loop loop = loops.get(random.nextInt(loops.size()));
    if (!loop.isEmpty()) {
      run(loop.remove());
    }
  }

  /// What a task throws ends in the log of a server.
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      world.recorder().problem("a task failed with " + e);
    }
  }

  /// A thread that may wait begins, or comes to its end.
  void waitingStep() {
    if (random.nextBoolean()) {
      if (!waiting.isEmpty()) {
        begin(waiting.remove(random.nextInt(waiting.size())));
      }
    } else if (!late.isEmpty()) {
      int any = random.nextInt(late.size());
      late.get(any).remove().run();
      if (late.get(any).isEmpty()) {
        late.remove(any);
      }
    }
  }

  private void begin(Runnable task) {
    Deque<Runnable> handing = new ArrayDeque<>(2);
    handedOver = handing;
    run(task);
    handedOver = null;
    if (!handing.isEmpty()) {
      late.add(handing);
    }
  }
}
