package gochat.server;

import gochat.account.GuestConfig;
import gochat.account.Identities;
import gochat.api.Api;
import gochat.api.ApiContext;
import gochat.api.ConversationContext;
import gochat.limit.AccountLimit;
import gochat.limit.MessageLimit;
import gochat.limit.QueueLimit;
import gochat.limit.Rates;
import gochat.limit.StreamLimit;
import gochat.presence.Attendance;
import gochat.server.Config.Switch;
import gochat.session.CursorsBeyond;
import gochat.session.DirectMessages;
import gochat.session.FeedContext;
import gochat.session.GuestRooms;
import gochat.session.Online;
import gochat.session.SeedContext;
import gochat.session.StreamContext;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.store.Store;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The server without its ports: rooms, identities and the API at work over a store, until closed.
final class Core implements AutoCloseable {
  private final Store store;
  private final int textBytesMax;
  private final long namelessNanosMax;
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final Attendance attendance = new Attendance(System::currentTimeMillis);
  private final Online online;
  private final Rates rates;
  private final CursorsBeyond cursorsBeyond = new CursorsBeyond(System::nanoTime);
  private final Shard shard;
  private final ShardThread shardThread;
  private final Identities identities;
  private final DirectMessages directMessages;
  private final Api api;

  /// @param store stays open
  Core(Config config, Store store, Consumer<Throwable> onFatal) {
    this.store = store;
    online = new Online(attendance, config.limits());
    rates = new Rates(config.limits(), config.uncounted(), System::nanoTime);
    namelessNanosMax = config.limits().nanos(StreamLimit.UNREGISTERED);
    textBytesMax = config.limits().of(MessageLimit.TEXT_BYTES);
    shard =
        new Shard(
            store.journal(),
            new ShardConfig(config.limits().of(QueueLimit.SHARD_INBOX), textBytesMax),
            InstantSource.system(),
            online::observe);
    shardThread = new ShardThread(shard, onFatal);
    GuestRooms guestRooms = new GuestRooms(store.rooms(), store.markers(), shard);
    identities =
        Identities.start(
            store.accounts(),
            new GuestConfig(
                config.guestAllowed() == Switch.ON,
                config.limits().of(AccountLimit.GUESTS),
                config.limits().of(AccountLimit.GUESTS_PER_ADDRESS)),
            config.uncounted(),
            guestRooms::leaveAll);
    directMessages = new DirectMessages(shard, online);
    api =
        new Api(
            new ApiContext(
                shard,
                store.journal(),
                store.rooms(),
                store.history(),
                store.markers(),
                store.hidden(),
                identities,
                attendance,
                online,
                rates,
                config.limits(),
                textBytesMax,
                config.insecure() == Switch.ON));
  }

  Api api() {
    return api;
  }

  Identities identities() {
    return identities;
  }

  /// For streams of the first contract on `lane`.
  SeedContext seedContext(Executor lane) {
    return new SeedContext(
        feedContext(lane), identities.names(), online, directMessages, rates, namelessNanosMax);
  }

  /// For streams of the v1 API on `lane`.
  ConversationContext conversationContext(Executor lane) {
    StreamContext streams =
        new StreamContext(
            feedContext(lane), store.rooms(), store.markers(), online, attendance, cursorsBeyond);
    return new ConversationContext(
        streams, api.authentication(), api.follows(), api.calls(), rates);
  }

  private FeedContext feedContext(Executor lane) {
    return new FeedContext(shard, store.journal(), textBytesMax, lane, waiting);
  }

  /// Finishes what was asked for.
  @Override
  public void close() {
    identities.close();
    shardThread.close();
    waiting.close();
  }
}
