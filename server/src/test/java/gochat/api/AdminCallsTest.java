package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.util.Durations;
import gochat.limit.LimitTable.Holds;
import gochat.server.V1Client;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.InvitationCreated;
import gochat.v1.InvitationPage;
import gochat.v1.ListInvitationsRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.RegisterResponse;
import gochat.v1.RevokeInvitationRequest;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.ServerInvitation;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Administration, with gRPC over a socket.
class AdminCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final ManagedChannel channel = world.serve();

  @AfterEach
  void close() {
    world.close();
  }

  private V1Client administrator() {
    String code = world.identities.signUps().adminCode().orElseThrow();
    return new V1Client(
        register(RegisterRequest.newBuilder().setName("root").setAdminCode(code)).getSignedIn(),
        channel);
  }

  private RegisterResponse register(RegisterRequest.Builder request) {
    return AccountServiceGrpc.newBlockingStub(channel)
        .register(request.setPassword(V1Client.PASSWORD).build());
  }

  private static AdminServiceBlockingStub admin(V1Client client) {
    return AdminServiceGrpc.newBlockingStub(client.asSelf());
  }

  private static String room(V1Client client, String name, RoomKind kind) {
    return client
        .rooms()
        .createRoom(CreateRoomRequest.newBuilder().setName(name).setKind(kind).build())
        .getCreated()
        .getRoomId();
  }

  private static InvitationCreated create(
      V1Client administrator, CreateInvitationRequest.Builder request) {
    return admin(administrator).createInvitation(request.build()).getCreated();
  }

  private static List<ServerInvitation> list(V1Client administrator) {
    return admin(administrator)
        .listInvitations(ListInvitationsRequest.getDefaultInstance())
        .getPage()
        .getInvitationsList();
  }

  @Test
  void anInvitedAccountIsAMemberOfTheRoomsFromTheFirstMomentOn() {
    V1Client root = administrator();
    String team = room(root, "team", RoomKind.ROOM_KIND_PUBLIC);
    InvitationCreated created =
        create(root, CreateInvitationRequest.newBuilder().addRooms("#team").setNote("for Alice"));
    assertThat(created.getInvitation().getRoomIdsList()).containsExactly(team);
    assertThat(created.getInvitation().getKind()).isEqualTo(UserKind.USER_KIND_ACCOUNT);
    assertThat(created.getInvitation().getUsesMax()).isEqualTo(1);
    assertThat(
            created.getInvitation().getExpireTime().getSeconds()
                - created.getInvitation().getCreateTime().getSeconds())
        .isEqualTo(7 * 86_400);

    SignedIn alice =
        register(RegisterRequest.newBuilder().setName("Alice").setInvitation(created.getCode()))
            .getSignedIn();

    assertThat(
            new V1Client(alice, channel)
                .rooms()
                .listRooms(ListRoomsRequest.getDefaultInstance())
                .getPage()
                .getRoomsList())
        .extracting(Room::getName)
        .contains("team");
    assertThat(list(root)).containsExactly(created.getInvitation().toBuilder().setUses(1).build());
    assertThat(
            register(RegisterRequest.newBuilder().setName("Bob").setInvitation(created.getCode()))
                .getRefusal()
                .getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_INVITATION);
  }

  @Test
  void aRevokedInvitationIsGone() {
    V1Client root = administrator();
    InvitationCreated created = create(root, CreateInvitationRequest.newBuilder());
    RevokeInvitationRequest request =
        RevokeInvitationRequest.newBuilder()
            .setInvitationId(created.getInvitation().getInvitationId())
            .build();

    assertThat(admin(root).revokeInvitation(request).hasRevoked()).isTrue();

    assertThat(list(root)).isEmpty();
    assertThat(status(() -> admin(root).revokeInvitation(request)).getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void theListHasPages() {
    V1Client root = administrator();
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(
          create(root, CreateInvitationRequest.newBuilder()).getInvitation().getInvitationId());
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      InvitationPage page =
          admin(root)
              .listInvitations(
                  ListInvitationsRequest.newBuilder().setPageSize(2).setPageToken(token).build())
              .getPage();
      page.getInvitationsList().forEach(one -> listed.add(one.getInvitationId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(listed).containsExactlyInAnyOrderElementsOf(created);
  }

  @Test
  void onlyAdministratorsMayAdminister() {
    V1Client alice = V1Client.register(channel, "Alice");
    V1Client guest = V1Client.guest(channel, "Bob");
    for (V1Client client : List.of(alice, guest)) {
      var stub = admin(client);
      assertThat(
              List.of(
                  stub.createInvitation(CreateInvitationRequest.getDefaultInstance()).getRefusal(),
                  stub.listInvitations(ListInvitationsRequest.getDefaultInstance()).getRefusal(),
                  stub.revokeInvitation(RevokeInvitationRequest.getDefaultInstance()).getRefusal()))
          .allMatch(
              refusal -> refusal.getReason() == RefusalReason.REFUSAL_REASON_ADMINISTRATOR_NEEDED);
    }
  }

  @Test
  @Holds({
    "invitation.uses-max",
    "invitation.life-ms",
    "invitation.rooms-max",
    "invitation.note-max",
    "invitation.of-page-max"
  })
  void aRequestBeyondALimitIsRefusedWithTheField() {
    V1Client root = administrator();
    room(root, "open", RoomKind.ROOM_KIND_PUBLIC);
    room(root, "secret", RoomKind.ROOM_KIND_PRIVATE);

    assertThat(refused(root, CreateInvitationRequest.newBuilder().setUsesMax(10_001)))
        .contains("uses_max", "10001");
    assertThat(
            refused(
                root, CreateInvitationRequest.newBuilder().setValidFor(Durations.fromSeconds(59))))
        .contains("valid_for", "59 s");
    assertThat(
            refused(
                root, CreateInvitationRequest.newBuilder().setValidFor(Durations.fromDays(366))))
        .contains("valid_for");
    assertThat(
            refused(
                root,
                CreateInvitationRequest.newBuilder().addAllRooms(Collections.nCopies(17, "#open"))))
        .contains("rooms", "17");
    assertThat(refused(root, CreateInvitationRequest.newBuilder().setNote("x".repeat(201))))
        .contains("note", "201");
    assertThat(
            refused(root, CreateInvitationRequest.newBuilder().setKind(UserKind.USER_KIND_GUEST)))
        .contains("kind");
    assertThat(refused(root, CreateInvitationRequest.newBuilder().addRooms("#secret")))
        .contains("#secret");
    assertThat(list(root)).isEmpty();
    ListInvitationsRequest tooMany = ListInvitationsRequest.newBuilder().setPageSize(101).build();
    assertThat(status(() -> admin(root).listInvitations(tooMany)).getDescription())
        .contains("page_size", "101");
  }

  private static String refused(V1Client administrator, CreateInvitationRequest.Builder request) {
    return String.valueOf(
        status(() -> admin(administrator).createInvitation(request.build())).getDescription());
  }

  private static Status status(Runnable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run).getStatus();
  }
}
