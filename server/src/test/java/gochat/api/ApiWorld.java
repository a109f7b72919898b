package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import gochat.account.AuditLog;
import gochat.account.Identities;
import gochat.account.Identity;
import gochat.account.Registration;
import gochat.account.StoredToken;
import gochat.account.TestPasswords;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.Rates;
import gochat.retention.RetentionSweep;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import gochat.server.Core;
import gochat.server.Stores;
import gochat.session.FirstContract;
import gochat.session.Online;
import gochat.session.Services;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import gochat.store.Store;
import gochat.v1.ClientFrame;
import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.GetRoomResponse;
import gochat.v1.Reply;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The API over a real shard and an embedded store. Requests are sent in frames, or with gRPC over
/// a socket.
final class ApiWorld implements AutoCloseable {
  static final int TEXT_BYTES_MAX = 64;

  private static final Limits LIMITS =
      Limits.STANDARD.with(MessageLimit.TEXT_BYTES, TEXT_BYTES_MAX);

  /// An unproxied client on this machine.
  static final Origin HERE = new Origin(InetAddress.getLoopbackAddress(), true);

  static final ServerInfo INFO = new ServerInfo("GoChat", "", () -> "");

  private static final UUID ID = new UUID(0, 0);

  final Store store;
  private final Core core;
  final Api api;
  final Identities identities;
  final Online online;
  final Rates rates;

  /// The address of clients over gRPC, as the server sees it.
  volatile SocketAddress remote = new InetSocketAddress(HERE.address(), 4_711);

  private Runnable stop = () -> {};

  ApiWorld() {
    this(TestPolicy.of(TEXT_BYTES_MAX));
  }

  ApiWorld(RoomPolicy policy) {
    this(policy, Stores.inMemory());
  }

  /// @param store closed with this
  ApiWorld(Store store) {
    this(TestPolicy.of(TEXT_BYTES_MAX), store);
  }

  private ApiWorld(RoomPolicy policy, Store store) {
    this.store = store;
    core =
        new Core(
            new Core.Setup(
                LIMITS,
                NetworkList.EMPTY,
                Registration.OPEN,
                FirstContract.EVERYBODY,
                policy,
                true,
                false,
                TestPasswords.COST,
                new RetentionSweep.Rules(RetentionRule.NONE, RetentionRule.NONE),
                INFO),
            store,
            e -> {
              throw new AssertionError("the shard stopped", e);
            });
    api = core.api();
    identities = core.identities();
    online = api.services().online();
    rates = api.services().rates();
  }

  AuditLog audit() {
    return core.audit();
  }

  /// @param waiting runs the tasks that may wait
  Services services(Rates rates, Executor waiting) {
    Services own = api.services();
    return new Services(
        own.rooms(),
        own.journal(),
        own.directory(),
        own.markers(),
        own.privacy(),
        own.names(),
        own.online(),
        own.directMessages(),
        own.cursorsBeyond(),
        rates,
        LIMITS,
        own.firstContract(),
        own.roomPolicy(),
        waiting);
  }

  /// An API over the same rooms.
  Api api(Services services, boolean isInsecureAllowed) {
    return new Api(
        services,
        identities,
        store.history(),
        store.hidden(),
        store.reports(),
        audit(),
        isInsecureAllowed,
        INFO);
  }

  /// The rates of another server, or of one that has just started.
  static Rates rates() {
    return new Rates(Limits.STANDARD, NetworkList.EMPTY, System::nanoTime);
  }

  Caller account(String name) {
    return user(name, UserKind.ACCOUNT);
  }

  /// Adds a user who is signed in, without hashing a password.
  Caller user(String name, UserKind kind) {
    User user = new User(UUID.randomUUID(), UserName.stored(name), kind);
    TokenInfo info = new TokenInfo(UUID.randomUUID(), "test", "", 0, 0, Long.MAX_VALUE);
    StoredToken token = new StoredToken(user.id(), new TokenHash(new byte[32]), info);
    if (kind.hasAccount()) {
      store.accounts().addAccount(user, "no password", token);
    } else {
      store.accounts().addGuest(user, token);
    }
    return Caller.once(new Identity(user, info.id()), HERE);
  }

