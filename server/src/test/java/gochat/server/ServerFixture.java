package gochat.server;

import static org.awaitility.Awaitility.await;

import gochat.account.TestPasswords;
import gochat.journal.Journal;
import gochat.limit.Limits;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.tls.TlsIdentity;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server on loopback with data of its own for each test, and the clients of the test.
final class ServerFixture implements BeforeEachCallback, AfterEachCallback {
  /// The default of `message.bytes-max`.
  static final int TEXT_BYTES_MAX = 65_536;

  private static final int PAGE_ENTRIES_MAX = 10_000;
  private static final int PAGE_BYTES_MAX = 64 * 1_024 * 1_024;

  private final UnaryOperator<Config> changed;
  private final Map<Setting, String> settings;
  private final ConcurrentLinkedDeque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private ChatServer server;

  ServerFixture() {
    this(Map.of());
  }

  ServerFixture(Limits limits) {
    this(limits, Map.of());
  }

  /// @param settings that differ from those of every test
  ServerFixture(Limits limits, Map<Setting, String> settings) {
    this(settings, config -> config.with(limits, TestPasswords.COST));
  }

  /// @param settings that differ from those of every test
  ServerFixture(Map<Setting, String> settings) {
    this(settings, UnaryOperator.identity());
  }

  private ServerFixture(Map<Setting, String> settings, UnaryOperator<Config> changed) {
    this.settings = settings;
    this.changed = changed;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("gochat-test");
    start();
  }

  /// Starts the server, again after [#stop].
  void start() throws IOException {
    server = ChatServer.start(changed.apply(config(directory, settings)), _ -> {});
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static Config config(Path directory) {
    return config(directory, Map.of());
  }

  /// A server on loopback, on any free port, without the other ports unless `settings` have them.
  static Config config(Path directory, Map<Setting, String> settings) {
    Map<Setting, String> all = new HashMap<>(settings);
    all.put(Setting.HOST, "127.0.0.1");
    all.put(Setting.PORT, "0");
    all.putIfAbsent(Setting.WEB_PORT, "off");
    all.putIfAbsent(Setting.OPS_PORT, "off");
    all.put(Setting.DATA_DIR, directory.toString());
    Config config = Config.of(directory, all);
    return config.with(config.limits(), TestPasswords.COST);
  }

  int port() {
    return server.port();
  }

  int webPort() {
    return server.webPort().orElseThrow();
  }

  int opsPort() {
    return server.opsPort().orElseThrow();
  }

  /// The code with which a user registers as the administrator.
  String adminCode() {
    return server.adminCode().orElseThrow();
  }

  void stop() {
    server.close();
  }

  /// Of the server's data.
  Path directory() {
    return directory;
  }

  /// A client that is not registered yet.
  TestClient connect() {
    return open(TestClient.connect(port()));
  }

  TestClient join(String name) throws InterruptedException {
    return connect().register(name);
  }

  /// A client that reads only what [TestClient#read] asks for.
  TestClient joinLazily(String name) throws InterruptedException {
    return open(TestClient.lazy(port())).register(name);
  }

  /// A connection for many streams.
  ManagedChannel channel() {
    ManagedChannel channel = TestClient.channel(port());
    open(channel::shutdownNow);
    return channel;
  }

  /// The same over TLS, trusting the server's own certificate.
  ManagedChannel tlsChannel(int windowBytes) throws SSLException {
    return tlsChannel(windowBytes, server.identity().orElseThrow());
  }

  ManagedChannel tlsChannel(int windowBytes, TlsIdentity trusted) throws SSLException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port())
            .sslContext(
                GrpcSslContexts.forClient().trustManager(trusted.chain().getFirst()).build())
            .flowControlWindow(windowBytes)
            .build();
    open(channel::shutdownNow);
    return channel;
  }

  /// Closes `resource` at the end of the test.
  <R extends AutoCloseable> R open(R resource) {
    opened.push(resource);
    return resource;
  }

  /// Waits until `name` is free, and registers it with a client of its own.
  TestClient joinWhenFree(String name) {
    return await()
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              TestClient client = connect();
              client.send(name, "", "");
              return client.isRegistered() ? client : null;
            },
            client -> client != null);
  }

  /// Stops the server, and returns what `lobby`'s log then holds.
  List<LogEntry> stopAndReadLog() {
    stop();
    return log(directory);
  }

  /// Reads `lobby`'s log in a data directory that no server uses.
  static List<LogEntry> log(Path directory) {
    try (DataDirectory data = DataDirectory.open(directory);
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      Journal journal = store.journal();
      List<LogEntry> log = new ArrayList<>();
      List<LogEntry> page;
      do {
        page = journal.read(RoomId.LOBBY, log.size(), PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
        log.addAll(page);
      } while (!page.isEmpty());
      return log;
    }
  }

  static String author(LogEntry entry) {
    return entry.event().author().name();
  }

  static String text(LogEntry entry) {
    return ((RoomEvent.Posted) entry.event()).text();
  }
}
