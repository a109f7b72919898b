package gochat.session;

import gochat.account.IdentitiesFixture;
import gochat.checker.Invariant;
import gochat.journal.ReadMarkers;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.RateLimit;
import gochat.limit.Rates;
import gochat.peer.Peers;
import gochat.presence.PresenceTracker;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Audience;
import gochat.shard.FaultyShard;
import gochat.shard.FaultyShard.Fault;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardObserver;
import gochat.shard.ShardedRooms;
import gochat.shard.StubFollower;
import gochat.shard.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One life of the server process, from its start to its crash: the real parts, wired together,
/// with the event loops and threads that run them.
final class Life {
  private static final int TEXT_BYTES_MAX = 1_000;
  private static final int SHARDS_MAX = 4;
  private static final int BUS_LATE_MAX = 30;

  /// High enough that no client is held back.
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

  /// A user who is in no room. Has a room look whether the log goes further than it knows, and must
  /// not be let in where only members may read.
  private final class Stranger extends StubFollower {
    private final RoomId room;

    Stranger(RoomId room) {
      this.room = room;
    }

    @Override
    public void refused() {}

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      letIn();
      return false;
    }

    @Override
    public void behind(long head) {
      letIn();
    }

    private void letIn() {
      if (!world.disk().room(room).isReadableBy(user())) {
        world.history.violated(Invariant.MEMBERS_ONLY, "a stranger was let into " + room);
      }
    }

