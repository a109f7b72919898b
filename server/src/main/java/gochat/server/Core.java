package gochat.server;

import gochat.account.AuditLog;
import gochat.account.GuestConfig;
import gochat.account.Identities;
import gochat.account.PasswordCost;
import gochat.account.Registration;
import gochat.account.User;
import gochat.api.Api;
import gochat.api.ServerInfo;
import gochat.deletion.DeletionSweep;
import gochat.journal.Journal;
import gochat.limit.AccountLimit;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.QueueLimit;
import gochat.limit.Rates;
import gochat.limit.ReportLimit;
import gochat.limit.RetentionLimit;
import gochat.limit.RoomLimit;
import gochat.measure.MeasureSweep;
import gochat.peer.DeviceNews;
import gochat.peer.PeerNews;
import gochat.peer.Peers;
import gochat.peer.PrivateMessage;
import gochat.presence.PresenceTracker;
import gochat.report.ReportSweep;
import gochat.retention.RetentionSweep;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.server.Config.Switch;
import gochat.session.AuditRoom;
import gochat.session.CursorsBeyond;
import gochat.session.DirectMessages;
import gochat.session.FirstContract;
import gochat.session.Online;
import gochat.session.Services;
import gochat.session.Signal;
import gochat.session.UserRooms;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardObserver;
import gochat.shard.ShardThread;
import gochat.shard.ShardedRooms;
import gochat.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The server without its transports: the rooms, the identities and the API over a store.
public final class Core implements AutoCloseable {
  /// @param uncounted networks without limits per address
  /// @param isInsecureAllowed whether passwords and tokens of accounts are accepted on unencrypted
  ///   connections
  /// @param passwordCost of passwords that are set from now on
  public record Setup(
      Limits limits,
      NetworkList uncounted,
      Registration registration,
      FirstContract firstContract,
      RoomPolicy roomPolicy,
      boolean areGuestsAllowed,
      boolean isInsecureAllowed,
      PasswordCost passwordCost,
      RetentionSweep.Rules retention,
      ServerInfo info) {
    /// @param url as in [ServerInfo]
    static Setup of(Config config, Registration registration, Supplier<String> url) {
      return new Setup(
          config.limits(),
          config.uncounted(),
          registration,
          config.access().firstContract(),
          config.roomPolicy(),
          config.access().guestAllowed() == Switch.ON,
          config.insecure() == Switch.ON,
          config.passwordCost(),
          config.retention().rules(),
          new ServerInfo(config.about().name(), config.about().greeting(), url));
    }
  }

  /// Has the parameters of the constructor of [Shard].
  @FunctionalInterface
  public interface ShardMaker {
    Shard make(Journal journal, ShardConfig config, InstantSource clock, ShardObserver observer);
  }

  /// The embedded store has one writer; with PostgreSQL more would cost more: see docs/adr/0033.
  private static final int SHARDS = 1;

  private final ExecutorService waiting;
  private final List<ShardThread> shardThreads;
  private final RetentionSweep retention;
  private final MeasureSweep measures;
  private final DeletionSweep deletions;
  private final ReportSweep reports;
  private final AuditLog audit;
  private final Identities identities;
  private final Api api;

  /// @param store the caller closes it after this
  /// @param onFatal called when the rooms can't go on
  public Core(Setup setup, Store store, Consumer<Throwable> onFatal) {
    this(setup, store, Peers.NONE, Shard::new, Thread.ofVirtual().factory(), onFatal);
  }

