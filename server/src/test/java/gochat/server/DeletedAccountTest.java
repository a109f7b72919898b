package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteAccountRequest;
import gochat.v1.DeleteAccountResponse;
import gochat.v1.DeleteSelfRequest;
import gochat.v1.DeleteSelfResponse;
import gochat.v1.EnableAccountRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.ListAccountsRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.Member;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.ServerAccount;
import gochat.v1.ServerFrame;
import gochat.v1.SetRoleRequest;
import gochat.v1.SignInRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An account that its user or an administrator deletes.
@SuppressWarnings("NullAway.Init") // set before each test
class DeletedAccountTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  private V1Client root;
  private V1Client alice;
  private V1Client bob;
  private V1Client carol;

  @BeforeEach
  void register() {
    root = V1Client.administrator(server.channel(), "root", server.adminCode());
    alice = V1Client.register(server.channel(), "Alice");
    bob = V1Client.register(server.channel(), "Bob");
    carol = V1Client.register(server.channel(), "Carol");
  }

  private AdminServiceBlockingStub administration() {
    return AdminServiceGrpc.newBlockingStub(root.asSelf());
  }

  private static DeleteSelfResponse delete(V1Client user, String password) {
    return user.accounts().deleteSelf(DeleteSelfRequest.newBuilder().setPassword(password).build());
  }

  private DeleteAccountResponse deleteByRoot(String account) {
    return administration()
        .deleteAccount(DeleteAccountRequest.newBuilder().setAccount(account).build());
  }

  private Refusal signIn(String password) {
    return AccountServiceGrpc.newBlockingStub(server.channel())
        .signIn(SignInRequest.newBuilder().setName("Alice").setPassword(password).build())
        .getRefusal();
  }

  private ServerAccount listed(String name) {
    return administration()
        .listAccounts(ListAccountsRequest.newBuilder().setNamePrefix(name).build())
        .getPage()
        .getAccounts(0);
  }

  /// A room of Alice with these members.
  private String room(V1Client... members) {
    CreateRoomRequest create =
        CreateRoomRequest.newBuilder().setName("Tea").setKind(RoomKind.ROOM_KIND_PRIVATE).build();
    String room = alice.rooms().createRoom(create).getCreated().getRoomId();
    for (V1Client member : members) {
      var _ =
          alice
              .rooms()
              .inviteMember(
                  InviteMemberRequest.newBuilder().setRoom(room).setUser(member.id()).build());
    }
    return room;
  }

  private static List<Member> members(V1Client as, String room) {
    return as.rooms()
        .listMembers(ListMembersRequest.newBuilder().setRoom(room).build())
        .getPage()
        .getMembersList();
  }

  private static void assertEnds(Iterator<ServerFrame> stream) {
    assertThatThrownBy(() -> stream.forEachRemaining(_ -> {}))
        .asInstanceOf(type(StatusRuntimeException.class))
        .extracting(e -> e.getStatus().getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void itVanishesAtOnceAndItsRoomsHaveAnotherOwner() {
    String room = room(bob, carol);
    var _ =
        alice
            .rooms()
            .setRole(
                SetRoleRequest.newBuilder()
                    .setRoom(room)
                    .setUser(carol.id())
                    .setRole(Role.ROLE_MODERATOR)
                    .build());
    Iterator<ServerFrame> stream = alice.follow();

    assertThat(delete(alice, V1Client.PASSWORD).hasDeleted()).isTrue();

    assertEnds(stream);
    assertThat(members(carol, room))
        .extracting(member -> member.getUser().getName() + " " + member.getRole())
        .containsExactlyInAnyOrder("Carol ROLE_OWNER", "Bob ROLE_MEMBER");
    assertThat(signIn(V1Client.PASSWORD))
        .returns(RefusalReason.REFUSAL_REASON_ACCOUNT_DELETED, Refusal::getReason)
        .returns(
            "This account is deleted. Within 7 days, an administrator of the server can restore"
                + " it.",
            Refusal::getSentence);
    assertThat(signIn("a wrong one").getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
    assertThat(V1Client.tryRegister(server.channel(), "ALICE").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
    for (String reference : List.of("Alice", alice.id())) {
      assertThat(
              bob.rooms()
                  .openDirect(OpenDirectRequest.newBuilder().setUser(reference).build())
                  .hasOpened())
          .isFalse();
    }
  }

  @Test
  void aWrongPasswordDeletesNothing() {
    assertThat(delete(alice, "a wrong one").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
    assertThat(delete(V1Client.guest(server.channel(), "Gus"), "").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ACCOUNT_NEEDED);

    assertThat(alice.send("lobby", "still here").hasSent()).isTrue();
  }

  @Test
  void anAdministratorDeletesAndRestoresIt() {
    String room = room(bob);
    Iterator<ServerFrame> stream = alice.follow();

    assertThat(deleteByRoot("Alice").hasDeleted()).isTrue();

    assertEnds(stream);
    assertThat(listed("Alice"))
        .returns(true, ServerAccount::getDisabled)
        .returns(true, ServerAccount::hasEraseTime);
    assertThat(members(bob, room)).hasSize(1);

    assertThat(
            administration()
                .enableAccount(EnableAccountRequest.newBuilder().setAccount(alice.id()).build())
                .hasEnabled())
        .isTrue();
    assertThat(listed("Alice"))
        .returns(false, ServerAccount::getDisabled)
        .returns(false, ServerAccount::hasEraseTime);
    V1Client again = V1Client.signIn(server.channel(), "Alice");
    assertThat(again.id()).isEqualTo(alice.id());
    assertThat(again.send("lobby", "here again").hasSent()).isTrue();
  }

  @Test
  void theLastAdministratorStays() {
    assertThat(delete(root, V1Client.PASSWORD).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_LAST_ADMINISTRATOR);
    assertThat(deleteByRoot("root").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_LAST_ADMINISTRATOR);
    assertThat(root.send("lobby", "still here").hasSent()).isTrue();
  }

  @Test
  void theAuditLogHasWhoDeletedWhom() {
    var _ = delete(alice, V1Client.PASSWORD);
    var _ = deleteByRoot("Bob");

    assertThat(root.history("audit"))
        .filteredOn(event -> event.getAudited().getAction().name().endsWith("ACCOUNT_DELETED"))
        .extracting(event ->
            event.getAuthor().getName()
                + " "
                + event.getAudited().getAccount().getName()
                + " "
                + event.getAudited().getDetailsMap().get("messages"))
        .containsExactly("Alice Alice kept", "root Bob kept");
  }
}
