package gochat.cluster;

import static java.util.Objects.requireNonNull;

import gochat.account.Throttle;
import gochat.account.User;
import gochat.account.UserName;
import gochat.bus.Bus;
import gochat.bus.BusStatus;
import gochat.bus.Subject;
import gochat.journal.Journal;
import gochat.peer.DeviceNews;
import gochat.peer.PeerNews;
import gochat.peer.PeerStatus;
import gochat.peer.Peers;
import gochat.peer.PrivateMessage;
import gochat.presence.PresenceTracker;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.ShardObserver;
import gochat.shard.Turn;
import gochat.store.Servers;
import gochat.store.postgres.Notes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The servers of a store over a bus. Any of them records in any room; the others hear how far its
/// log goes, and read what they lack. The bus may lose what it carries: heads are told again, and
/// are compared with the logs after each interruption.
final class Nodes implements Peers {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// Notes are read so often, and when another server says that there is one.
  private static final Duration NOTES_PERIOD = Duration.ofSeconds(2);

  /// Whether the others are still here is read so often.
  private static final Duration MEMBERS_PERIOD = Duration.ofSeconds(2);

  /// Changes of presence are told together so often.
  private static final Duration CHANGES_PERIOD = Duration.ofMillis(100);

  private static final Subject INTERRUPTED = new Subject("interrupted");

  private final Bus bus;
  private final Journal journal;
  private final ClusterMembers members;
  private final Announcer announcer;
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("nodes").daemon().factory());
  private final Notes notes;
  private final UserSubjects users;
  private final DeviceFrames devices;
  private final UserLookUp lookUp;
  private final PrivateExchange privates;
  private volatile @Nullable Rooms ownRooms;
  private volatile @Nullable Interests interests;
  private volatile @Nullable PresenceExchange presences;
  private volatile @Nullable PeerNews news;
  private volatile @Nullable NoteHearing hearing;
  private volatile long connectedNanos = System.nanoTime();

  /// @param bus closed with this, as `notes`
  Nodes(Bus bus, Notes notes, Journal journal, Servers servers) {
    this.bus = bus;
    this.notes = notes;
    this.journal = journal;
    announcer = new Announcer(bus, journal);
    members = new ClusterMembers(servers);
    members.read();
    users = new UserSubjects(bus);
    devices = new DeviceFrames(users);
    lookUp = new UserLookUp(bus, users);
    privates =
        new PrivateExchange(
            users,
            journal,
            CompletableFuture.delayedExecutor(
                PrivateExchange.REFUSAL_PAUSE.toMillis(), TimeUnit.MILLISECONDS, waiting));
  }

  @Override
  public Rooms joined(Rooms own) {
    Interests all = new Interests(bus, journal, own, waiting, this::typed);
    ownRooms = own;
    interests = all;
    bus.onInterrupted(() -> waiting.execute(all::compareAll));
    // It may have recorded what it could not tell.
    members.onGone(_ -> all.compareAll());
    every(MEMBERS_PERIOD, () -> waiting.execute(members::read));
    every(PERIOD, () -> tick(all));
    return new SharedRooms(own, all);
  }

  private void every(Duration period, Runnable task) {
    var _ =
        timer.scheduleWithFixedDelay(
            task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void connected(User user) {
    lookUp.connected(user);
    users.connected(user.id());
  }

  @Override
  public void disconnected(User user) {
    users.disconnected(user.id());
    lookUp.disconnected(user);
  }

  @Override
  public CompletableFuture<Optional<User>> find(UserName name) {
    return lookUp.find(name);
  }

  @Override
  public CompletableFuture<Optional<User>> find(UUID user) {
    return lookUp.find(user);
  }

  @Override
  public CompletableFuture<Outcome> pass(PrivateMessage message) {
    return privates.pass(message);
  }

  @Override
  public boolean show(PrivateMessage message) {
    return privates.show(message);
  }

  @Override
  public void share(PresenceTracker presence) {
    PresenceExchange exchange =
        new PresenceExchange(bus, presence, members, System::nanoTime, System::currentTimeMillis);
    presences = exchange;
    every(CHANGES_PERIOD, exchange::tellChanges);
    every(PERIOD, exchange::tick);
  }

  @Override
  public void share(Throttle throttle) {
    var _ =
        bus.subscribe(
            TryFrame.SUBJECT, (message, _) -> TryFrame.parse(message).ifPresent(throttle::heard));
    throttle.onTry(tried -> bus.publish(TryFrame.SUBJECT, TryFrame.bytes(tried)));
  }

  @Override
  public void typing(RoomId room, User user) {
    bus.publish(HeadFrame.subject(room), new TypingFrame(room, user).bytes());
  }

  private void typed(TypingFrame frame) {
    PeerNews to = news;
    if (to != null) {
      to.typing(frame.room(), frame.user());
    }
  }

  @Override
  public void tell(UUID user, DeviceNews news) {
    devices.tell(user, news);
  }

  @Override
  public void hear(PeerNews news) {
    this.news = news;
    devices.hear(news::done);
    privates.hear(requireNonNull(ownRooms, "joined"), news::whispered, news::addressed);
    // What others told this server may be lost, and what it told them.
    bus.onInterrupted(() -> {
      news.interrupted();
      bus.publish(INTERRUPTED, new byte[0]);
    });
    var _ = bus.subscribe(INTERRUPTED, (_, _) -> news.interrupted());
    NoteHearing noted = new NoteHearing(notes, journal, news);
    hearing = noted;
    var _ = bus.subscribe(Announcer.NOTED, (_, _) -> waiting.execute(noted::read));
    every(NOTES_PERIOD, () -> waiting.execute(noted::read));
  }

  private void tick(Interests all) {
    if (bus.status().isConnected()) {
      connectedNanos = System.nanoTime();
      announcer.repeat();
    } else {
      waiting.execute(all::goOnWithoutBus);
    }
  }

  @Override
  public ShardObserver observing(ShardObserver next) {
    return new ShardObserver() {
      @Override
      public void announce(List<Turn> turns) {
        announcer.announce(turns);
        next.announce(turns);
      }

      @Override
      public void recorded(List<Turn> turns) {
        next.recorded(turns);
      }

      @Override
      public void learned(Turn turn, long nanos) {
        next.learned(turn, nanos);
      }

      @Override
      public void dropped(RoomId room) {
        requireNonNull(interests, "joined").dropped(room);
        next.dropped(room);
      }

      @Override
      public void delivered(Turn turn, int followers, long nanos) {
        next.delivered(turn, followers, nanos);
      }
    };
  }

  @Override
  public PeerStatus status() {
    BusStatus now = bus.status();
    NoteHearing noted = hearing;
    return new PeerStatus(
        now.isConnected() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - connectedNanos),
        messages(now.in()),
        messages(now.out()),
        now.interruptions(),
        noted == null ? Duration.ZERO : noted.age());
  }

  private static PeerStatus.Messages messages(BusStatus.Traffic traffic) {
    return new PeerStatus.Messages(traffic.messages(), traffic.lost());
  }

  @Override
  public void close() {
    timer.close();
    PresenceExchange exchange = presences;
    if (exchange != null) {
      exchange.close();
    }
    bus.close();
    waiting.shutdownNow();
    notes.close();
  }
}