  /// @param peers the caller closes them after this
  /// @param maker makes the shards, which run the rooms
  /// @param waitingThreads makes a thread for each task that waits for the store
  public Core(
      Setup setup,
      Store store,
      Peers peers,
      ShardMaker maker,
      ThreadFactory waitingThreads,
      Consumer<Throwable> onFatal) {
    waiting = Executors.newThreadPerTaskExecutor(waitingThreads);
    Limits limits = setup.limits();
    PresenceTracker presence = new PresenceTracker(System::currentTimeMillis);
    peers.share(presence);
    Online online = new Online(presence, limits, peers);
    ShardConfig shardConfig =
        new ShardConfig(limits.of(QueueLimit.SHARD_INBOX), setup.roomPolicy());
    ShardObserver observer = peers.observing(online);
    List<Shard> shards =
        Stream.generate(
                () -> maker.make(store.journal(), shardConfig, InstantSource.system(), observer))
            .limit(SHARDS)
            .toList();
    Rooms rooms = peers.joined(new ShardedRooms(shards));
    shardThreads = shards.stream().map(shard -> new ShardThread(shard, onFatal)).toList();
    retention =
        RetentionSweep.start(
            store.retention(),
            setup.retention(),
            rooms,
            InstantSource.system(),
            limits.nanos(RetentionLimit.PAUSE));
    measures =
        MeasureSweep.start(
            store.journal(),
            store.rooms(),
            rooms,
            InstantSource.system(),
            limits.nanos(RoomLimit.MEASURE_PAUSE));
    UserRooms userRooms = new UserRooms(store.rooms(), store.markers(), store.privacy(), rooms);
    audit = new AuditRoom(rooms);
    deletions =
        DeletionSweep.start(
            store,
            rooms,
            userRooms,
            audit,
            InstantSource.system(),
            limits.nanos(AccountLimit.ERASURE_PAUSE));
    reports =
        ReportSweep.start(store.reports(), InstantSource.system(), limits.nanos(ReportLimit.PAUSE));
    identities =
        Identities.start(
            store.accounts(),
            store.invitations(),
            store.otherServers(),
            setup.registration(),
            new GuestConfig(
                setup.areGuestsAllowed(),
                limits.of(AccountLimit.GUESTS),
                limits.of(AccountLimit.GUESTS_PER_ADDRESS)),
            setup.passwordCost(),
            setup.uncounted(),
            userRooms,
            audit);
    DirectMessages directMessages = new DirectMessages(rooms, online, peers, limits);
    Services services =
        new Services(
            rooms,
            store.journal(),
            store.rooms(),
            store.markers(),
            store.privacy(),
            identities.names(),
            online,
            directMessages,
            new CursorsBeyond(System::nanoTime),
            new Rates(limits, setup.uncounted(), System::nanoTime),
            limits,
            setup.firstContract(),
            setup.roomPolicy(),
            waiting);
    api =
        new Api(
            services,
            identities,
            store.history(),
            store.hidden(),
            store.reports(),
            audit,
            setup.isInsecureAllowed(),
            setup.info());
    peers.share(identities.throttle());
    peers.hear(news(rooms, online, directMessages, identities));
  }

  private static PeerNews news(
      Rooms rooms, Online online, DirectMessages directMessages, Identities identities) {
    return new PeerNews() {
      @Override
      public void arrived(UUID user, RoomId room, long seq) {
        online.tell(user, new Signal.Arrived(room, seq));
      }

      @Override
      public void departed(UUID user, RoomId room, LogEntry departure) {
        online.tell(user, new Signal.Departed(room, departure));
      }

      @Override
      public void whispered(PrivateMessage message, Consumer<Outcome> outcome) {
        directMessages.receive(message, outcome);
      }

      @Override
      public void addressed(PrivateMessage message) {
        online.addressed(message);
      }

      @Override
      public void tokenEnded(UUID token) {
        identities.tokens().ended(token);
      }

      @Override
      public void kindChanged(UUID account) {
        identities.administration().kindChanged(account);
      }

      @Override
      public void rewritten(RoomId room) {
        rooms.forget(room);
      }

      @Override
      public void typing(RoomId room, User user) {
        online.typingElsewhere(room, user);
      }

      @Override
      public void done(UUID user, DeviceNews news) {
        online.doneElsewhere(user, news);
      }

      @Override
      public void interrupted() {
        online.interrupted();
      }
    };
  }

  public Api api() {
    return api;
  }

  public AuditLog audit() {
    return audit;
  }

  public Identities identities() {
    return identities;
  }

  public RetentionSweep retention() {
    return retention;
  }

  public List<ShardThread> shardThreads() {
    return shardThreads;
  }

  /// Waits for the running work.
  @Override
  public void close() {
    reports.close();
    deletions.close();
    measures.close();
    retention.close();
    identities.close();
    shardThreads.forEach(ShardThread::close);
    waiting.close();
  }
}
