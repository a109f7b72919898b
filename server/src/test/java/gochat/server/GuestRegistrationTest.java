package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.v1.AccountServiceGrpc;
import gochat.v1.ClientFrame;
import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.Event;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.Member;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.RegisterResponse;
import gochat.v1.Role;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.ServerFrame;
import gochat.v1.SignOutRequest;
import gochat.v1.StartRequest;
import gochat.v1.StreamServiceGrpc;
import gochat.v1.User;
import gochat.v1.UserKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Guests who become accounts.
class GuestRegistrationTest {
  @RegisterExtension
  final ServerFixture server = new ServerFixture(Map.of(Setting.GUEST_ROOMS, "*"));

  private final RegisterRequest.Builder form =
      RegisterRequest.newBuilder().setPassword(V1Client.PASSWORD);

  private static CreateRoomRequest newRoom(String name) {
    return CreateRoomRequest.newBuilder().setName(name).setKind(RoomKind.ROOM_KIND_PUBLIC).build();
  }

  private static Room get(V1Client user, String room) {
    return user.rooms().getRoom(GetRoomRequest.newBuilder().setRoom(room).build()).getRoom();
  }

  private static BlockingClientCall<ClientFrame, ServerFrame> open(V1Client user) throws Exception {
    BlockingClientCall<ClientFrame, ServerFrame> stream =
        StreamServiceGrpc.newBlockingV2Stub(user.asSelf()).connect();
    stream.write(
        ClientFrame.newBuilder().setId(1).setStart(StartRequest.getDefaultInstance()).build());
    while (!read(stream).hasCaughtUp()) {
      // The opening.
    }
    return stream;
  }

  private static ServerFrame read(BlockingClientCall<?, ServerFrame> stream) throws Exception {
    ServerFrame frame = stream.read(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(frame).isNotNull();
    return frame;
  }

  /// Asks for a room, which guests can't create.
  private static CreateRoomResponse create(
      BlockingClientCall<ClientFrame, ServerFrame> stream, String name) throws Exception {
    stream.write(ClientFrame.newBuilder().setId(2).setCreateRoom(newRoom(name)).build());
    ServerFrame frame = read(stream);
    while (!frame.hasReply()) {
      frame = read(stream);
    }
    return frame.getReply().getCreateRoom();
  }

  private static Event registration(Iterator<ServerFrame> stream) {
    ServerFrame frame = stream.next();
    while (!frame.getEvent().hasGuestRegistered()) {
      frame = stream.next();
    }
    return frame.getEvent();
  }

  @Test
  void aGuestKeepsItsIdItsRoomsItsMarkersAndItsStreams() throws Exception {
    V1Client alice = V1Client.register(server.channel(), "Alice");
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    User before = guest.signedIn().getUser();
    String room = alice.rooms().createRoom(newRoom("garden")).getCreated().getRoomId();
    guest.rooms().joinRoom(JoinRoomRequest.newBuilder().setRoom(room).build());
    long first = alice.send(room, "first").getSent().getSeq();
    alice.send(room, "second");
    guest.messages().markRead(MarkReadRequest.newBuilder().setRoom(room).setSeq(first).build());
    Room known = get(guest, room);
    BlockingClientCall<ClientFrame, ServerFrame> stream = open(guest);
    Iterator<ServerFrame> others = alice.follow();
    assertThat(create(stream, "mine").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ACCOUNT_NEEDED);

    V1Client account =
        new V1Client(
            guest.accounts().register(form.setName("Gast").build()).getSignedIn(),
            server.channel());

    User user = before.toBuilder().setKind(UserKind.USER_KIND_ACCOUNT).build();
    assertThat(account.signedIn().getUser()).isEqualTo(user);
    assertThat(account.signedIn().getSessionId()).isEqualTo(guest.signedIn().getSessionId());
    Room now = get(account, room);
    assertThat(now.getMembership().getReadSeq()).isEqualTo(first);
    assertThat(now.getMembership().getUnreadCount()).isEqualTo(1);
    assertThat(now.getMemberCount()).isEqualTo(known.getMemberCount());
    assertThat(create(stream, "mine").hasCreated()).isTrue();
    assertThatThrownBy(() -> guest.accounts().getSelf(GetSelfRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    for (int i = 0; i < 2; i++) {
      Event told = registration(others);
      assertThat(told.getAuthor()).isEqualTo(user);
      assertThat(told.getGuestRegistered().getGuest()).isEqualTo(before);
      assertThat(told.getGuestRegistered().getRole()).isEqualTo(Role.ROLE_MEMBER);
    }
    assertThat(
            alice
                .rooms()
                .listMembers(ListMembersRequest.newBuilder().setRoom(room).build())
                .getPage()
                .getMembersList())
        .extracting(Member::getUser)
        .contains(user);
    V1Client.signIn(server.channel(), "Gast");
    stream.cancel("the test is over", null);
  }

  @Test
  void aRefusedRegistrationLeavesTheGuestAndItsStreamAsTheyWere() throws Exception {
    V1Client.register(server.channel(), "Alice");
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    BlockingClientCall<ClientFrame, ServerFrame> stream = open(guest);

    RegisterResponse wrongCode =
        guest.accounts().register(form.setName("Gast").setInvitation("wrong").build());
    RegisterResponse takenName =
        guest.accounts().register(form.setName("Alice").clearInvitation().build());

    assertThat(wrongCode.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_INVITATION);
    assertThat(takenName.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
    assertThat(guest.accounts().getSelf(GetSelfRequest.getDefaultInstance()).getSelf().getUser())
        .isEqualTo(guest.signedIn().getUser());
    assertThat(create(stream, "mine").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ACCOUNT_NEEDED);
    stream.cancel("the test is over", null);
  }

  @Test
  void anAccountRegistersAnotherOneAndATokenThatHasEndedIsRefused() {
    V1Client alice = V1Client.register(server.channel(), "Alice");
    User second =
        alice.accounts().register(form.setName("Alice-2").build()).getSignedIn().getUser();
    assertThat(second.getId()).isNotEqualTo(alice.signedIn().getUser().getId());
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    AccountServiceGrpc.newBlockingStub(guest.asSelf()).signOut(SignOutRequest.getDefaultInstance());

    assertThatThrownBy(() -> guest.accounts().register(form.setName("Gast").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }
}
