package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.IdentitiesFixture;
import gochat.account.Identity;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.journal.Journal;
import gochat.journal.TestJournal;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.Rates;
import gochat.peer.Peers;
import gochat.presence.PresenceTracker;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.TestPolicy;
import gochat.session.FollowWishes.Cursor;
import gochat.session.FollowWishes.From;
import gochat.shard.Outcome;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.Submitter;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The core of a server on the thread of a test. The test decides when the shard takes a turn and
/// when tasks of the lane and of waiting threads run.
final class Core {
  /// The address of all clients.
  static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

  static final RoomId ROOM = new RoomId("room");

  final Journal journal;
  final Store store;
  final PresenceTracker presenceTracker = new PresenceTracker(() -> 0);
  final Online online = new Online(presenceTracker, Limits.STANDARD, Peers.NONE);
  final AtomicLong nanos = new AtomicLong();
  final Rates rates = new Rates(Limits.STANDARD, NetworkList.EMPTY, nanos::get);
  final Shard shard;
  final DirectMessages directMessages;
  final IdentitiesFixture identities =
      new IdentitiesFixture(MemoryStore.create(1).accounts(), InstantSource.system());

  /// The tasks of the lane. Timers add to it too.
  final Deque<Runnable> lane = new ConcurrentLinkedDeque<>();

  final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  final Services services;

  Core() {
    this(new TestJournal());
  }

  Core(TestJournal journal) {
    this.journal = journal;
    store = journal.store();
    ShardConfig config = new ShardConfig(10_000, TestPolicy.of(65_536));
    shard = new Shard(journal, config, InstantSource.system(), online);
    directMessages = new DirectMessages(shard, online, Peers.NONE, Limits.STANDARD);
    services =
        new Services(
            shard,
            journal,
            store.rooms(),
            store.markers(),
            store.privacy(),
            identities.names(),
            online,
            directMessages,
            new CursorsBeyond(() -> 0),
            rates,
            Limits.STANDARD,
            FirstContract.EVERYBODY,
            config.policy(),
            waiting::add);
  }

  /// Runs all parts until there is nothing to do.
  void run() {
    while (shard.turn() || runLane() || runWaiting()) {
      // Each step may give the other parts something to do.
    }
  }

  boolean runLane() {
    return run(lane);
  }

  boolean runWaiting() {
    return run(waiting);
  }

  private static boolean run(Queue<Runnable> tasks) {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  static User account(String name) {
    return new User(UUID.randomUUID(), IdentitiesFixture.name(name), UserKind.ACCOUNT);
  }

  static User guest(String name) {
    return new User(UUID.randomUUID(), IdentitiesFixture.name(name), UserKind.GUEST);
  }

  /// Records `command`; the followers do not get its events yet.
  Outcome record(RoomId room, Command command) {
    List<Outcome> outcomes = new ArrayList<>();
    shard.submit(room, command, new Submitter(outcomes::add, () -> {}));
    shard.turn();
    return outcomes.getFirst();
  }

  Outcome act(RoomId room, Command command) {
    Outcome outcome = record(room, command);
    run();
    return outcome;
  }

  Outcome post(User user, RoomId room, String text) {
    return act(room, new Command.Post(Authors.author(user, user.id()), null, text));
  }

  /// Makes the private [#ROOM] with these members.
  void makeRoom(User owner, User... others) {
    act(ROOM, create(owner, RoomKind.PRIVATE));
    Stream.of(others).forEach(other -> act(ROOM, invite(owner, other)));
  }

  static Command create(User user, RoomKind kind) {
    return new Command.Create(
        Authors.author(user, user.id()), kind, new RoomName("room", "room"), "");
  }

  static Command invite(User user, User other) {
    return new Command.Invite(Authors.author(user, user.id()), Authors.person(other));
  }

  static Command kick(User user, User other) {
    return new Command.Kick(Authors.author(user, user.id()), Authors.person(other));
  }

  static FollowWishes from(Cursor... cursors) {
    return new FollowWishes(List.of(cursors), From.END, List.of(), 0, Set.of());
  }

  static FollowWishes watching(User... users) {
    Set<UUID> ids = Set.copyOf(Stream.of(users).map(User::id).toList());
    return new FollowWishes(List.of(), From.END, List.of(), 0, ids);
  }

  /// A device of `user`, not opened yet.
  Client device(User user) {
    Client client = new Client(user);
    client.stream =
        Session.v1(UUID.randomUUID(), new TestClient.NoRequests<>(), lane(), services, client);
    return client;
  }

  private Lane lane() {
    return services.lane(lane::add);
  }

  Client opened(User user, FollowWishes wishes) {
    Client client = device(user);
    client.open(wishes);
    run();
    return client;
  }

  Client opened(User user) {
    return opened(user, from());
  }

  /// A stream of the first contract.
  Client seed(String name, @Nullable Proof proof) {
    Client client = new Client(null);
    client.seed = Session.seed(UUID.randomUUID(), ADDRESS, proof, lane(), services, client);
    client.seed().receive(new SeedMessage(name, "", ""));
    run();
    return client;
  }

  /// The proof of `user`, whose account is added.
  Proof proof(User user) {
    String token = identities.register(user);
    return onEnd ->
        new Proof.Verdict.Admitted(
            Admission.admit(identities.tokens(), token, onEnd).orElseThrow());
  }

  /// A client that takes everything, or nothing.
  final class Client extends TestClient {
    final List<Item> items = new ArrayList<>();
    boolean takes = true;
    @Nullable Ending ending;
    private boolean isPaused;
    private final ArrayDeque<SeedMessage> unsaid = new ArrayDeque<>();
    private final @Nullable User user;
    private @Nullable Session<Object> stream;
    private @Nullable Session<SeedMessage> seed;

    /// @param user of a device, null for a stream of the first contract
    Client(@Nullable User user) {
      this.user = user;
    }

    /// Opens the stream of a device.
    void open(FollowWishes wishes) {
      stream().open(new Identity(requireNonNull(user), UUID.randomUUID()), null, wishes);
    }

    Session<Object> stream() {
      return requireNonNull(stream);
    }

    Session<SeedMessage> seed() {
      return requireNonNull(seed);
    }

    <T extends Item> List<T> items(Class<T> type) {
      return items.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Sends a message on a stream of the first contract, as soon as the stream takes it.
    ///
    /// @param target the receiver, empty for the lobby
    void say(String target, String text) {
      unsaid.add(new SeedMessage("", target, text));
      sayOn();
    }

    private void sayOn() {
      while (!isPaused && !unsaid.isEmpty()) {
        seed().receive(unsaid.remove());
      }
    }

    /// The texts that it got, in rooms and privately.
    List<String> texts() {
      return items.stream().flatMap(this::text).toList();
    }

    private Stream<String> text(Item item) {
      return switch (item) {
        case Item.Event(_, _, LogEntry(_, RoomEvent.Text said)) -> Stream.of(said.text());
        case Item.Private said -> Stream.of(said.text());
        default -> Stream.empty();
      };
    }

    @Override
    public boolean offer(List<Item> offered) {
      return takes && (items.addAll(offered) || offered.isEmpty());
    }

    @Override
    public void add(Item item) {
      items.add(item);
    }

    @Override
    public boolean isDrained() {
      return takes;
    }

    @Override
    public void pause() {
      isPaused = true;
    }

    @Override
    public void resume() {
      isPaused = false;
      sayOn();
    }

    @Override
    public void end(Ending ending) {
      this.ending = ending;
    }
  }
}
