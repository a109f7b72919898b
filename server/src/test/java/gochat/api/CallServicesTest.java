package gochat.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import gochat.limit.RateLimit;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.ChangePasswordRequest;
import gochat.v1.ChangePasswordResponse;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.GetSelfResponse;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListSessionsRequest;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.RegisterResponse;
import gochat.v1.RevokeSessionRequest;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SendMessageRequest;
import gochat.v1.SessionInfo;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignInResponse;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import io.grpc.Attributes;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
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
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls the services with gRPC over a socket.
class CallServicesTest {
  private static final String PASSWORD = "correct horse battery";

  private final ApiWorld world = new ApiWorld();

  /// The address of the clients as the server sees it.
  private volatile SocketAddress remote =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_711);

  private final Server server;
  private final ManagedChannel channel;

  CallServicesTest() throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .intercept(new RemoteInterceptor());
    world.api.callServices().forEach(builder::addService);
    server = builder.build().start();
    channel =
        NettyChannelBuilder.forAddress(
                InetAddress.getLoopbackAddress().getHostAddress(), server.getPort())
            .usePlaintext()
            .build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    world.close();
  }

  private final class RemoteInterceptor implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      var moved =
          new SimpleForwardingServerCall<Q, R>(call) {
            @Override
            public Attributes getAttributes() {
              return Attributes.newBuilder()
                  .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, remote)
                  .set(Origin.LANE, Runnable::run)
                  .build();
            }
          };
      return next.startCall(moved, headers);
    }
  }

  private Channel as(String authorization) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private AccountServiceBlockingStub anybody() {
    return AccountServiceGrpc.newBlockingStub(channel);
  }

  private AccountServiceBlockingStub accounts(String token) {
    return AccountServiceGrpc.newBlockingStub(as("Bearer " + token));
  }

  private RegisterResponse register(String name) {
    return anybody()
        .register(RegisterRequest.newBuilder().setName(name).setPassword(PASSWORD).build());
  }

  private SignInResponse signIn(String name, String password) {
    return anybody()
        .signIn(
            SignInRequest.newBuilder()
                .setName(name)
                .setPassword(password)
                .setLabel("phone")
                .build());
  }

  private SignedIn guest(String name) {
    return anybody()
        .signInAsGuest(SignInAsGuestRequest.newBuilder().setName(name).build())
        .getSignedIn();
  }

  private static Status failure(ThrowingCallable call) {
    try {
      call.call();
    } catch (StatusRuntimeException e) {
      return requireNonNull(StatusProto.fromThrowable(e));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("did not fail");
  }

  private void moveBeyondThisMachine() throws IOException {
    remote = new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 4_711);
  }

  @Test
  void whoRegistersIsSignedIn() {
    SignedIn signedIn = register("Alice").getSignedIn();

    GetSelfResponse self =
        accounts(signedIn.getToken()).getSelf(GetSelfRequest.getDefaultInstance());

    assertThat(self.getUser().getName()).isEqualTo("Alice");
    assertThat(self.getUser().getKind()).isEqualTo(UserKind.USER_KIND_ACCOUNT);
    assertThat(self.getUser()).isEqualTo(signedIn.getUser());
    assertThat(self.getSessionId()).isEqualTo(signedIn.getSessionId());
  }

  @Test
  void sessionsAreListedAndEndOneByOne() {
    register("alice");
    SignedIn phone = signIn("ALICE", PASSWORD).getSignedIn();
    SignedIn laptop = signIn("alice", PASSWORD).getSignedIn();

    assertThat(
            accounts(phone.getToken())
                .listSessions(ListSessionsRequest.getDefaultInstance())
                .getSessionsList())
        .hasSize(3)
        .filteredOn(SessionInfo::getCurrent)
        .extracting(SessionInfo::getSessionId, SessionInfo::getLabel)
        .containsExactly(tuple(phone.getSessionId(), "phone"));
    accounts(phone.getToken())
        .revokeSession(
            RevokeSessionRequest.newBuilder().setSessionId(laptop.getSessionId()).build());
    assertUnauthenticated("Bearer " + laptop.getToken(), "TOKEN_REFUSED");
    accounts(phone.getToken()).signOut(SignOutRequest.getDefaultInstance());
    assertUnauthenticated("Bearer " + phone.getToken(), "TOKEN_REFUSED");
  }

  @Test
  void aSessionThatOneDoesNotHaveIsNotEnded() {
    SignedIn guest = guest("guest");
    String other = UUID.randomUUID().toString();

    Status failure =
        failure(() ->
            accounts(guest.getToken())
                .revokeSession(RevokeSessionRequest.newBuilder().setSessionId(other).build()));

    assertThat(failure.getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
    assertThat(failure.getMessage()).contains(other);
  }

  private void assertUnauthenticated(String authorization, String reason) {
    Status failure =
        failure(() ->
            AccountServiceGrpc.newBlockingStub(as(authorization))
                .getSelf(GetSelfRequest.getDefaultInstance()));
    assertThat(failure.getCode()).isEqualTo(Code.UNAUTHENTICATED.getNumber());
    assertThat(ApiWorld.reason(failure)).isEqualTo(reason);
  }

  @Test
  void withoutATokenThereIsASentenceThatSaysHowToGetOne() {
    Status failure = failure(() -> anybody().getSelf(GetSelfRequest.getDefaultInstance()));

    assertThat(failure.getCode()).isEqualTo(Code.UNAUTHENTICATED.getNumber());
    assertThat(failure.getMessage())
        .contains("Sign in with gochat.v1.AccountService")
        .contains("authorization: Bearer TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer gct_AAAA", "bearer x", "Bearer 你好"})
  void aTokenThatIsNoneIsRefused(String authorization) {
    assertUnauthenticated(authorization, "TOKEN_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YWxpY2U6c2VjcmV0", "Bearer", "Bearer  ", ""})
  void whatIsNoTokenAtAllIsMissing(String authorization) {
    assertUnauthenticated(authorization, "TOKEN_MISSING");
  }

  @Test
  void aWrongPasswordAndAnUnknownNameLookTheSame() {
    register("alice");

    assertThat(signIn("alice", "wrong horse battery"))
        .isEqualTo(signIn("nobody", "wrong horse battery"))
        .extracting(response -> response.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
  }

  @Test
  void aNameIsTakenOnce() {
    guest("alice");

    assertThat(register("Alice").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
  }

  @Test
  void whatCanNotBeANameOrAPasswordIsAMistakeAndThePasswordIsNotRepeated() {
    Status name = failure(() -> register("two words"));
    Status password =
        failure(() ->
            anybody()
                .register(
                    RegisterRequest.newBuilder().setName("alice").setPassword("secret7").build()));

    assertThat(ApiWorld.field(name)).isEqualTo("name");
    assertThat(name.getMessage()).contains("holds a blank");
    assertThat(ApiWorld.field(password)).isEqualTo("password");
    assertThat(password.toString()).contains("at least 8 characters").doesNotContain("secret7");
  }

  @Test
  void aPasswordOfAMegabyteIsAMistake() {
    Status failure = failure(() -> signIn("alice", "x".repeat(1_024 * 1_024)));

    assertThat(ApiWorld.field(failure)).isEqualTo("password");
    assertThat(failure.getMessage()).contains("at most 1024 bytes").hasSizeLessThan(100);
  }

  @Test
  void anotherPasswordHasToBeAGoodOne() {
    SignedIn signedIn = register("alice").getSignedIn();
    ChangePasswordRequest.Builder request =
        ChangePasswordRequest.newBuilder().setOldPassword(PASSWORD).setNewPassword("short");

    assertThat(
            ApiWorld.field(
                failure(() -> accounts(signedIn.getToken()).changePassword(request.build()))))
        .isEqualTo("new_password");
    ChangePasswordResponse changed =
        accounts(signedIn.getToken())
            .changePassword(request.setNewPassword("better horse battery").build());
    assertThat(changed.hasRefusal()).isFalse();
    assertThat(signIn("alice", "better horse battery").hasSignedIn()).isTrue();
  }

  @Test
  void beyondThisMachineNoPasswordTravelsUnencrypted() throws IOException {
    moveBeyondThisMachine();

    assertThat(register("alice").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_INSECURE);
    assertThat(signIn("alice", PASSWORD).getRefusal().getSentence())
        .contains("not encrypted")
        .contains("Connect with TLS")
        .contains("--insecure");
  }

  @Test
  void beyondThisMachineTheTokenOfAnAccountIsRefusedUnencrypted() throws IOException {
    String token = register("alice").getSignedIn().getToken();
    moveBeyondThisMachine();

    assertUnauthenticated("Bearer " + token, "TOKEN_INSECURE");
  }

  @Test
  void beyondThisMachineGuestsTakePartUnencrypted() throws IOException {
    moveBeyondThisMachine();
    String token = guest("guest").getToken();

    assertThat(
            MessageServiceGrpc.newBlockingStub(as("Bearer " + token))
                .sendMessage(SendMessageRequest.newBuilder().setRoom("lobby").setText("hi").build())
                .getSent()
                .getSeq())
        .isEqualTo(1);
  }

  @Test
  void aFailureCarriesItsDetailsOverTheWire() {
    String token = guest("guest").getToken();

    Status failure =
        failure(() ->
            RoomServiceGrpc.newBlockingStub(as("Bearer " + token))
                .getRoom(GetRoomRequest.newBuilder().setRoom("#nothing\u202E").build()));

    assertThat(failure.getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
    assertThat(failure.getMessage()).contains("\"#nothing\\u{202E}\"");
    assertThat(ApiWorld.reason(failure)).isEqualTo("NOT_FOUND");
  }

  @Test
  void everyServiceHasAllItsMethods() {
    assertThat(world.api.callServices())
        .extracting(service -> service.getServiceDescriptor().getName())
        .containsExactly(
            "gochat.v1.AccountService",
            "gochat.v1.RoomService",
            "gochat.v1.MessageService",
            "gochat.v1.PresenceService");
    assertThatThrownBy(() ->
            new CallServices(List.of(), world.api.authentication(), ApiWorld.rates(), Runnable::run)
                .of(RoomServiceGrpc.getServiceDescriptor()))
        .hasMessageContaining("no call for gochat.v1.RoomService/");
  }

  @Test
  void aCallIsRefusedWhenTheServerHasTooMuchToDo() {
    var messages = MessageServiceGrpc.newBlockingStub(as("Bearer " + guest("Ann").getToken()));
    SendMessageRequest message =
        SendMessageRequest.newBuilder().setRoom("lobby").setText("hello").build();

    world.whileRoomsAreBusy(() -> {
      Status failure = failure(() -> messages.sendMessage(message));
      assertThat(failure.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.getNumber());
      assertThat(ApiWorld.reason(failure)).isEqualTo("BUSY");
    });
  }

  @Test
  void aCallThatIsTooFastIsBusyAndSaysWhenToTryAgain() {
    SignedIn ann = guest("Ann");
    var messages = MessageServiceGrpc.newBlockingStub(as("Bearer " + ann.getToken()));
    SendMessageRequest message =
        SendMessageRequest.newBuilder().setRoom("lobby").setText("hello").build();
    int burst = RateLimit.GUEST_CHANGES.standardInt() * RateLimit.BURST.standardInt();
    world
        .rates
        .user(UUID.fromString(ann.getUser().getId()), false, ApiWorld.HERE.address())
        .take(burst + 1_000, 0);

    Status failure = failure(() -> messages.sendMessage(message));

    assertThat(failure.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.getNumber());
    assertThat(ApiWorld.reason(failure)).isEqualTo("BUSY");
    assertThat(failure.getMessage()).contains("faster than this server allows", " ms");
    assertThat(failure.getDetailsList()).anyMatch(detail -> detail.is(RetryInfo.class));
    // Reading is not a change.
    assertThat(
            RoomServiceGrpc.newBlockingStub(as("Bearer " + ann.getToken()))
                .listRooms(ListRoomsRequest.getDefaultInstance())
                .getRoomsList())
        .isNotEmpty();
  }
}
