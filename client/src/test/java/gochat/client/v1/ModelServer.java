package gochat.client.v1;

import gochat.client.Security;
import gochat.client.TestServer;
import gochat.v1.ClientFrame;
import gochat.v1.Event;
import gochat.v1.MessagePosted;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc.StreamServiceImplBase;
import gochat.v1.User;
import gochat.v1.UserKind;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A minimal server of the v1 API in memory, with faults on request. A token is a user's name. All
/// users are members of all rooms.
final class ModelServer extends TestServer.Model {
  static final Context.Key<String> TOKEN = Context.key("token");

  /// A wrong way to handle a message.
  enum Fault {
    /// It drops the message and ends the connection.
    LOSE_AND_BREAK,
    /// It stores the message and ends the connection before the answer.
    STORE_AND_BREAK,
    /// It stores the message and does not answer.
    STORE_IN_SILENCE,
    /// It stores the message and answers with an unknown outcome.
    STORE_AND_DOUBT,
    REFUSE
  }

  /// Of a client that retries without long pauses.
  static final Timeouts EAGER = new Timeouts(10_000, 45_000, 20, 100, 1_000, 30_000, 5_000);

  // Guarded by this.
  private final Map<String, ModelRoom> rooms = new LinkedHashMap<>();
  private final List<ModelStream> streams = new ArrayList<>();
  private final ArrayDeque<Fault> faults = new ArrayDeque<>();
  private @Nullable Status refusal;
  private boolean isMute;
  private boolean isDeaf;

  /// All received frames, in order.
  final List<ClientFrame> received = new CopyOnWriteArrayList<>();

  private final List<Chat> chats = new CopyOnWriteArrayList<>();

  private ModelServer() {
    rooms.put("lobby", new ModelRoom("lobby", 1));
  }

  static ModelServer start() {
    return start(null);
  }

