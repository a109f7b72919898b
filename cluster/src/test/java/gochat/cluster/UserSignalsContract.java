package gochat.cluster;

import static gochat.v1.Availability.AVAILABILITY_AWAY;
import static gochat.v1.Availability.AVAILABILITY_OFFLINE;
import static gochat.v1.Availability.AVAILABILITY_ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.metric.Scrape;
import gochat.server.ChatServer;
import gochat.server.Setting;
import gochat.server.V1Client;
import gochat.store.postgres.TestDatabase;
import gochat.store.postgres.TestServer;
import gochat.v1.Availability;
import gochat.v1.BlockUserRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.FollowRequest;
import gochat.v1.GetPresenceRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.Presence;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.PresenceServiceGrpc.PresenceServiceBlockingStub;
import gochat.v1.RefusalReason;
import gochat.v1.RoomHidden;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendTypingRequest;
import gochat.v1.ServerFrame;
import gochat.v1.SetAwayRequest;
import gochat.v1.SetHiddenRequest;
import gochat.v1.StreamServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one database, with the devices of users at either: presence, typing, read
/// markers, and the metrics of it.
@ExtendWith(SilentServer.class)
@SuppressWarnings("NullAway.Init") // set before all tests
abstract class UserSignalsContract extends OpenParts {
  /// The settings of the bus of all servers. Called once.
  abstract Map<Setting, String> bus() throws IOException;

  private Path directory;

  private Map<Setting, String> settings;
  private TestDatabase database;
  private ChatServer first;
  private ChatServer second;
  private final List<Device> devices = new ArrayList<>();
  private int users;

  @BeforeAll
  void start(@TempDir Path newDirectory) throws IOException, SQLException {
    directory = newDirectory;
    settings = new EnumMap<>(Setting.class);
    settings.putAll(bus());
    settings.put(Setting.OPS_PORT, "0");
    database = TestDatabase.blank();
    first = opened(start("first"));
    second = opened(start("second"));
  }

  private ChatServer start(String name) throws IOException {
    return TestServer.start(directory.resolve(name), database.location(), settings);
  }

  @AfterEach
  void disconnect() {
    devices.forEach(Device::close);
    devices.clear();
  }

  /// A user at a server, with a stream that is open.
  private final class Device implements AutoCloseable {
    private final ManagedChannel channel;
    private final V1Client user;
    private final List<ServerFrame> frames = new CopyOnWriteArrayList<>();

    Device(ManagedChannel channel, V1Client user, Device... watched) {
      this.channel = channel;
      this.user = user;
      devices.add(this);
      FollowRequest request =
          FollowRequest.newBuilder()
              .addAllWatchedUsers(Stream.of(watched).map(Device::id).toList())
              .build();
      Thread _ = Thread.startVirtualThread(() -> run(request));
      await().until(() -> frames.stream().anyMatch(ServerFrame::hasCaughtUp));
    }

    private void run(FollowRequest request) {
      try {
        StreamServiceGrpc.newBlockingStub(user.messages().getChannel())
            .follow(request)
            .forEachRemaining(frames::add);
      } catch (StatusRuntimeException _) {
        // The test closes the connection.
      }
    }

    String id() {
      return user.signedIn().getUser().getId();
    }

    /// The frames of one kind.
    List<ServerFrame> frames(Predicate<ServerFrame> kind) {
      return frames.stream().filter(kind).toList();
    }

    /// The latest presence of the watched user.
    Availability watched() {
      return frames(ServerFrame::hasPresence).getLast().getPresence().getAvailability();
    }

    Presence presence(Device of) {
      return calls(user)
          .getPresence(GetPresenceRequest.newBuilder().addUsers(of.id()).build())
          .getList()
          .getPresences(0);
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }

  private static PresenceServiceBlockingStub calls(V1Client user) {
    return PresenceServiceGrpc.newBlockingStub(user.messages().getChannel());
  }

  /// A new user who may watch others.
  private Device register(ChatServer server, Device... watched) {
    ManagedChannel channel = TestServer.connect(server);
    return new Device(channel, V1Client.register(channel, "user-" + ++users), watched);
  }

  /// The user of another device, in a session of its own.
  private Device signIn(ChatServer server, Device other) {
    ManagedChannel channel = TestServer.connect(server);
    return new Device(channel, V1Client.signIn(channel, other.user.signedIn().getUser().getName()));
  }

  @Test
  void aWatcherIsToldOfAUserAtTheOtherServer() {
    Device alice = register(first);
    Device bob = register(second, alice);
    await().until(() -> bob.watched() == AVAILABILITY_ONLINE);
    assertThat(bob.presence(alice).getAvailability()).isEqualTo(AVAILABILITY_ONLINE);

    alice.close();

    await().until(() -> bob.watched() == AVAILABILITY_OFFLINE);
    assertThat(bob.presence(alice).hasLastSeenTime()).isTrue();
  }

