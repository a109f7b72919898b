package gochat.server;

import gochat.account.Registration;
import gochat.account.TestPasswords;
import gochat.api.Api;
import gochat.api.ServerInfo;
import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.grpc.GrpcServer;
import gochat.grpc.SeedService;
import gochat.grpc.ServiceRegistry;
import gochat.grpc.SocketTap;
import gochat.grpc.StreamService;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.RateLimit;
import gochat.limit.ServerLimit;
import gochat.limit.StreamLimit;
import gochat.peer.Peers;
import gochat.retention.RetentionSweep;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.room.TestPolicy;
import gochat.session.FirstContract;
import gochat.shard.CountedShard;
import gochat.shard.Submitter;
import gochat.store.Store;
import gochat.web.WebServer;
import gochat.web.WebServices;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// The real server on one event loop, with counters at the sockets, at the shard, and at the
/// threads that deliver. The store is in memory.
final class MeasuredServer implements AutoCloseable {
  /// The threads of ARCHITECTURE.md that a send may pass.
  enum ThreadKind {
    LANE,
    SHARD,
    VIRTUAL,
    OTHER;

    static ThreadKind ofThisThread() {
      Thread thread = Thread.currentThread();
      if (thread.isVirtual()) {
        return VIRTUAL;
      }
      if (thread.getName().equals("shard")) {
        return SHARD;
      }
      return thread instanceof FastThreadLocalThread ? LANE : OTHER;
    }
  }

  /// A task that a thread hands to another one. Tasks that a thread hands to itself are none, and
  /// those of the test's own threads are not counted.
  record HandOff(ThreadKind from, ThreadKind to) {}

  private static final int TEXT_BYTES_MAX = 65_536;
  private static final int CONNECTIONS_MAX = 1_000;

  /// Longer than any test: no connection is pinged, or counts as stalled.
  private static final int PING_AFTER_MS = 600_000;

