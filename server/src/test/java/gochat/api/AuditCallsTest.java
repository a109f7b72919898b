package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import gochat.account.AuditLog.Actor;
import gochat.account.UserKind;
import gochat.room.AuditAction;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.v1.CreateRoomRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetRoomResponse;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListRoomsResponse;
import gochat.v1.ListThreadRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The audit log as a room of the v1 API.
class AuditCallsTest {
  /// The requests that read a room.
  private static final Set<Class<?>> READS =
      Set.of(
          GetRoomRequest.class,
          ListMembersRequest.class,
          ListPinsRequest.class,
          ListHistoryRequest.class,
          ListThreadRequest.class,
          MarkReadRequest.class);

  private final ApiWorld world = new ApiWorld();
  private final Caller root = world.user("root", UserKind.ADMINISTRATOR);
  private final Caller alice = world.account("alice");

  @BeforeEach
  void record() {
    world.audit().record(Actor.OPERATOR, AuditAction.ACCOUNT_ADDED, alice.user());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void administratorsReadTheAuditLogAndChangeNothing() {
    for (Message request : Requests.ofRoom("audit")) {
      if (!READS.contains(request.getClass())) {
        assertThat(refusal(world.ask(root, request)))
            .as("%s", request.getClass())
            .satisfies(refusal ->
                assertThat(refusal.getReason())
                    .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED));
      }
    }
    assertThat(world.store.journal().head(RoomId.AUDIT)).isEqualTo(1);
    for (Message request : Requests.ofRoom("#Audit")) {
      if (request instanceof GetRoomRequest) {
        Room room = world.ask(root, request, GetRoomResponse.class).getRoom();
        assertThat(room.getRoomId()).isEqualTo("audit");
        assertThat(room.getKind()).isEqualTo(RoomKind.ROOM_KIND_AUDIT);
        assertThat(room.getHeadSeq()).isEqualTo(1);
        assertThat(room.hasMembership()).isTrue();
      }
    }
  }

  private static Refusal refusal(Message response) {
    return (Refusal) response.getField(response.getDescriptorForType().findFieldByName("refusal"));
  }

  @Test
  void nobodyElseLearnsThatThereIsAnAuditLog() {
    Caller guest = world.user("gus", UserKind.GUEST);
    for (Caller caller : List.of(alice, guest)) {
      for (String reference : List.of("audit", "#audit")) {
        for (Message request : Requests.ofRoom(reference)) {
          Message unknown = Requests.with(request, reference.replace("audit", "none"));
          assertThat(world.failure(caller, request).getCode())
              .as("%s of %s", request.getClass(), caller.user().name())
              .isEqualTo(Code.NOT_FOUND_VALUE)
              .isEqualTo(world.failure(caller, unknown).getCode());
        }
      }
      assertThat(rooms(caller)).doesNotContain("audit");
    }
    assertThat(rooms(root)).containsExactly("lobby", "audit");
  }

  private List<String> rooms(Caller caller) {
    return world
        .ask(caller, ListRoomsRequest.getDefaultInstance(), ListRoomsResponse.class)
        .getPage()
        .getRoomsList()
        .stream()
        .map(Room::getRoomId)
        .toList();
  }

  @Test
  void noNewRoomIsNamedAudit() {
    CreateRoomRequest request =
        CreateRoomRequest.newBuilder().setName("Audit").setKind(RoomKind.ROOM_KIND_PUBLIC).build();

    assertThat(world.failure(alice, request).getMessage()).contains("reserved");
  }

  @Test
  void anOlderRoomKeepsTheNameAndIsToldApartById() {
    RoomId older = new RoomId(UUID.randomUUID().toString());
    RoomName name = new RoomName("audit", "audit");
    world
        .store
        .journal()
        .append(
            List.of(
                new gochat.journal.Journal.Batch(
                    older,
                    0,
                    List.of(
                        new RoomEvent.Created(
                            alice.author(), 1, gochat.room.RoomKind.PUBLIC, name, "")))));

    for (Caller caller : List.of(root, alice)) {
      assertThat(id(caller, "#audit")).isEqualTo(older.value());
    }
    assertThat(id(root, "audit")).isEqualTo("audit");
  }

  private String id(Caller caller, String reference) {
    return world
        .ask(caller, Requests.ofRoom(reference).getFirst(), GetRoomResponse.class)
        .getRoom()
        .getRoomId();
  }
}