  @Test
  void aUserIsAwayWhenItIsAwayFromItsDevicesAtAllServers() {
    Device phone = register(first);
    Device laptop = signIn(second, phone);
    Device bob = register(second, phone);
    SetAwayRequest away = SetAwayRequest.newBuilder().setAway(true).build();
    await().until(() -> bob.watched() == AVAILABILITY_ONLINE);

    var _ = calls(phone.user).setAway(away);
    // A call can come to another server than the stream.
    ManagedChannel other = TestServer.connect(first);
    var _ = calls(new V1Client(laptop.user.signedIn(), other)).setAway(away);
    other.shutdownNow();
    await().until(() -> bob.watched() == AVAILABILITY_AWAY);

    phone.close();
    laptop.close();
    await().until(() -> bob.watched() == AVAILABILITY_OFFLINE);
  }

  @Test
  void aServerThatStartsLearnsWhoIsOnlineAndItsUsersAreGoneWhenItStops() throws IOException {
    Device bob = register(second);
    Device alice;
    try (ChatServer third = start("third")) {
      alice = register(third, bob);
      await().until(() -> alice.watched() == AVAILABILITY_ONLINE);
      await().until(() -> bob.presence(alice).getAvailability() == AVAILABILITY_ONLINE);
    }

    await().until(() -> bob.presence(alice).getAvailability() == AVAILABILITY_OFFLINE);
  }

  @Test
  void theMetricsShowWhatComesFromTheOtherServer() {
    Device alice = register(first);
    Device bob = register(second);
    var _ = bob.user.send("lobby", "to all");
    await().until(() -> !alice.frames(ServerFrame::hasEvent).isEmpty());

    Scrape there = Scrape.of(first.opsPort().orElseThrow());
    assertThat(there.value("gochat_peer_events_total")).isPositive();
    assertThat(there.value("gochat_peer_read_seconds_sum")).isPositive();
    assertThat(there.value("gochat_bus_messages_total{direction=\"in\"}")).isPositive();
    assertThat(there.value("gochat_bus_messages_total{direction=\"out\"}")).isPositive();
    assertThat(there.value("gochat_bus_disconnected_seconds")).isZero();
    assertThat(there.value("gochat_notes_age_seconds")).isBetween(0.0, 10.0);
    assertThat(there.value("gochat_store_silence_seconds")).isBetween(0.0, 10.0);
  }

  @Test
  void typingIsToldToTheListenersAtTheOtherServer() {
    Device alice = register(first);
    Device bob = register(second);

    var _ = calls(bob.user).sendTyping(SendTypingRequest.newBuilder().setRoom("lobby").build());

    await().until(() -> !alice.frames(ServerFrame::hasTyping).isEmpty());
    assertThat(alice.frames(ServerFrame::hasTyping).getFirst().getTyping().getUser())
        .isEqualTo(bob.user.signedIn().getUser());
  }

  @Test
  void aReadMarkerIsToldToTheUsersDevicesAtTheOtherServer() {
    Device phone = register(first);
    Device laptop = signIn(second, phone);
    long seq = phone.user.send("lobby", "text").getSent().getSeq();

    var _ =
        phone
            .user
            .messages()
            .markRead(MarkReadRequest.newBuilder().setRoom("lobby").setSeq(seq).build());

    await().until(() -> !laptop.frames(ServerFrame::hasReadMarker).isEmpty());
    assertThat(laptop.frames(ServerFrame::hasReadMarker).getFirst().getReadMarker().getSeq())
        .isEqualTo(seq);
  }

  @Test
  void aHiddenRoomIsToldToTheUsersDevicesAtTheOtherServer() {
    Device phone = register(first);
    Device laptop = signIn(second, phone);
    CreateRoomRequest tea =
        CreateRoomRequest.newBuilder().setName("tea").setKind(RoomKind.ROOM_KIND_PRIVATE).build();
    String room = phone.user.rooms().createRoom(tea).getCreated().getRoomId();

    var _ =
        phone
            .user
            .rooms()
            .setHidden(SetHiddenRequest.newBuilder().setRoom(room).setHidden(true).build());

    await().until(() -> !laptop.frames(ServerFrame::hasRoomHidden).isEmpty());
    assertThat(laptop.frames(ServerFrame::hasRoomHidden).getFirst().getRoomHidden())
        .isEqualTo(RoomHidden.newBuilder().setRoomId(room).setHidden(true).build());
  }

  @Test
  void aBlockHoldsAtTheOtherServerAtOnceAndTheUsersDevicesThereLearnIt() {
    Device phone = register(first);
    Device laptop = signIn(second, phone);
    Device stranger = register(second);

    var _ =
        phone
            .user
            .accounts()
            .blockUser(BlockUserRequest.newBuilder().setUser(stranger.id()).build());

    var message = SendDirectMessageRequest.newBuilder().setUser(phone.id()).setText("hi").build();
    assertThat(stranger.user.messages().sendDirectMessage(message).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_REACHABLE);
    await().until(() -> !laptop.frames(ServerFrame::hasPrivacyState).isEmpty());
    assertThat(
            laptop
                .frames(ServerFrame::hasPrivacyState)
                .getFirst()
                .getPrivacyState()
                .getBlockedUserIdsList())
        .containsExactly(stranger.id());
  }
}
