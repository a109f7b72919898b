package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.Accounts;
import gochat.account.IdentitiesFixture;
import gochat.account.PrivacyStore;
import gochat.checker.Invariant;
import gochat.journal.JournalException;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.RateLimit;
import gochat.limit.Rates;
import gochat.presence.PresenceTracker;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.room.TestPolicy;
import gochat.shard.Audience;
import gochat.shard.FaultyShard;
import gochat.shard.FaultyShard.Fault;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardObserver;
import gochat.shard.ShardedRooms;
import gochat.shard.StubFollower;
import gochat.shard.Submitter;
import gochat.shard.Turn;
import gochat.store.Store;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server process, from its start to its crash: the real parts, wired together, with the event
/// loops and threads that run them.
final class Life {
  private static final int TEXT_BYTES_MAX = 1_000;
  private static final RoomPolicy POLICY = TestPolicy.of(TEXT_BYTES_MAX);

  /// High enough that no client is held back.
  private static final Limits LIMITS =
      Limits.STANDARD
          .with(MessageLimit.TEXT_BYTES, TEXT_BYTES_MAX)
          .with(RateLimit.ACCOUNT_CHANGES, 1_000_000)
          .with(RateLimit.ACCOUNT_BYTES, 1_000_000_000);

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
      if (!world.disk().room(room).isReadableBy(user(), standing())) {
        world.history.violated(Invariant.MEMBERS_ONLY, "a stranger was let into " + room);
      }
    }

    @Override
    public void failed(RuntimeException cause) {}
  }

  private final World world;
  private final LossyBus bus;
  private final Fault fault;
  private final Random random;
  private final List<Shard> shards = new ArrayList<>();

  /// Shards that wait for the disk.
  private final Set<Shard> inTurn = new HashSet<>();

  private final Threads threads;

  /// Users with a stream that is opening.
  final Set<UUID> opening = new HashSet<>();

  final PresenceTracker presenceTracker;
  final Online online;

  final Services services;
  final IdentitiesFixture identities;
  private final StoreLink store;
  private final PeerLink link;

  /// Whether it stands still, as after SIGSTOP.
  private boolean isFrozen;

  /// The only other server over the same store. Each learns what the other one records over the
  /// bus; when an append meets a conflict; when a follower knows more; and when heads are compared.
  private @Nullable Life other;

  /// @param shardCount the number of its shards
  /// @param accounts those of all servers
  /// @param presenceTracker that of all servers
  Life(
      World world,
      LossyBus bus,
      int shardCount,
      Accounts accounts,
      PresenceTracker presenceTracker) {
    this.world = world;
    this.bus = bus;
    fault = world.fault;
    random = world.random;
    threads = new Threads(random, world.recorder());
    this.presenceTracker = presenceTracker;
    store = new StoreLink(world);
    identities = new IdentitiesFixture(accounts, new NamesLink(world, store), world.clock());
    link = new PeerLink(bus::sendPrivate, store::epoch, fault);
    online = new Online(presenceTracker, LIMITS, link);
    for (int i = 0; i < shardCount; i++) {
      ShardConfig config = new ShardConfig(10, POLICY);
      shards.add(new FaultyShard(store, config, world.clock(), new Observer(), fault));
    }
    Rooms rooms = new ShardedRooms(shards);
    services =
        new Services(
            rooms,
            store,
            ofDisk(RoomDirectory.class, Store::rooms),
            ofDisk(ReadMarkers.class, Store::markers),
            ofDisk(PrivacyStore.class, Store::privacy),
            identities.names(),
            online,
            new DirectMessages(rooms, online, link, LIMITS),
            new CursorsBeyond(() -> 0),
            new Rates(LIMITS, NetworkList.parse("127.0.0.0/8"), System::nanoTime),
            LIMITS,
            FirstContract.EVERYBODY,
            POLICY,
            threads::execute);
  }

  /// A port of the store, which another disk may serve after each call.
  private <T> T ofDisk(Class<T> port, Function<Store, T> ofStore) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) ->
                method.invoke(ofStore.apply(world.disk().store()), arguments)));
  }

  /// Makes two servers known to each other.
  static void connect(Life one, Life two) {
    one.other = two;
    two.other = one;
    one.link.connect(two.link, two.services);
    two.link.connect(one.link, one.services);
  }

  /// The life of the server as the store knows it. It changes when the server goes on after others
  /// have found it dead.
  UUID id() {
    return store.life();
  }

  StoreLink store() {
    return store;
  }

  boolean isFrozen() {
    return isFrozen;
  }

  void freeze(boolean isFrozen) {
    this.isFrozen = isFrozen;
  }

  /// Any shard takes a turn, unless it waits for the disk.
  void shardStep() {
    Shard shard = shards.get(random.nextInt(shards.size()));
    if (inTurn.add(shard)) {
      shard.turn();
      inTurn.remove(shard);
    }
  }

  private final class Observer implements ShardObserver {
    @Override
    public void announce(List<Turn> turns) {
      for (Turn turn : turns) {
        if (!turn.entries().isEmpty()) {
          Rooms elsewhere = requireNonNull(other).services.rooms();
          long head = turn.entries().getLast().seq();
          bus.send(
              world.areEventsTold
                  ? () -> elsewhere.told(turn)
                  : () -> elsewhere.told(turn.room(), head),
              () -> {});
        }
      }
      online.announce(turns);
    }

    @Override
    public void recorded(List<Turn> turns) {
      online.recorded(
          fault == Fault.ARRIVAL_FORGOTTEN
              ? turns.stream().map(Life.this::withoutForgotten).toList()
              : turns);
    }
  }

  /// This server is told how far the logs go.
  ///
  /// @param isCompared whether it compares the heads itself, or else by followers that know more
  void tellHeads(boolean isCompared) {
    for (RoomId room : world.disk().rooms()) {
      long head = world.disk().head(room);
      if (isCompared) {
        services.rooms().told(room, head);
      } else {
        long after = world.anyOf(List.of(0L, head));
        services.rooms().follow(room, new Stranger(room), after, head);
      }
    }
  }

  /// Beats, or reads the notes of all servers.
  void storeStep() {
    if (random.nextBoolean()) {
      store.beat();
      return;
    }
    try {
      store.readNotes(this::hear);
    } catch (JournalException _) {
      // The rest comes the next time.
    }
  }

  private void hear(NoteRows.Note note) {
    if (note.isArrival()) {
      if (fault != Fault.ARRIVAL_FORGOTTEN || !opening.contains(note.user())) {
        online.tell(note.user(), new Signal.Arrived(note.room(), note.seq()));
      }
      return;
    }
    List<LogEntry> entries = store.read(note.room(), note.seq() - 1, 1, 1);
    if (!entries.isEmpty() && entries.getFirst().seq() == note.seq()) {
      online.tell(note.user(), new Signal.Departed(note.room(), entries.getFirst()));
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

  /// This server looks for ends of bans and mutes, as the sweep does.
  void endMeasures() {
    for (RoomId room : List.copyOf(world.disk().rooms())) {
      services.rooms().submit(room, new Command.EndMeasures(), new Submitter(_ -> {}, () -> {}));
    }
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
    return services.lane(threads.anyLoop());
  }

  void loopStep() {
    threads.loopStep();
  }

  void waitingStep() {
    threads.waitingStep();
  }

  /// Does what the call of the API does. Waits.
  ///
  /// @return the answer
  long markRead(UUID user, RoomId room, long seq, UUID stream) {
    ReadMarkers markers = world.disk().store().markers();
    if (fault == Fault.MARKER_UNRECORDED) {
      return Math.min(seq, world.disk().head(room));
    }
    long epoch = store.epoch();
    long now = markers.advance(user, room, seq);
    if (fault != Fault.MARKER_UNTOLD && store.epoch() == epoch) {
      online.tell(user, new Signal.MarkerMoved(room, epoch, now, stream));
    }
    return now;
  }
}
