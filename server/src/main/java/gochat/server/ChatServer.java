package gochat.server;

import gochat.account.Registration;
import gochat.api.Build;
import gochat.backup.BackupFormat;
import gochat.backup.BackupMaker;
import gochat.backup.BackupSchedule;
import gochat.backup.BackupTarget;
import gochat.backup.Mirroring;
import gochat.backup.ServerBackups;
import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.Transport;
import gochat.grpc.GrpcServer;
import gochat.grpc.SeedService;
import gochat.grpc.ServiceRegistry;
import gochat.grpc.StreamService;
import gochat.limit.BackupLimit;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.RequestLimit;
import gochat.metric.OpsServer;
import gochat.metric.ServerHealth;
import gochat.metric.ServerMetrics;
import gochat.ops.AdminCommands;
import gochat.ops.AdminListener;
import gochat.ops.LiveServer;
import gochat.peer.Peers;
import gochat.server.Config.Switch;
import gochat.shard.Shard;
import gochat.store.Backups;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.tls.HttpChallenges;
import gochat.tls.IdentitySource;
import gochat.tls.Renewal;
import gochat.tls.SelfSigned;
import gochat.tls.TlsException;
import gochat.tls.TlsIdentity;
import gochat.web.WebServer;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. Its parts start in order and are closed in the reverse order.
public final class ChatServer implements RunningServer {
  private static final Logger log = LoggerFactory.getLogger(ChatServer.class);

  private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();
  private final Encryption encryption;
  private final Core core;
  private final @Nullable OpsServer ops;
  private final @Nullable WebServer web;
  private final GrpcServer grpc;

  /// Requests may come before the port is known.
  private volatile String url = "";

