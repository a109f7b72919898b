package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gochat.limit.LimitTable.Holds;
import gochat.server.V1Client;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.DisableAccountRequest;
import gochat.v1.EnableAccountRequest;
import gochat.v1.EndSessionsRequest;
import gochat.v1.ListAccountsRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.ResetPasswordResponse;
import gochat.v1.ServerAccount;
import gochat.v1.SetAccountKindRequest;
import gochat.v1.SetAccountKindResponse;
import gochat.v1.UserKind;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Administration of accounts, with gRPC over a socket.
class AccountAdminCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final ManagedChannel channel = world.serve();

  @AfterEach
  void close() {
    world.close();
  }

  private V1Client administrator() {
    String code = world.identities.signUps().adminCode().orElseThrow();
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setName("root")
            .setPassword(V1Client.PASSWORD)
            .setAdminCode(code)
            .build();
    return new V1Client(
        AccountServiceGrpc.newBlockingStub(channel).register(request).getSignedIn(), channel);
  }

  private static AdminServiceBlockingStub admin(V1Client client) {
    return AdminServiceGrpc.newBlockingStub(client.asSelf());
  }

  private static String code(V1Client root, String account) {
    return admin(root)
        .createPasswordReset(CreatePasswordResetRequest.newBuilder().setAccount(account).build())
        .getCreated()
        .getCode();
  }

  private ResetPasswordResponse reset(String code) {
    return AccountServiceGrpc.newBlockingStub(channel)
        .resetPassword(
            ResetPasswordRequest.newBuilder()
                .setCode(code)
                .setNewPassword("another horse")
                .build());
  }

  @Test
  @Holds("account.of-page-max")
  void accountsAreListedInPages() {
    V1Client root = administrator();
    List<V1Client> registered = new ArrayList<>();
    for (String name : List.of("Bob", "alice", "Carol")) {
      registered.add(V1Client.register(channel, name));
    }
    V1Client _ = V1Client.guest(channel, "Ann");
    V1Client _ = V1Client.signIn(channel, "Bob");

    List<ServerAccount> listed = new ArrayList<>();
    String token = "";
    do {
      var page =
          admin(root)
              .listAccounts(
                  ListAccountsRequest.newBuilder().setPageSize(3).setPageToken(token).build())
              .getPage();
      listed.addAll(page.getAccountsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(listed)
        .extracting(account -> account.getUser().getName())
        .containsExactly("alice", "Bob", "Carol", "root");
    ServerAccount bob = listed.get(1);
    assertThat(bob.getUser()).isEqualTo(registered.getFirst().signedIn().getUser());
    assertThat(bob.getSessions()).isEqualTo(2);
    assertThat(bob.hasLastUseTime()).isTrue();
    assertThat(bob.getCreateTime().getSeconds()).isPositive();
    assertThat(bob.getDisabled()).isFalse();
    for (String wrong : List.of("x", "aW52aXRhdGlvbnM6eA")) {
      assertThat(
              catchThrowableOfType(
                  StatusRuntimeException.class,
                  () -> {
                    var request = ListAccountsRequest.newBuilder().setPageToken(wrong).build();
                    var _ = admin(root).listAccounts(request);
                  }))
          .hasMessageContaining("page_token");
    }
    assertThat(
            catchThrowableOfType(
                StatusRuntimeException.class,
                () -> {
                  var request = ListAccountsRequest.newBuilder().setPageSize(101).build();
                  var _ = admin(root).listAccounts(request);
                }))
        .hasMessageContaining("page_size");
  }

  @Test
  void accountsAreFoundByTheBeginningOfTheirNames() {
    V1Client root = administrator();
    V1Client _ = V1Client.register(channel, "Alice");

    for (String prefix : List.of("al", "AL", "ALICE")) {
      assertThat(list(root, prefix)).containsExactly("Alice");
    }
    for (String prefix : List.of("b", "a b", "\0", "%")) {
      assertThat(list(root, prefix)).isEmpty();
    }
  }

  private static List<String> list(V1Client root, String prefix) {
    return admin(root)
        .listAccounts(ListAccountsRequest.newBuilder().setNamePrefix(prefix).build())
        .getPage()
        .getAccountsList()
        .stream()
        .map(account -> account.getUser().getName())
        .toList();
  }

  @Test
  void theLastAdministratorStays() {
    V1Client root = administrator();

    var refusal =
        admin(root)
            .disableAccount(DisableAccountRequest.newBuilder().setAccount("root").build())
            .getRefusal();

    assertThat(refusal.getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_LAST_ADMINISTRATOR);
    assertThat(refusal.getSentence()).contains("root", "Make another account an administrator");
    assertThat(list(root, "root")).containsExactly("root");
  }

  private static SetAccountKindResponse setKind(V1Client by, String account, UserKind kind) {
    return admin(by)
        .setAccountKind(
            SetAccountKindRequest.newBuilder().setAccount(account).setKind(kind).build());
  }

  @Test
  void anAdministratorMakesAnotherOneWhoTakesTheRoleAwayAgain() {
    V1Client root = administrator();
    V1Client alice = V1Client.register(channel, "Alice");
    assertThat(setKind(alice, "Alice", UserKind.USER_KIND_ADMINISTRATOR).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ADMINISTRATOR_NEEDED);

    assertThat(setKind(root, "Alice", UserKind.USER_KIND_ADMINISTRATOR).hasChanged()).isTrue();
    assertThat(setKind(alice, "root", UserKind.USER_KIND_ACCOUNT).hasChanged()).isTrue();

    assertThat(setKind(root, "Alice", UserKind.USER_KIND_ACCOUNT).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ADMINISTRATOR_NEEDED);
    assertThat(setKind(alice, "Alice", UserKind.USER_KIND_ACCOUNT).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_LAST_ADMINISTRATOR);
    assertThat(list(alice, "")).containsExactly("Alice", "root");
  }

  @Test
  void aGuestIsNoAccountAndAnAccountNoGuest() {
    V1Client root = administrator();
    V1Client _ = V1Client.guest(channel, "Ann");

    assertThat(setKind(root, "Ann", UserKind.USER_KIND_ADMINISTRATOR).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
    for (UserKind kind : List.of(UserKind.USER_KIND_GUEST, UserKind.USER_KIND_UNSPECIFIED)) {
      assertThat(
              catchThrowableOfType(StatusRuntimeException.class, () -> setKind(root, "root", kind)))
          .hasMessageContaining("kind", "USER_KIND_ACCOUNT or USER_KIND_ADMINISTRATOR");
    }
  }

  @Test
  void aCodeSignsInOnceAndTheNextOneReplacesIt() {
    V1Client root = administrator();
    V1Client alice = V1Client.register(channel, "Alice");
    String first = code(root, "Alice");
    String second = code(root, alice.signedIn().getUser().getId());

    assertThat(reset(first).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_RESET);
    assertThat(reset(second).getSignedIn().getUser()).isEqualTo(alice.signedIn().getUser());
    assertThat(reset(second).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_RESET);
  }

  @Test
  void guestsAndUnknownNamesAreNoAccounts() {
    V1Client root = administrator();
    V1Client _ = V1Client.guest(channel, "Gus");
    for (String name : List.of("Gus", "Nobody", "")) {
      assertThat(
              List.of(disable(root, name), enable(root, name), end(root, name), create(root, name)))
          .containsOnly(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
    }
  }

  @Test
  void onlyAdministratorsMayAdministerAccounts() {
    V1Client _ = administrator();
    for (V1Client client :
        List.of(V1Client.register(channel, "Alice"), V1Client.guest(channel, "Bob"))) {
      assertThat(
              List.of(
                  disable(client, "root"),
                  enable(client, "root"),
                  end(client, "root"),
                  create(client, "root"),
                  admin(client)
                      .listAccounts(ListAccountsRequest.getDefaultInstance())
                      .getRefusal()
                      .getReason()))
          .containsOnly(RefusalReason.REFUSAL_REASON_ADMINISTRATOR_NEEDED);
    }
  }

  private static RefusalReason disable(V1Client client, String name) {
    return admin(client)
        .disableAccount(DisableAccountRequest.newBuilder().setAccount(name).build())
        .getRefusal()
        .getReason();
  }

  private static RefusalReason enable(V1Client client, String name) {
    return admin(client)
        .enableAccount(EnableAccountRequest.newBuilder().setAccount(name).build())
        .getRefusal()
        .getReason();
  }

  private static RefusalReason end(V1Client client, String name) {
    return admin(client)
        .endSessions(EndSessionsRequest.newBuilder().setAccount(name).build())
        .getRefusal()
        .getReason();
  }

  private static RefusalReason create(V1Client client, String name) {
    return admin(client)
        .createPasswordReset(CreatePasswordResetRequest.newBuilder().setAccount(name).build())
        .getRefusal()
        .getReason();
  }
}
