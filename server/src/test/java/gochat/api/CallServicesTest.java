package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import gochat.limit.RateLimit;
import gochat.server.V1Client;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SignInRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens, encryption and failures of calls, with gRPC over a socket.
class CallServicesTest {
  private static final GetSelfRequest SELF = GetSelfRequest.getDefaultInstance();

  /// A client on another machine.
  private static final SocketAddress ELSEWHERE =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 4_711);

  private final ApiWorld world = new ApiWorld();
  private final ManagedChannel channel = world.serve();

  @AfterEach
  void close() {
    world.close();
  }

  private void assertUnauthenticated(String authorization, String reason) {
    assertRefused(authorization, Code.UNAUTHENTICATED, reason);
  }

  private void assertRefused(String authorization, Code code, String reason) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    var accounts =
        AccountServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

    Status failure = ApiWorld.failure(() -> accounts.getSelf(SELF));

    assertThat(failure.getCode()).isEqualTo(code.getNumber());
    assertThat(ApiWorld.reason(failure)).isEqualTo(reason);
  }

  @Test
  void aCallWithoutATokenIsRefusedWithASentenceThatSaysHowToGetOne() {
    Status failure =
        ApiWorld.failure(() -> AccountServiceGrpc.newBlockingStub(channel).getSelf(SELF));

    assertThat(failure.getCode()).isEqualTo(Code.UNAUTHENTICATED.getNumber());
    assertThat(failure.getMessage())
        .contains("Sign in with gochat.v1.AccountService")
        .contains("authorization: Bearer TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer gct_AAAA", "bearer x", "Bearer 你好"})
  void anInvalidTokenIsRefused(String authorization) {
    assertUnauthenticated(authorization, "TOKEN_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YWxpY2U6c2VjcmV0", "Bearer", "Bearer  ", ""})
  void anAuthorizationWithoutATokenCountsAsMissing(String authorization) {
    assertUnauthenticated(authorization, "TOKEN_MISSING");
  }

  @Test
  void beyondThisMachineNoPasswordTravelsUnencrypted() {
    world.remote = ELSEWHERE;
    SignInRequest signIn =
        SignInRequest.newBuilder().setName("alice").setPassword(V1Client.PASSWORD).build();

    Status register = ApiWorld.failure(() -> V1Client.tryRegister(channel, "alice"));
    Status failure =
        ApiWorld.failure(() -> AccountServiceGrpc.newBlockingStub(channel).signIn(signIn));

    assertThat(register).isEqualTo(failure);
    assertThat(ApiWorld.reason(failure)).isEqualTo("INSECURE");
    assertThat(failure.getMessage())
        .contains("not encrypted")
        .contains("Connect with TLS")
        .contains("--insecure");
  }

  @Test
  void beyondThisMachineTheTokenOfAnAccountIsRefusedUnencrypted() {
    V1Client alice = V1Client.register(channel, "alice");
    world.remote = ELSEWHERE;

    assertRefused("Bearer " + alice.signedIn().getToken(), Code.FAILED_PRECONDITION, "INSECURE");
  }

  @Test
  void beyondThisMachineGuestsTakePartUnencrypted() {
    world.remote = ELSEWHERE;
    V1Client guest = V1Client.guest(channel, "guest");

    assertThat(guest.send("lobby", "hi").getSent().getSeq()).isEqualTo(1);
  }

  @Test
  void aFailureCarriesItsDetailsOverTheWire() {
    V1Client guest = V1Client.guest(channel, "guest");
    GetRoomRequest request = Requests.get("#nothing\u202E");

    Status failure = ApiWorld.failure(() -> guest.rooms().getRoom(request));

    assertThat(failure.getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
    assertThat(failure.getMessage()).contains("\"#nothing\\u{202E}\"");
    assertThat(ApiWorld.reason(failure)).isEqualTo("ROOM_NOT_FOUND");
  }

  @Test
  void everyServiceHasAllItsMethods() {
    assertThat(world.api.callServices())
        .extracting(service -> service.getServiceDescriptor().getName())
        .containsExactly(
            "gochat.v1.ServerService",
            "gochat.v1.AccountService",
            "gochat.v1.AdminService",
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
    V1Client ann = V1Client.guest(channel, "Ann");

    world.whileRoomsAreBusy(() -> {
      Status failure = ApiWorld.failure(() -> ann.send("lobby", "hello"));
      assertThat(failure.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.getNumber());
      assertThat(ApiWorld.reason(failure)).isEqualTo("BUSY");
    });
  }

  @Test
  void aCallThatIsTooFastIsRefusedAndSaysWhenToTryAgain() {
    V1Client ann = V1Client.guest(channel, "Ann");
    int burst = RateLimit.GUEST_CHANGES.standardInt() * RateLimit.BURST.standardInt();
    world
        .rates
        .user(UUID.fromString(ann.signedIn().getUser().getId()), false, ApiWorld.HERE.address())
        .take(burst + 1_000, 0);

    Status failure = ApiWorld.failure(() -> ann.send("lobby", "hello"));

    assertThat(failure.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.getNumber());
    assertThat(ApiWorld.reason(failure)).isEqualTo("TOO_FAST");
    assertThat(failure.getMessage()).contains("faster than this server allows", " ms");
    assertThat(failure.getDetailsList()).anyMatch(detail -> detail.is(RetryInfo.class));
    // Reading is not a change.
    assertThat(
            ann.rooms().listRooms(ListRoomsRequest.getDefaultInstance()).getPage().getRoomsList())
        .isNotEmpty();
  }
}
