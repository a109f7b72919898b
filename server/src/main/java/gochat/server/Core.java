package gochat.server;

import gochat.account.GuestConfig;
import gochat.account.Identities;
import gochat.api.Api;
import gochat.limit.AccountLimit;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.QueueLimit;
import gochat.limit.Rates;
import gochat.presence.PresenceTracker;
import gochat.server.Config.Switch;
import gochat.session.CursorsBeyond;
import gochat.session.DirectMessages;
import gochat.session.GuestRooms;
import gochat.session.Online;
import gochat.session.Services;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.shard.ShardedRooms;
import gochat.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The server without its ports: rooms, identities and the API at work over a store, until closed.
final class Core implements AutoCloseable {
  /// The journal of the embedded store is written by one thread at a time.
  private static final int SHARDS = 1;

  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ShardThread> shardThreads;
  private final Identities identities;
  private final Api api;

  /// @param store stays open
  Core(Config config, Store store, Consumer<Throwable> onFatal) {
    Limits limits = config.limits();
    Online online = new Online(new PresenceTracker(System::currentTimeMillis), limits);
    ShardConfig shardConfig =
        new ShardConfig(limits.of(QueueLimit.SHARD_INBOX), limits.of(MessageLimit.TEXT_BYTES));
    List<Shard> shards =
        Stream.generate(() ->
                new Shard(store.journal(), shardConfig, InstantSource.system(), online::observe))
            .limit(SHARDS)
            .toList();
    Rooms rooms = new ShardedRooms(shards);
    shardThreads = shards.stream().map(shard -> new ShardThread(shard, onFatal)).toList();
    GuestRooms guestRooms = new GuestRooms(store.rooms(), store.markers(), rooms);
    identities =
        Identities.start(
            store.accounts(),
            new GuestConfig(
                config.guestAllowed() == Switch.ON,
                limits.of(AccountLimit.GUESTS),
                limits.of(AccountLimit.GUESTS_PER_ADDRESS)),
            config.uncounted(),
            guestRooms::leaveAll);
    Services services =
        new Services(
            rooms,
            store.journal(),
            store.rooms(),
            store.markers(),
            identities.names(),
            online,
            new DirectMessages(rooms, online),
            new CursorsBeyond(System::nanoTime),
            new Rates(limits, config.uncounted(), System::nanoTime),
            limits,
            waiting);
    api =
        new Api(
            services, identities, store.history(), store.hidden(), config.insecure() == Switch.ON);
  }

  Api api() {
    return api;
  }

  Identities identities() {
    return identities;
  }

  /// Finishes what was asked for.
  @Override
  public void close() {
    identities.close();
    shardThreads.forEach(ShardThread::close);
    waiting.close();
  }
}
