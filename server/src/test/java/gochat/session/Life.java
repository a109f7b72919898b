package gochat.session;

import gochat.account.FakeIdentities;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.RateLimit;
import gochat.limit.Rates;
import gochat.presence.Attendance;
import gochat.room.LogEntry;
import gochat.shard.Fault;
import gochat.shard.FaultyShard;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;

/// One life of the server process, from its start to its crash: the real parts, wired together, and
/// what runs them.
final class Life {
  private static final int TEXT_BYTES_MAX = 1_000;

  /// An event loop.
  private final class Lane extends ArrayDeque<Runnable> implements Executor {
    @Override
    public void execute(Runnable task) {
      if (isWaiting) {
        late.add(() -> add(task));
      } else {
        add(task);
      }
    }
  }

  private final World world;
  private final Fault fault;
  private final Random random;
  private final List<Lane> lanes = List.of(new Lane(), new Lane());

  /// Tasks of threads that may wait, none of which has begun.
  private final List<Runnable> waiting = new ArrayList<>();

  /// What such threads have found out and not yet said.
  private final List<Runnable> late = new ArrayList<>();

  private boolean isWaiting;

  /// Users of whom a stream is opening.
  final Set<UUID> opening = new HashSet<>();

  final Attendance attendance;
  final Online online;
  final Shard shard;
  final DirectMessages directMessages;
  final FakeIdentities identities;

  /// So much that nobody is ever held back.
  private final Rates rates =
      new Rates(
          Limits.STANDARD
              .with(RateLimit.ACCOUNT_CHANGES, 1_000_000)
              .with(RateLimit.ACCOUNT_BYTES, 1_000_000_000),
          NetworkList.parse("127.0.0.0/8"),
          System::nanoTime);

  Life(World world, Fault fault, FakeIdentities identities) {
    this.world = world;
    this.fault = fault;
    this.random = world.random();
    this.identities = identities;
    attendance = new Attendance(world::tick);
    online = new Online(attendance, Limits.STANDARD);
    shard =
        new FaultyShard(
            world.disk(), new ShardConfig(10, TEXT_BYTES_MAX), world.clock(), this::observe, fault);
    directMessages = new DirectMessages(shard, online);
  }

  private void observe(List<Turn> turns) {
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
    return new Turn(turn.room(), rest, turn.whispers());
  }

  /// For one more connection.
  FeedContext newContext() {
    Executor lane = lanes.get(random.nextInt(lanes.size()));
    return new FeedContext(shard, world.disk(), TEXT_BYTES_MAX, lane, waiting::add);
  }

  StreamContext streamContext() {
    return new StreamContext(
        newContext(),
        world.disk().rooms(),
        world.disk().markers(),
        online,
        attendance,
        new CursorsBeyond(() -> 0));
  }

  SeedContext seedContext() {
    return new SeedContext(newContext(), identities.names(), online, directMessages, rates);
  }

  /// An event loop does one thing.
  void laneStep() {
    Lane lane = lanes.get(random.nextInt(lanes.size()));
    if (!lane.isEmpty()) {
      lane.remove().run();
    }
  }

  /// A thread that may wait begins, or comes to its end.
  void waitingStep() {
    List<Runnable> tasks = random.nextBoolean() ? waiting : late;
    if (!tasks.isEmpty()) {
      Runnable task = tasks.remove(random.nextInt(tasks.size()));
      isWaiting = tasks == waiting;
      task.run();
      isWaiting = false;
    }
  }
}
