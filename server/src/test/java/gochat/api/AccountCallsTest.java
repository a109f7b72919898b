package gochat.api;

import static gochat.server.V1Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.server.V1Client;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.ChangePasswordRequest;
import gochat.v1.CreateRecoveryCodesRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.ListSessionsRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.RevokeSessionRequest;
import gochat.v1.Self;
import gochat.v1.SessionInfo;
import gochat.v1.SessionPage;
import gochat.v1.SignInRequest;
import gochat.v1.SignInResponse;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Accounts, passwords and sessions, with gRPC over a socket.
class AccountCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final ManagedChannel channel = world.serve();
  private final AccountServiceBlockingStub anyone = AccountServiceGrpc.newBlockingStub(channel);

  @AfterEach
  void close() {
    world.close();
  }

  private SignInResponse signIn(String name, String password) {
    return anyone.signIn(
        SignInRequest.newBuilder().setName(name).setPassword(password).setLabel("phone").build());
  }

  private static Self self(V1Client client) {
    return client.accounts().getSelf(GetSelfRequest.getDefaultInstance()).getSelf();
  }

  @Test
  void aUserWhoRegistersIsSignedIn() {
    V1Client alice = V1Client.register(channel, "Alice");

    Self self = self(alice);

    assertThat(self.getUser().getName()).isEqualTo("Alice");
    assertThat(self.getUser().getKind()).isEqualTo(UserKind.USER_KIND_ACCOUNT);
    assertThat(self.getUser()).isEqualTo(alice.signedIn().getUser());
    assertThat(self.getSessionId()).isEqualTo(alice.signedIn().getSessionId());
  }

  @Test
  void sessionsAreListedAndEndOneByOne() {
    V1Client.register(channel, "alice");
    V1Client phone = new V1Client(signIn("ALICE", PASSWORD).getSignedIn(), channel);
    V1Client laptop = new V1Client(signIn("alice", PASSWORD).getSignedIn(), channel);

    assertThat(
            phone
                .accounts()
                .listSessions(ListSessionsRequest.getDefaultInstance())
                .getPage()
                .getSessionsList())
        .hasSize(3)
        .filteredOn(SessionInfo::getCurrent)
        .extracting(SessionInfo::getSessionId, SessionInfo::getLabel, SessionInfo::getAddress)
        .containsExactly(tuple(phone.signedIn().getSessionId(), "phone", "127.0.0.1"));
    var _ = phone.accounts().revokeSession(revoke(laptop.signedIn().getSessionId()));
    assertHasEnded(laptop);
    var _ = phone.accounts().signOut(SignOutRequest.getDefaultInstance());
    assertHasEnded(phone);
  }

  @Test
  void sessionsComeInPagesTheOldestFirst() {
    List<String> opened = new ArrayList<>();
    V1Client client = V1Client.register(channel, "alice");
    opened.add(client.signedIn().getSessionId());
    for (int i = 0; i < 4; i++) {
      opened.add(signIn("alice", PASSWORD).getSignedIn().getSessionId());
    }

    List<String> listed = new ArrayList<>();
    ListSessionsRequest.Builder request = ListSessionsRequest.newBuilder().setPageSize(2);
    do {
      SessionPage page = client.accounts().listSessions(request.build()).getPage();
      assertThat(page.getSessionsCount()).isLessThanOrEqualTo(2);
      page.getSessionsList().forEach(session -> listed.add(session.getSessionId()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());

    assertThat(listed).startsWith(opened.getFirst()).containsExactlyInAnyOrderElementsOf(opened);
    request.setPageToken("x");
    assertThat(
            ApiWorld.field(ApiWorld.failure(() -> client.accounts().listSessions(request.build()))))
        .isEqualTo("page_token");
  }

  private static RevokeSessionRequest revoke(String session) {
    return RevokeSessionRequest.newBuilder().setSessionId(session).build();
  }

  private static void assertHasEnded(V1Client client) {
    Status failure = ApiWorld.failure(() -> self(client));
    assertThat(failure.getCode()).isEqualTo(Code.UNAUTHENTICATED.getNumber());
    assertThat(ApiWorld.reason(failure)).isEqualTo("TOKEN_REFUSED");
  }

  @Test
  void theSessionOfAnotherUserIsNotFound() {
    V1Client guest = V1Client.guest(channel, "guest");
    String other = UUID.randomUUID().toString();

    Status failure = ApiWorld.failure(() -> guest.accounts().revokeSession(revoke(other)));

    assertThat(failure.getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
    assertThat(failure.getMessage()).contains(other);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameLookTheSame() {
    V1Client.register(channel, "alice");

    assertThat(signIn("alice", "wrong horse battery"))
        .isEqualTo(signIn("nobody", "wrong horse battery"))
        .extracting(response -> response.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
  }

  @Test
  void aNameIsTakenOnce() {
    V1Client.guest(channel, "alice");

    assertThat(V1Client.tryRegister(channel, "Alice").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
  }

  @Test
  void anInvalidNameOrPasswordIsAMistakeAndThePasswordIsNotRepeated() {
    RegisterRequest.Builder short7 = RegisterRequest.newBuilder().setPassword("secret7");
    Status name = ApiWorld.failure(() -> V1Client.tryRegister(channel, "two words"));
    Status password = ApiWorld.failure(() -> anyone.register(short7.setName("alice").build()));

    assertThat(ApiWorld.field(name)).isEqualTo("name");
    assertThat(name.getMessage()).contains("holds a blank");
    assertThat(ApiWorld.field(password)).isEqualTo("password");
    assertThat(password.toString()).contains("at least 8 characters").doesNotContain("secret7");
  }

  @Test
  void aPasswordOfAMegabyteIsAMistake() {
    Status failure = ApiWorld.failure(() -> signIn("alice", "x".repeat(1_024 * 1_024)));

    assertThat(ApiWorld.field(failure)).isEqualTo("password");
    assertThat(failure.getMessage()).contains("at most 1024 bytes").hasSizeLessThan(100);
  }

  @Test
  void aNewPasswordIsCheckedLikeTheFirstAndThenTakesItsPlace() {
    AccountServiceBlockingStub alice = V1Client.register(channel, "alice").accounts();
    ChangePasswordRequest.Builder request =
        ChangePasswordRequest.newBuilder().setOldPassword(PASSWORD).setNewPassword("short");

    assertThat(ApiWorld.field(ApiWorld.failure(() -> alice.changePassword(request.build()))))
        .isEqualTo("new_password");
    request.setNewPassword("better horse battery");
    assertThat(alice.changePassword(request.build()).hasChanged()).isTrue();
    assertThat(signIn("alice", "better horse battery").hasSignedIn()).isTrue();
  }

  @Test
  void aRecoveryCodeSetsAnotherPasswordAndOtherDevicesLearnOfIt() {
    V1Client alice = V1Client.register(channel, "alice");
    assertThat(recoveryCodes(alice.accounts())).isZero();
    CreateRecoveryCodesRequest.Builder request =
        CreateRecoveryCodesRequest.newBuilder().setPassword("battery staple");
    assertThat(alice.accounts().createRecoveryCodes(request.build()).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);

    List<String> codes =
        alice
            .accounts()
            .createRecoveryCodes(request.setPassword(PASSWORD).build())
            .getCreated()
            .getCodesList();
    SignedIn reset =
        anyone
            .resetPassword(
                ResetPasswordRequest.newBuilder()
                    .setCode(codes.getFirst())
                    .setNewPassword("better horse battery")
                    .build())
            .getSignedIn();

    assertThat(codes).hasSize(10);
    assertThat(reset.hasPasswordResetTime()).isFalse();
    assertThat(recoveryCodes(new V1Client(reset, channel).accounts())).isEqualTo(9);
    SignInRequest.Builder signIn =
        SignInRequest.newBuilder()
            .setName("alice")
            .setPassword("better horse battery")
            .setDeviceToken(alice.signedIn().getDeviceToken());
    SignedIn told = anyone.signIn(signIn.build()).getSignedIn();
    assertThat(told.getPasswordResetTime().getSeconds()).isPositive();
    signIn.setDeviceToken(told.getDeviceToken());
    assertThat(anyone.signIn(signIn.build()).getSignedIn().hasPasswordResetTime()).isFalse();
  }

  private static int recoveryCodes(AccountServiceBlockingStub account) {
    return account.getSelf(GetSelfRequest.getDefaultInstance()).getSelf().getRecoveryCodes();
  }
}