  private ChatServer(Config config, Consumer<Throwable> onFatal) throws IOException {
    Limits limits = config.limits();
    int connectionsMax = OpenFiles.ofThisProcess().connectionsMax(limits.of(ConnectionLimit.OPEN));
    boolean started = false;
    try {
      @Nullable DataDirectory data =
          config.durability() == Durability.MEMORY
              ? null
              : open(DataDirectory.open(config.dataDir()));
      HttpChallenges challenges = new HttpChallenges();
      @Nullable IdentitySource certificates = Certificates.source(config.tls(), data, challenges);
      encryption = encryption(config.tls(), certificates);
      ServerMetrics metrics = open(new ServerMetrics());
      Store store = metrics.measured(open(store(config, data, onFatal)));
      EventLoopGroup loops = Transport.best().newLoops(Runtime.getRuntime().availableProcessors());
      parts.push(() -> loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly());
      Peers peers = open(peers(config, store));
      metrics.showPeers(peers::status);
      core = open(core(config, () -> url, store, peers, metrics, onFatal));
      ServerHealth health = new ServerHealth(core.shardThreads(), store.status());
      metrics.show(
          new ServerMetrics.Sources(
              core.shardThreads(),
              core.api().services().counts(),
              store.status(),
              core.retention()::removedSoFar,
              health,
              this::identity));
      ops = openIfAny(OptionalPorts.ops(config, metrics, health));
      HealthStatusManager grpcHealth = new HealthStatusManager();
      var connections =
          new ConnectionCounts(
              limits.with(ConnectionLimit.OPEN, connectionsMax), config.uncounted());
      web =
          openIfAny(
              OptionalPorts.web(
                  config, loops, core.api(), health, connections, encryption, challenges));
      url = WebUrl.of(config, identity(), webPort(), LanAddress.find());
      grpc =
          GrpcServer.start(
              config.listenHost(),
              config.port(),
              loops,
              services(limits, core, grpcHealth),
              limits,
              encryption,
              new GrpcServer.Beside(connections, webPort().orElse(0)));
      parts.push(grpc);
      if (web != null) {
        // Close both ports within the same time.
        parts.push(web::beginShutdown);
      }
      if (certificates != null) {
        open(Renewal.start(certificates, encryption.identity().orElseThrow(), encryption::use));
      }
      Map<String, IntSupplier> connectionsByPort = new LinkedHashMap<>();
      connectionsByPort.put("grpc", grpc::openConnections);
      if (web != null) {
        connectionsByPort.put("web", web::openConnections);
      }
      connectionsByPort.forEach(metrics::showConnections);
      health.started(() -> grpc.isListening() && (web == null || web.isListening()));
      store.servers().serves(Build.current().version(), address(config));
      new StartEntry(config, address(config)).recordIn(core.audit());
      if (data != null) {
        @Nullable ServerBackups backups = backups(limits, data, store);
        if (backups != null) {
          metrics.showBackups(backups.maker()::lastMade);
          startBackups(config.backups(), backups);
        }
        Verifications verifications = new Verifications(store, InstantSource.system());
        metrics.showVerifications(
            () -> verifications.last().map(Verifications.Result::at),
            () -> verifications.last().map(Verifications.Result::defects).orElse(0L));
        takeCommands(
            new OperatedServer(
                config, store, core, connectionsByPort, backups, verifications, this));
      }
      open(
          new Departure(
              health,
              grpcHealth,
              store.servers(),
              () -> connectionsByPort.values().stream().mapToInt(IntSupplier::getAsInt).sum(),
              this::endStreamsOver));
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /// Starts a server.
  ///
  /// @param onFatal called when the server can't go on; the process must stop then
  /// @throws StoreException when the data can't be used; its message is one line
  /// @throws TlsException when the certificate can't be used; its message is one line
  /// @throws IOException when the address can't be listened on; its message is one line
  public static ChatServer start(Config config, Consumer<Throwable> onFatal) throws IOException {
    return new ChatServer(config, onFatal);
  }

  /// @param data null for a store in memory
  private static Store store(
      Config config, @Nullable DataDirectory data, Consumer<Throwable> onFatal) {
    if (!config.store().isEmbedded()) {
      return Stores.open(config.storeLocation(), onFatal);
    }
    return data == null ? Stores.inMemory() : Stores.open(data, config.durability(), onFatal);
  }

  private static Encryption encryption(Config.Tls tls, @Nullable IdentitySource certificates) {
    return certificates == null
        ? Encryption.NONE
        : Encryption.with(certificates.first(), tls.plaintext() == Config.Tls.Plaintext.ON);
  }

  private static Peers peers(Config config, Store store) {
    return config.store().isEmbedded()
        ? Peers.NONE
        : Modules.find(ClusterProvider.class, _ -> true)
            .map(provider -> provider.join(config.storeLocation(), config.bus(), store))
            .orElse(Peers.NONE);
  }

  private static Core core(
      Config config,
      Supplier<String> url,
      Store store,
      Peers peers,
      ServerMetrics metrics,
      Consumer<Throwable> onFatal) {
    return new Core(
        Core.Setup.of(
            config, config.access().registration().of(config.listenHost(), store.accounts()), url),
        store,
        peers,
        (journal, shardConfig, clock, observer) ->
            new Shard(journal, shardConfig, clock, metrics.observing(observer)),
        Thread.ofVirtual().factory(),
        onFatal);
  }

  private static ServiceRegistry services(Limits limits, Core core, HealthStatusManager health) {
    ServiceRegistry.Builder services = ServiceRegistry.builder();
    services.add(health.getHealthService().bindService());
    services.add(ProtoReflectionServiceV1.newInstance().bindService());
    new SeedService(core.api().services(), core.api().authentication()).addTo(services);
    core.api().callServices().forEach(services::add);
    new StreamService(core.api()).addTo(services);
    return services.build(
        limits.of(MessageLimit.TEXT_BYTES) + limits.of(RequestLimit.BESIDE_TEXT_BYTES));
  }

  /// A data directory on a file system without sockets is no reason not to start.
  private void takeCommands(LiveServer server) {
    try {
      AdminListener _ =
          open(
              AdminListener.start(
                  AdminCommands.all(Stores.data(), Build.current().version()), server));
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("directory", server.directory())
          .addKeyValue("reason", e.getMessage())
          .log("bin/server admin can't reach this server");
    }
  }

  /// @return null when other tools make the backups of the store
  private static @Nullable ServerBackups backups(Limits limits, DataDirectory data, Store store) {
    @Nullable Backups backups = store.backups();
    if (backups == null) {
      return null;
    }
    List<Path> further = SelfSigned.files(data.path());
    return new ServerBackups(
        new BackupMaker(backups, further, Stores.data(), InstantSource.system()),
        new Mirroring(backups, further),
        limits.of(BackupLimit.BYTES_PER_SECOND));
  }

  /// Starts to make backups, if the configuration has a directory for them.
  private void startBackups(Config.Backups wanted, ServerBackups backups) {
    if (wanted.to() != null) {
      BackupFormat format = wanted.zip() == Switch.ON ? BackupFormat.ZIP : BackupFormat.DIRECTORY;
      BackupTarget target = BackupTarget.of(wanted.to(), format, wanted.keep());
      open(
          BackupSchedule.start(
              backups, target, Duration.ofMillis(wanted.every().ms()), InstantSource.system()));
    }
  }

  /// The address of this server, for the operator of all.
  private String address(Config config) {
    String host =
        config.listenHost() == null
            ? MachineNames.find().stream().findFirst().orElse(config.host())
            : config.listenHost();
    return host + ":" + port();
  }

  private void endStreamsOver(Duration time) {
    grpc.endStreamsOver(time);
    if (web != null) {
      web.endStreamsOver(time);
    }
  }

  private <P extends AutoCloseable> @Nullable P openIfAny(@Nullable P part) {
    return part == null ? null : open(part);
  }

  private <P extends AutoCloseable> P open(P part) {
    parts.push(part);
    return part;
  }

  @Override
  public int port() {
    return grpc.port();
  }

  @Override
  public OptionalInt webPort() {
    return web == null ? OptionalInt.empty() : OptionalInt.of(web.port());
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OptionalInt opsPort() {
    return ops == null ? OptionalInt.empty() : OptionalInt.of(ops.port());
  }

  @Override
  public Optional<TlsIdentity> identity() {
    return encryption.identity();
  }

  @Override
  public Registration registration() {
    return core.identities().signUps().registration();
  }

  @Override
  public Optional<String> adminCode() {
    return core.identities().signUps().adminCode();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The other parts must be closed too.
        log.atWarn()
            .addKeyValue("part", part.getClass().getSimpleName())
            .setCause(e)
            .log("closing failed");
      }
    }
  }
}