  /// The crowd is one user, and sends as fast as it can.
  private static final Limits LIMITS =
      Limits.STANDARD
          .with(ConnectionLimit.OPEN, CONNECTIONS_MAX)
          .with(ConnectionLimit.PREFACE_TIMEOUT, 60_000)
          .with(ConnectionLimit.PING_AFTER, PING_AFTER_MS)
          .with(ConnectionLimit.DEAD_AFTER, PING_AFTER_MS)
          .with(StreamLimit.STALLED_AFTER, PING_AFTER_MS)
          .with(StreamLimit.PER_ACCOUNT, CONNECTIONS_MAX)
          .with(RateLimit.ACCOUNT_CHANGES, 1_000_000)
          .with(RateLimit.ACCOUNT_BYTES, 1_000_000_000)
          .with(RateLimit.GUEST_CHANGES, 1_000_000)
          .with(RateLimit.GUEST_BYTES, 1_000_000_000)
          .with(ServerLimit.DRAIN_TIMEOUT, 10);

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The counts since the last [#takeHandOffs].
  private final Map<HandOff, LongAdder> handOffs = new ConcurrentHashMap<>();

  private final SocketTap tap;
  private final EventLoopGroup loops;
  private final Store store = Stores.inMemory();

  @SuppressWarnings("NullAway.Init") // set when the core makes it
  private CountedShard shard;

  private final Core core =
      new Core(
          new Core.Setup(
              LIMITS,
              NetworkList.parse("127.0.0.0/8"),
              Registration.OPEN,
              FirstContract.EVERYBODY,
              TestPolicy.of(LIMITS.of(MessageLimit.TEXT_BYTES)),
              true,
              false,
              TestPasswords.COST,
              new RetentionSweep.Rules(RetentionRule.NONE, RetentionRule.NONE),
              new ServerInfo("GoChat", "", () -> "")),
          store,
          Peers.NONE,
          (journal, config, clock, observer) ->
              shard =
                  new CountedShard(
                      journal, config, clock, observer, () -> handedTo(ThreadKind.SHARD)),
          task -> {
            handedTo(ThreadKind.VIRTUAL);
            return Thread.ofVirtual().unstarted(task);
          },
          e -> {
            throw new AssertionError("the shard stopped", e);
          });
  private final GrpcServer grpc;
  private final WebServer web;
  private final long[] deliveringThreads;

  /// @param messageBytes of each message; shorter writes are not counted
  MeasuredServer(int messageBytes) throws IOException {
    tap = new SocketTap(messageBytes);
    loops = tap.newLoop(() -> handedTo(ThreadKind.LANE));
    ServiceRegistry.Builder services = ServiceRegistry.builder();
    Api api = core.api();
    new SeedService(api.services(), api.authentication()).addTo(services);
    new StreamService(api).addTo(services);
    api.callServices().forEach(services::add);
    var connections = new ConnectionCounts(LIMITS, NetworkList.EMPTY);
    grpc =
        GrpcServer.start(
            "127.0.0.1",
            0,
            loops,
            services.build(2 * TEXT_BYTES_MAX),
            LIMITS,
            Encryption.NONE,
            new GrpcServer.Beside(connections, 0));
    web =
        WebServer.start(
            "127.0.0.1",
            0,
            loops,
            WebServices.of(api, null),
            LIMITS,
            connections,
            Encryption.NONE,
            WebServer.Site.LOCAL);
    var shardId = new CompletableFuture<Long>();
    shard.fence(() -> shardId.complete(Thread.currentThread().threadId()));
    deliveringThreads =
        new long[] {shardId.join(), onLoop(() -> Thread.currentThread().threadId())};
  }

  /// Counts a task that this thread hands over.
  private void handedTo(ThreadKind to) {
    HandOff handOff = new HandOff(ThreadKind.ofThisThread(), to);
    if (handOff.from != ThreadKind.OTHER) {
      handOffs.computeIfAbsent(handOff, _ -> new LongAdder()).increment();
    }
  }

  int port() {
    return grpc.port();
  }

  int webPort() {
    return web.port();
  }

  CountedShard shard() {
    return shard;
  }

  /// Runs `task` while the event loop does something else.
  void whileTheLoopIsBusy(Runnable task) {
    var isOver = new CountDownLatch(1);
    Future<?> busy =
        loops.submit(() -> {
          isOver.await();
          return null;
        });
    try {
      task.run();
    } finally {
      isOver.countDown();
    }
    var _ = busy.syncUninterruptibly();
  }

  /// Posts `text` to the lobby in a turn of its own, and returns when that has been handed to the
  /// event loop.
  void post(Author author, String text) {
    shard.submit(
        RoomId.LOBBY, new Command.Post(author, null, text), new Submitter(_ -> {}, () -> {}));
    afterTheTurn();
  }

  private void afterTheTurn() {
    var isDone = new CompletableFuture<Void>();
    shard.fence(() -> isDone.complete(null));
    isDone.join();
  }

  /// Waits until the server's threads are idle, and returns what they have handed to each other
  /// since the last call.
  Map<HandOff, Integer> takeHandOffs() {
    afterTheTurn();
    afterWhatWaits();
    Map<HandOff, Integer> taken = new HashMap<>();
    handOffs.forEach((handOff, count) -> taken.put(handOff, Math.toIntExact(count.sumThenReset())));
    taken.values().removeIf(count -> count == 0);
    return taken;
  }

  /// Counts what goes to the sockets from now on.
  void openTap() {
    onLoop(Executors.callable(tap::open));
  }

  /// Returns what has been counted since.
  SocketTap.Counts closeTap() {
    return onLoop(tap::close);
  }

  /// The bytes that wait in memory for each connection.
  List<Long> queuedBytes() {
    return onLoop(tap::queuedBytes);
  }

  /// The connections of clients.
  Set<Channel> connections() {
    return onLoop(tap::connections);
  }

  /// Waits until the shard and the event loop are idle, and returns the bytes that both have
  /// allocated on the heap so far.
  long allocatedBytes() {
    afterTheTurn();
    afterWhatWaits();
    long bytes = 0;
    for (long allocated : THREADS.getThreadAllocatedBytes(deliveringThreads)) {
      bytes += allocated;
    }
    return bytes;
  }

  /// Returns when the event loop has run its waiting tasks, and those that follow from them at
  /// once.
  void afterWhatWaits() {
    onLoop(() -> null);
    onLoop(() -> null);
  }

  private <R> R onLoop(Callable<R> task) {
    return loops.submit(task).syncUninterruptibly().getNow();
  }

  @Override
  public void close() {
    web.close();
    grpc.close();
    core.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    store.close();
  }
}
