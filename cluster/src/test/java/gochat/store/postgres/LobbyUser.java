package gochat.store.postgres;

import static org.awaitility.Awaitility.await;

import gochat.server.ChatServer;
import gochat.server.V1Client;
import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.FollowRequest;
import gochat.v1.Reset;
import gochat.v1.SendMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A user of the lobby. It follows the lobby, from the last event on again after each end of its
/// stream, and repeats what it sends until the server acknowledges it.
public final class LobbyUser implements AutoCloseable {
  private static final String ROOM = "lobby";

  private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
  private final V1Client user;
  private final List<Cursor> positions = new CopyOnWriteArrayList<>();
  private final List<Event> messages = new CopyOnWriteArrayList<>();
  private final List<Reset> resets = new CopyOnWriteArrayList<>();
  private final List<Status.Code> ends = new CopyOnWriteArrayList<>();
  private final List<String> rooms = new CopyOnWriteArrayList<>();
  private volatile long lastNanos = System.nanoTime();
  private volatile long longestPauseNanos;
  private volatile long readSeq;
  private volatile boolean isOver;

  private LobbyUser(ManagedChannel channel, V1Client user) {
    channels.add(channel);
    this.user = user;
  }

  /// A user with a new account, when it has been live.
  public static LobbyUser register(ChatServer server, String name) {
    return join(server, channel -> V1Client.register(channel, name));
  }

  /// The same with a new guest.
  public static LobbyUser guest(ChatServer server, String name) {
    return join(server, channel -> V1Client.guest(channel, name));
  }

  /// The same user, also at another server.
  public LobbyUser at(ChatServer server) {
    return join(server, channel -> new V1Client(user.signedIn(), channel));
  }

  /// The same at any of several servers: it goes to the next one when one takes no connection.
  public static LobbyUser registerAtAny(String name, ChatServer... servers) {
    return join(AnyServer.connect(servers), channel -> V1Client.register(channel, name));
  }

  /// The same with an account that exists.
  public static LobbyUser signIn(ChatServer server, String name) {
    return join(server, channel -> V1Client.signIn(channel, name));
  }

  private static LobbyUser join(ChatServer server, Function<ManagedChannel, V1Client> signingIn) {
    return join(TestServer.connect(server), signingIn);
  }

  private static LobbyUser join(
      ManagedChannel channel, Function<ManagedChannel, V1Client> signingIn) {
    LobbyUser user = new LobbyUser(channel, signingIn.apply(channel));
    Thread _ = Thread.startVirtualThread(user::run);
    await().until(() -> !user.positions.isEmpty());
    return user;
  }

  /// Sends a message, again until the server acknowledges it.
  ///
  /// @return the text
  public String send(String text) {
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setRoom(ROOM)
            .setClientMessageId(UUID.randomUUID().toString())
            .setText(text)
            .build();
    await()
        .ignoreExceptionsMatching(StatusRuntimeException.class::isInstance)
        .pollDelay(Duration.ZERO)
        .until(() -> user.messages().sendMessage(request).hasSent());
    return text;
  }

  private void run() {
    while (!isOver) {
      FollowRequest.Builder request = FollowRequest.newBuilder();
      if (!positions.isEmpty()) {
        request.addCursors(positions.getLast());
      }
      try {
        StreamServiceGrpc.newBlockingStub(user.messages().getChannel())
            .follow(request.build())
            .forEachRemaining(this::took);
      } catch (StatusRuntimeException e) {
        ends.add(e.getStatus().getCode());
      }
    }
  }

  private void took(ServerFrame frame) {
    switch (frame.getFrameCase()) {
      case ROOM_CAUGHT_UP ->
          positions.add(
              cursor(frame.getRoomCaughtUp().getEpoch(), frame.getRoomCaughtUp().getSeq()));
      case ROOM_FOLLOWED -> rooms.add(frame.getRoomFollowed().getRoom().getName());
      case ROOM_UNFOLLOWED -> rooms.add("left");
      case RESET -> resets.add(frame.getReset());
      case READ_MARKER -> readSeq = frame.getReadMarker().getSeq();
      case EVENT -> {
        Event event = frame.getEvent();
        positions.add(cursor(event.getEpoch(), event.getSeq()));
        if (event.hasMessagePosted()) {
          long now = System.nanoTime();
          longestPauseNanos = Math.max(longestPauseNanos, messages.isEmpty() ? 0 : now - lastNanos);
          lastNanos = now;
          messages.add(event);
        }
      }
      default -> {}
    }
  }

  private static Cursor cursor(long epoch, long seq) {
    return Cursor.newBuilder().setRoom(ROOM).setEpoch(epoch).setSeq(seq).build();
  }

  /// The messages as they came.
  public List<Event> messages() {
    return messages;
  }

  public List<String> texts() {
    return messages.stream().map(event -> event.getMessagePosted().getText()).toList();
  }

  /// The longest time between two messages.
  public Duration longestPause() {
    return Duration.ofNanos(longestPauseNanos);
  }

  /// The position up to which the user has read on another device, 0 for none.
  public long readSeq() {
    return readSeq;
  }

  /// The names of the rooms that its streams followed, and `left` for the end of one.
  public List<String> rooms() {
    return rooms;
  }

  /// The calls of the user.
  public V1Client calls() {
    return user;
  }

  /// The same user, at another server.
  public V1Client callsAt(ChatServer server) {
    ManagedChannel there = TestServer.connect(server);
    channels.add(there);
    return new V1Client(user.signedIn(), there);
  }

  List<Reset> resets() {
    return resets;
  }

  /// The statuses with which its streams ended.
  public List<Status.Code> ends() {
    return ends;
  }

  @Override
  public void close() {
    isOver = true;
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
