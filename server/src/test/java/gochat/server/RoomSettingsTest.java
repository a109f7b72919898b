package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.FollowRequest;
import gochat.v1.GetServerRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RoomCreation;
import gochat.v1.RoomKind;
import gochat.v1.ServerFrame;
import gochat.v1.ServerServiceGrpc;
import gochat.v1.UnfollowReason;
import gochat.v1.UpdateRoomRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server whose administrators make the rooms, two of which guests may find.
class RoomSettingsTest {
  @RegisterExtension
  final ServerFixture server =
      new ServerFixture(
          Map.of(Setting.ROOM_CREATE, "administrators", Setting.GUEST_ROOMS, "lobby, Help"));

  private V1Client administrator() {
    return V1Client.administrator(server.channel(), "Root", server.adminCode());
  }

  private static CreateRoomResponse create(V1Client by, String name) {
    return by.rooms()
        .createRoom(
            CreateRoomRequest.newBuilder()
                .setName(name)
                .setKind(RoomKind.ROOM_KIND_PUBLIC)
                .build());
  }

  @Test
  void onlyAdministratorsCreateRoomsAndEverybodyIsToldSo() {
    V1Client root = administrator();
    V1Client alice = V1Client.register(server.channel(), "Alice");
    V1Client guest = V1Client.guest(server.channel(), "Gast");

    assertThat(
            ServerServiceGrpc.newBlockingStub(server.channel())
                .getServer(GetServerRequest.getDefaultInstance())
                .getServer()
                .getRoomCreation())
        .isEqualTo(RoomCreation.ROOM_CREATION_ADMINISTRATORS);
    for (V1Client user : List.of(alice, guest)) {
      assertThat(create(user, "mine").getRefusal().getReason())
          .isEqualTo(RefusalReason.REFUSAL_REASON_ADMINISTRATOR_NEEDED);
    }
    assertThat(create(root, "mine").hasCreated()).isTrue();
    assertThat(
            alice
                .rooms()
                .openDirect(OpenDirectRequest.newBuilder().setUser("Root").build())
                .hasOpened())
        .isTrue();
  }

  @Test
  void aStreamOfAGuestFollowsOpenRoomsOnlyAndLeavesOneThatIsClosedByItsName() {
    V1Client root = administrator();
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    String help = create(root, "help").getCreated().getRoomId();
    String news = create(root, "news").getCreated().getRoomId();
    Iterator<ServerFrame> stream =
        guest.follow(FollowRequest.newBuilder().addRooms(help).addRooms(news).build());

    List<ServerFrame> opening = V1Client.untilCaughtUp(stream);
    assertThat(opening)
        .filteredOn(ServerFrame::hasRoomFollowed)
        .extracting(frame -> frame.getRoomFollowed().getRoom().getRoomId())
        .containsExactly("lobby", help);
    assertThat(opening)
        .filteredOn(ServerFrame::hasRoomUnfollowed)
        .extracting(frame -> frame.getRoomUnfollowed().getRoomId())
        .containsExactly(news);

    root.send(help, "for guests");
    assertThat(stream.next().getEvent().getMessagePosted().getText()).isEqualTo("for guests");

    root.rooms().updateRoom(UpdateRoomRequest.newBuilder().setRoom(help).setName("staff").build());
    root.send(help, "for the staff");

    ServerFrame last = stream.next();
    assertThat(last.getRoomUnfollowed().getRoomId()).isEqualTo(help);
    assertThat(last.getRoomUnfollowed().getReason())
        .isEqualTo(UnfollowReason.UNFOLLOW_REASON_NOT_FOUND);
  }

  @Test
  void aGuestWhoIsAMemberFollowsItsRoomUnderAnyName() {
    V1Client root = administrator();
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    String help = create(root, "help").getCreated().getRoomId();
    guest.rooms().joinRoom(JoinRoomRequest.newBuilder().setRoom(help).build());
    Iterator<ServerFrame> stream = guest.follow();

    root.rooms().updateRoom(UpdateRoomRequest.newBuilder().setRoom(help).setName("staff").build());
    root.send(help, "for all members");

    assertThat(stream.next().getEvent().getRoomRenamed().getName()).isEqualTo("staff");
    assertThat(stream.next().getEvent().getMessagePosted().getText()).isEqualTo("for all members");
  }
}