  /// @param tls accepts TLS only; null for none
  static ModelServer start(@Nullable SslContext tls) {
    ModelServer server = new ModelServer();
    server.use(tls);
    try {
      server.startAgain();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return server;
  }

  @Override
  protected ServerServiceDefinition service() {
    return ServerInterceptors.intercept(new Streams(), new TokenReader());
  }

  /// Opens a chat of the client library, which ends with the server at the latest.
  Chat open(String name, Options options, Chat.Listener listener) {
    Chat chat = new Endpoint(address(), new Security.Plaintext()).open(name, options, listener);
    chats.add(chat);
    return chat;
  }

  @Override
  public void close() throws IOException {
    chats.forEach(chat -> chat.close(Duration.ZERO));
    super.close();
  }

  /// Applies the fault to the next message without a planned fault.
  synchronized void plan(Fault fault) {
    faults.add(fault);
  }

  synchronized @Nullable Fault nextFault() {
    return faults.poll();
  }

  /// Ends new streams with `status` at their start; null accepts them again.
  synchronized void refuse(@Nullable Status status) {
    refusal = status;
  }

  synchronized @Nullable Status refusal() {
    return refusal;
  }

  /// A mute server sends nothing.
  synchronized void setMute(boolean mute) {
    isMute = mute;
  }

  synchronized boolean isMute() {
    return isMute;
  }

  /// A deaf server answers no request but the start.
  synchronized void setDeaf(boolean deaf) {
    isDeaf = deaf;
  }

  synchronized boolean isDeaf() {
    return isDeaf;
  }

  /// Ends all streams.
  synchronized void breakAll() {
    breakAll(Status.UNAVAILABLE);
  }

  /// Ends all streams with `status`.
  synchronized void breakAll(Status status) {
    List.copyOf(streams).forEach(stream -> stream.end(status));
  }

  /// The number of started streams.
  synchronized long streamCount() {
    return streams.stream().filter(ModelStream::isStarted).count();
  }

  synchronized void addRoom(String id) {
    ModelRoom room = new ModelRoom(id, 1);
    rooms.put(id, room);
    streams.forEach(stream -> stream.send(ModelStream.followed(room, 0)));
  }

  /// Replaces the room's log by an older one with only the first `head` events.
  synchronized void restore(String roomId, int head) {
    ModelRoom old = room(roomId);
    ModelRoom restored = new ModelRoom(roomId, old.epoch + 1);
    for (Event event : old.log.subList(0, head)) {
      restored.post(
          event.getAuthor(),
          event.getMessagePosted().getClientMessageId(),
          event.getMessagePosted().getText());
    }
    rooms.put(roomId, restored);
  }

  /// Posts a message of another user.
  synchronized void say(String roomId, String text) {
    post(roomId, user("somebody"), UUID.randomUUID().toString(), text);
  }

  /// @return its seq
  synchronized long post(String roomId, User author, String clientMessageId, String text) {
    ModelRoom room = room(roomId);
    if (room.post(author, clientMessageId, text)) {
      ServerFrame frame = ServerFrame.newBuilder().setEvent(room.log.getLast()).build();
      streams.forEach(stream -> stream.send(frame));
    }
    return room.seqOf(clientMessageId);
  }

  /// Sends an event that may violate the contract.
  synchronized void push(String roomId, long seq) {
    Event event =
        Event.newBuilder().setRoomId(roomId).setEpoch(room(roomId).epoch).setSeq(seq).build();
    streams.forEach(stream -> stream.send(ServerFrame.newBuilder().setEvent(event).build()));
  }

  synchronized ModelRoom room(String id) {
    return Objects.requireNonNull(rooms.get(id), id);
  }

  synchronized List<ModelRoom> rooms() {
    return List.copyOf(rooms.values());
  }

  synchronized List<String> texts(String roomId) {
    return room(roomId).log.stream().map(event -> event.getMessagePosted().getText()).toList();
  }

  static Outcome.Stored stored(long seq) {
    return new Outcome.Stored("lobby", 1, seq, List.of());
  }

  static User user(String name) {
    return User.newBuilder()
        .setId("id of " + name)
        .setName(name)
        .setKind(name.startsWith("guest") ? UserKind.USER_KIND_GUEST : UserKind.USER_KIND_ACCOUNT)
        .build();
  }

  /// The log of a room, with each client message id at most once. Guarded by the server.
  static final class ModelRoom {
    final String id;
    final long epoch;
    final List<Event> log = new ArrayList<>();
    private final Map<String, Long> seqs = new HashMap<>();

    ModelRoom(String id, long epoch) {
      this.id = id;
      this.epoch = epoch;
    }

    long head() {
      return log.size();
    }

    /// @return whether the message is new
    boolean post(User author, String clientMessageId, String text) {
      if (seqs.containsKey(clientMessageId)) {
        return false;
      }
      seqs.put(clientMessageId, head() + 1);
      log.add(
          Event.newBuilder()
              .setRoomId(id)
              .setEpoch(epoch)
              .setSeq(head() + 1)
              .setAuthor(author)
              .setMessagePosted(
                  MessagePosted.newBuilder().setClientMessageId(clientMessageId).setText(text))
              .build());
      return true;
    }

    long seqOf(String clientMessageId) {
      return seqs.getOrDefault(clientMessageId, 0L);
    }
  }

  private final class Streams extends StreamServiceImplBase {
    @Override
    public StreamObserver<ClientFrame> connect(StreamObserver<ServerFrame> out) {
      synchronized (ModelServer.this) {
        var stream = new ModelStream(ModelServer.this, user(TOKEN.get()), out, streams::remove);
        // Without this handler a send to a client that has left throws.
        ((ServerCallStreamObserver<ServerFrame>) out).setOnCancelHandler(stream::onCompleted);
        streams.add(stream);
        return stream;
      }
    }
  }

  private static final class TokenReader implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      String value =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      String token = value == null ? "" : value.substring("Bearer ".length());
      return Contexts.interceptCall(Context.current().withValue(TOKEN, token), call, headers, next);
    }
  }
}
