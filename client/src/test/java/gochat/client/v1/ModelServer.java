package gochat.client.v1;

import gochat.client.ServerAddress;
import gochat.client.TestServer;
import gochat.v1.AccountServiceGrpc.AccountServiceImplBase;
import gochat.v1.ClientFrame;
import gochat.v1.Event;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.ServerFrame;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInAsGuestResponse;
import gochat.v1.SignOutRequest;
import gochat.v1.SignOutResponse;
import gochat.v1.SignedIn;
import gochat.v1.StreamServiceGrpc.StreamServiceImplBase;
import gochat.v1.User;
import gochat.v1.UserKind;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A minimal server of the v1 API in memory, with faults on request. A token is a user's name. All
/// users are members of all rooms.
final class ModelServer implements TestServer {
  static final Context.Key<String> TOKEN = Context.key("token");

  /// What the server does with a message instead of storing and answering it.
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

  private final int port;
  private final @Nullable SslContext tls;
  private Server server;

  // Guarded by this.
  private final Map<String, ModelRoom> rooms = new LinkedHashMap<>();
  private final List<ModelStream> streams = new ArrayList<>();
  private final ArrayDeque<Fault> faults = new ArrayDeque<>();
  private @Nullable Status refusal;
  private boolean isMute;
  private boolean isDeaf;

  /// All received frames, in order.
  final List<ClientFrame> received = new CopyOnWriteArrayList<>();

  private ModelServer(@Nullable SslContext tls) throws IOException {
    this.tls = tls;
    rooms.put("lobby", new ModelRoom("lobby", 1));
    server = listen(0);
    port = server.getPort();
  }

  static ModelServer start() throws IOException {
    return new ModelServer(null);
  }

  static ModelServer start(SslContext tls) throws IOException {
    return new ModelServer(tls);
  }

  private Server listen(int wanted) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address);
    if (tls != null) {
      builder.sslContext(tls);
    }
    return builder
        .executor(Thread::startVirtualThread)
        .addService(new Accounts())
        .addService(ServerInterceptors.intercept(new Streams(), new TokenReader()))
        .build()
        .start();
  }

  @Override
  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", port);
  }

  @Override
  public void stop() throws IOException {
    try {
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
  }

  @Override
  public void startAgain() throws IOException {
    server = listen(port);
  }

  @Override
  public void close() throws IOException {
    stop();
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

  /// Sends nothing any more, over any connection.
  synchronized void mute() {
    isMute = true;
  }

  /// Sends again over new connections.
  synchronized void unmute() {
    isMute = false;
  }

  synchronized boolean isMute() {
    return isMute;
  }

  /// Leaves all requests but the start unanswered.
  synchronized void turnDeaf(boolean deaf) {
    isDeaf = deaf;
  }

  synchronized boolean isDeaf() {
    return isDeaf;
  }

  /// Ends all streams.
  synchronized void breakAll() {
    List.copyOf(streams).forEach(stream -> stream.end(Status.UNAVAILABLE));
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

  /// Sends a frame that may violate the contract.
  synchronized void push(ServerFrame frame) {
    streams.forEach(stream -> stream.send(frame));
  }

  synchronized ModelRoom room(String id) {
    return Objects.requireNonNull(rooms.get(id), id);
  }

  synchronized List<ModelRoom> rooms() {
    return List.copyOf(rooms.values());
  }

  synchronized List<String> texts(String roomId) {
    return room(roomId).texts();
  }

  static User user(String name) {
    return User.newBuilder()
        .setId("id of " + name)
        .setName(name)
        .setKind(name.startsWith("guest") ? UserKind.USER_KIND_GUEST : UserKind.USER_KIND_ACCOUNT)
        .build();
  }

  private static final class Accounts extends AccountServiceImplBase {
    @Override
    public void signInAsGuest(
        SignInAsGuestRequest request, StreamObserver<SignInAsGuestResponse> answer) {
      SignInAsGuestResponse.Builder response = SignInAsGuestResponse.newBuilder();
      if (request.getName().equals("taken")) {
        response.setRefusal(
            Refusal.newBuilder()
                .setReason(RefusalReason.REFUSAL_REASON_NAME_TAKEN)
                .setSentence("Somebody is called taken already."));
      } else {
        response.setSignedIn(
            SignedIn.newBuilder().setToken(request.getName()).setUser(user(request.getName())));
      }
      answer.onNext(response.build());
      answer.onCompleted();
    }

    @Override
    public void signOut(SignOutRequest request, StreamObserver<SignOutResponse> answer) {
      answer.onError(Status.UNAUTHENTICATED.withDescription("Sign in first.").asException());
    }
  }

  private final class Streams extends StreamServiceImplBase {
    @Override
    public StreamObserver<ClientFrame> connect(StreamObserver<ServerFrame> out) {
      synchronized (ModelServer.this) {
        var stream = new ModelStream(ModelServer.this, user(TOKEN.get()), out, streams::remove);
        // Otherwise sending to a client that has left throws in the sender.
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