  /// Sends a request and returns its reply.
  Message ask(Caller caller, Message request) {
    Reply reply = reply(caller, request);
    if (reply.hasError()) {
      throw new AssertionError("failed: " + reply.getError());
    }
    var kind = Reply.getDescriptor().getOneofs().getFirst();
    return (Message) reply.getField(reply.getOneofFieldDescriptor(kind));
  }

  <R extends Message> R ask(Caller caller, Message request, Class<R> type) {
    return type.cast(ask(caller, request));
  }

  /// Sends a request that must fail and returns the failure.
  Status failure(Caller caller, Message request) {
    Reply reply = reply(caller, request);
    if (!reply.hasError()) {
      throw new AssertionError("did not fail: " + reply);
    }
    return reply.getError();
  }

  Reply reply(Caller caller, Message request) {
    return answer(caller, Requests.frame(7, request)).join();
  }

  /// Sends a request in a frame, and submits its change, if it has one.
  CompletableFuture<Reply> answer(Caller caller, ClientFrame frame) {
    return switch (api.calls().resolve(caller, frame)) {
      case Resolved.Answer<Reply>(Reply reply) -> CompletableFuture.completedFuture(reply);
      case Resolved.Change<Reply>(var submission, var answer) -> {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        assertThat(submission.test(new Submitter(outcome::complete, () -> {}))).isTrue();
        yield outcome.thenApply(answer);
      }
    };
  }

  /// Runs `task` while the rooms refuse every command.
  void whileRoomsAreBusy(Runnable task) {
    Rooms rooms = api.services().rooms();
    CompletableFuture<Void> isReached = new CompletableFuture<>();
    CompletableFuture<Void> isOver = new CompletableFuture<>();
    rooms.fence(() -> {
      isReached.complete(null);
      isOver.join();
    });
    // The shard waits: the inbox only fills.
    isReached.join();
    Command.Leave idle = new Command.Leave(new Author(ID, ID, "idle", Standing.GUEST));
    while (rooms.submit(RoomId.LOBBY, idle, new Submitter(_ -> {}, () -> {}))) {
      // Until the inbox is full.
    }
    task.run();
    isOver.complete(null);
  }

  /// Serves the calls with gRPC, and returns a connection to them.
  ManagedChannel serve() {
    String host = HERE.address().getHostAddress();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, 0))
            .intercept(new RemoteInterceptor())
            .addServices(api.callServices())
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(host, server.getPort()).usePlaintext().build();
    stop =
        () -> {
          channel.shutdownNow();
          server.shutdownNow();
        };
    return channel;
  }

  private final class RemoteInterceptor implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            @Override
            public Attributes getAttributes() {
              return Attributes.newBuilder()
                  .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, remote)
                  .set(Origin.LANE, Runnable::run)
                  .build();
            }
          },
          headers);
    }
  }

  /// Makes a call over gRPC that must fail and returns the failure.
  static Status failure(ThrowingCallable call) {
    var failure = catchThrowableOfType(StatusRuntimeException.class, call);
    return StatusProto.fromStatusAndTrailers(failure.getStatus(), failure.getTrailers());
  }

  String room(Caller owner, String name, RoomKind kind) {
    CreateRoomRequest request = Requests.create(name, kind);
    return ask(owner, request, CreateRoomResponse.class).getCreated().getRoomId();
  }

  /// @param room an id or a name
  Room getRoom(Caller caller, String room) {
    return ask(caller, Requests.get(room), GetRoomResponse.class).getRoom();
  }

  /// Sends a message and returns its seq.
  long send(Caller caller, String room, String text) {
    SendMessageRequest request =
        SendMessageRequest.newBuilder().setRoom(room).setText(text).build();
    return ask(caller, request, SendMessageResponse.class).getSent().getSeq();
  }

  long head(String room) {
    return store.journal().head(new RoomId(room));
  }

  /// The field that a failure names.
  static String field(Status failure) {
    return detail(failure, BadRequest.class).getFieldViolations(0).getField();
  }

  static String reason(Status failure) {
    return detail(failure, ErrorInfo.class).getReason();
  }

  static <D extends Message> D detail(Status failure, Class<D> type) {
    return failure.getDetailsList().stream()
        .filter(any -> any.is(type))
        .map(any -> {
          try {
            return any.unpack(type);
          } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
          }
        })
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + failure));
  }

  @Override
  public void close() {
    stop.run();
    core.close();
    store.close();
  }
}