    @Override
    public void failed(RuntimeException cause) {}
  }

  private final World world;
  private final Fault fault;
  private final Random random;
  private final List<Loop> loops = List.of(new Loop(), new Loop());

  private final List<Shard> shards = new ArrayList<>();

  /// Shards that wait for the disk.
  private final Set<Shard> inTurn = new HashSet<>();

  /// Tasks of threads that may wait, none of which has begun.
  private final List<Runnable> waiting = new ArrayList<>();

  /// For each such thread that has ended, the tasks that it has not yet handed to event loops.
  private final List<Deque<Runnable>> late = new ArrayList<>();

  /// The tasks of the thread that runs now; null when none runs.
  private @Nullable Deque<Runnable> handedOver;

  /// Users with a stream that is opening.
  final Set<UUID> opening = new HashSet<>();

  final PresenceTracker presenceTracker;
  final Online online;

  /// The services of this server, which has several shards.
  final Services services;

  private final Online onlineElsewhere;

  /// The services of another server over the same store. Each learns what the other one records
  /// over the bus, which loses, doubles and reorders what it carries; when an append meets a
  /// conflict; when a follower knows more; and in [#tellHeads]. Clients of the first contract
  /// connect to either.
  private final Services elsewhere;

  /// What the servers have told each other and has not come yet.
  private final List<OnBus> bus = new ArrayList<>();

  /// Whether what the bus loses is found by comparing heads, or else by followers that know more.
  private final boolean areHeadsCompared;

  final IdentitiesFixture identities;

  /// Whether the server stops and accepts no connection.
  boolean isStopping;

  Life(World world, Fault fault, IdentitiesFixture identities) {
    this.world = world;
    this.fault = fault;
    this.random = world.random;
    this.identities = identities;
    presenceTracker = new PresenceTracker(world::nowMs);
    PeerLink link = new PeerLink(this::send, fault);
    PeerLink linkElsewhere = new PeerLink(this::send, fault);
    online = new Online(presenceTracker, LIMITS, link);
    onlineElsewhere = new Online(presenceTracker, LIMITS, linkElsewhere);
    areHeadsCompared = random.nextBoolean();
    for (int i = random.nextInt(SHARDS_MAX); i >= 0; i--) {
      shards.add(newShard(new Observer(true)));
    }
    services = newServices(new ShardedRooms(shards), online, link);
    Shard other = newShard(new Observer(false));
    elsewhere = newServices(other, onlineElsewhere, linkElsewhere);
    shards.add(other);
    link.connect(linkElsewhere, elsewhere);
    linkElsewhere.connect(link, services);
  }

  private Services newServices(Rooms rooms, Online online, Peers peers) {
    return new Services(
        rooms,
        world.disk(),
        world.disk().store().rooms(),
        world.disk().store().markers(),
        identities.names(),
        online,
        new DirectMessages(rooms, online, peers, LIMITS),
        new CursorsBeyond(() -> 0),
        new Rates(LIMITS, NetworkList.parse("127.0.0.0/8"), System::nanoTime),
        LIMITS,
        waiting::add);
  }

  private Shard newShard(ShardObserver observer) {
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

  /// Observes the shards of one server.
  private final class Observer implements ShardObserver {
    private final boolean isHere;

    /// @param isHere whether it is the server of most clients
    Observer(boolean isHere) {
      this.isHere = isHere;
    }

    @Override
    public void announce(List<Turn> turns) {
      for (Turn turn : turns) {
        if (!turn.entries().isEmpty()) {
          Rooms others = (isHere ? elsewhere : services).rooms();
          long head = turn.entries().getLast().seq();
          send(
              world.areEventsTold ? () -> others.told(turn) : () -> others.told(turn.room(), head),
              () -> {});
        }
      }
      (isHere ? online : onlineElsewhere).announce(turns);
    }

    @Override
    public void recorded(List<Turn> turns) {
      if (isHere) {
        tell(turns);
      } else {
        onlineElsewhere.recorded(turns);
        observeElsewhere(turns);
      }
    }
  }

  /// A message on the bus.
  ///
  /// @param loss run when it is lost
  /// @param late how often it does not come yet when its turn has come
  private record OnBus(Runnable arrival, Runnable loss, int late) {}

  private void send(Runnable arrival, Runnable loss) {
    bus.add(new OnBus(arrival, loss, world.oneIn(4) ? random.nextInt(BUS_LATE_MAX) : 0));
  }

  /// The bus carries any of what is on its way; it may also lose it, or carry it again.
  void busStep() {
    if (!bus.isEmpty()) {
      OnBus message = bus.remove(random.nextInt(bus.size()));
      if (message.late > 0 && !world.isHealed()) {
        bus.add(new OnBus(message.arrival, message.loss, message.late - 1));
        return;
      }
      int dice = world.isHealed() ? 2 : random.nextInt(6);
      if (dice > 0) {
        message.arrival.run();
      } else {
        message.loss.run();
      }
      if (dice == 1) {
        bus.add(message);
      }
    }
  }

  /// Both servers are told how far the logs go.
  void tellHeads() {
    for (RoomId room : world.disk().rooms()) {
      long head = world.disk().head(room);
      if (areHeadsCompared) {
        services.rooms().told(room, head);
        elsewhere.rooms().told(room, head);
        continue;
      }
      long after = world.anyOf(List.of(0L, head));
      services.rooms().follow(room, new Stranger(room), after, head);
      elsewhere.rooms().follow(room, new Stranger(room), after, head);
    }
  }

  /// This server removes old events of a room. The other one does not: it would have to tell this
  /// one, whose memory has the latest events.
  void trim() {
    List<RoomId> logs = List.copyOf(world.disk().rooms());
    if (!logs.isEmpty()) {
      RoomId room = world.anyOf(logs);
      long to = random.nextInt((int) world.disk().head(room) + 1);
      services.rooms().trim(room, to, _ -> {});
    }
  }

  /// This life's streams are also told when a member comes or goes at the other server.
  private void observeElsewhere(List<Turn> turns) {
    tell(turns.stream().map(Life::comingAndGoing).toList());
  }

  private static Turn comingAndGoing(Turn turn) {
    List<LogEntry> entries =
        turn.entries().stream()
            .filter(entry -> !entry.event().arrived().isEmpty() || entry.event().departed() != null)
            .toList();
    return new Turn(turn.room(), turn.epoch(), entries);
  }

  private void tell(List<Turn> turns) {
    online.recorded(
        fault == Fault.ARRIVAL_FORGOTTEN
            ? turns.stream().map(this::withoutForgotten).toList()
            : turns);
  }

  private Turn withoutForgotten(Turn turn) {
    List<LogEntry> rest =
        turn.entries().stream()
            .filter(entry -> entry.event().arrived().stream().noneMatch(opening::contains))
            .toList();
    return new Turn(turn.room(), turn.epoch(), rest);
  }

  /// A lane for one more connection.
  Lane newLane() {
    return services.lane(loops.get(random.nextInt(loops.size())));
  }

  /// The services for a client that may connect to either server.
  Services servicesOfEither() {
    return random.nextBoolean() ? services : elsewhere;
  }

  /// The services of this server or of the other one.
  Services anyServices() {
    return world.oneIn(6) ? elsewhere : services;
  }

  /// Does what the call of the API does. Waits.
  ///
  /// @return the answer
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

  /// A real server logs what a task throws.
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
