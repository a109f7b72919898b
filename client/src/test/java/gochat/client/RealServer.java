package gochat.client;

import gochat.account.TestPasswords;
import gochat.client.v1.Endpoint;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.CreateInvitationRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The server of this project in the process of a test, on free ports of the loopback interface.
public final class RealServer implements TestServer {
  /// Tests must not wait for the rate of guests; that of accounts is high enough.
  private static final String GUEST_RATE = "1000000";

  private static final Map<Setting, String> DEFAULTS =
      Map.of(
          Setting.HOST,
          "127.0.0.1",
          Setting.PORT,
          "0",
          Setting.WEB_PORT,
          "off",
          Setting.OPS_PORT,
          "off",
          Setting.RATE_GUEST_CHANGES_PER_SECOND,
          GUEST_RATE,
          Setting.RATE_GUEST_BYTES_PER_SECOND,
          GUEST_RATE + "000");

  private final Path data;
  private final Map<Setting, String> settings = new EnumMap<>(DEFAULTS);
  private final int port;
  private final int webPort;
  private ChatServer server;

  private RealServer(Path data, Map<Setting, String> changed) throws IOException {
    this.data = data;
    settings.putAll(changed);
    server = listen();
    port = server.port();
    webPort = server.webPort().orElse(0);
    settings.put(Setting.PORT, Integer.toString(port));
    if (webPort != 0) {
      settings.put(Setting.WEB_PORT, Integer.toString(webPort));
    }
  }

  /// Stores nothing: a stop loses all data.
  public static RealServer start() throws IOException {
    return start(Map.of());
  }

  /// Stores nothing: a stop loses all data.
  ///
  /// @param settings that differ from those of most tests
  public static RealServer start(Map<Setting, String> settings) throws IOException {
    Map<Setting, String> all = new EnumMap<>(Map.of(Setting.DURABILITY, "memory"));
    all.putAll(settings);
    return new RealServer(Path.of(""), all);
  }

  /// @param data a directory that outlives the server's restarts
  public static RealServer start(Path data) throws IOException {
    return start(data, Map.of());
  }

  public static RealServer start(Path data, Map<Setting, String> settings) throws IOException {
    Map<Setting, String> all = new EnumMap<>(Map.of(Setting.DATA_DIR, data.toString()));
    all.putAll(settings);
    return new RealServer(data, all);
  }

  private ChatServer listen() throws IOException {
    Config config = Config.of(data, settings);
    return ChatServer.start(
        config.with(config.limits(), TestPasswords.COST),
        reason -> {
          throw new AssertionError(reason);
        });
  }

  @Override
  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", port);
  }

  /// 0 without a web port, which is the default.
  public int webPort() {
    return webPort;
  }

  /// The code with which the first administrator registers; empty once there is one.
  public Optional<String> adminCode() {
    return server.adminCode();
  }

  /// Makes an invitation for one account. The first call registers the administrator, "root".
  ///
  /// @return its code
  public String makeInvitation() {
    String token =
        adminCode()
            .map(code -> endpoint().register("root", "correct horse", code))
            .orElseGet(() -> endpoint().signIn("root", "correct horse"))
            .getToken();
    Metadata authorization = new Metadata();
    authorization.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    ManagedChannel channel =
        ChatChannel.open(
            address(), new Security.Plaintext(), Thread::startVirtualThread, 10_000, _ -> {});
    try {
      return AdminServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization))
          .createInvitation(CreateInvitationRequest.getDefaultInstance())
          .getCreated()
          .getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  /// @throws java.util.NoSuchElementException without a certificate
  public Fingerprint fingerprint() {
    return Fingerprint.of(server.identity().orElseThrow().chain().getFirst());
  }

  public Endpoint endpoint() {
    return new Endpoint(address(), new Security.Plaintext());
  }

  @Override
  public void stop() {
    server.close();
  }

  @Override
  public void startAgain() throws IOException {
    server = listen();
  }

  /// Starts the stopped server again. It keeps only the newest `events` of a room, and removes the
  /// others within moments.
  ///
  /// @param room its id
  public void startAgainKeeping(String room, long events) throws IOException {
    try (DataDirectory directory = DataDirectory.open(data);
        Store store = Stores.open(directory, Durability.ASYNC, _ -> {})) {
      boolean isSet = store.retention().set(new RoomId(room), new RetentionRule(0, events));
      if (!isSet) {
        throw new AssertionError("no room " + room);
      }
    }
    startAgain();
  }

  @Override
  public void close() {
    server.close();
  }
}
