package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.server.Setting;
import gochat.server.V1Client;
import gochat.v1.CreateRoomRequest;
import gochat.v1.FollowRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.RoomScope;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import gochat.v1.UpdateRoomRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Two servers on one database whose guests find the public room `#help` only.
class GuestRoomsOfTwoServersTest extends TwoWholeServers {

  GuestRoomsOfTwoServersTest() {
    super(Map.of(Setting.GUEST_ROOMS, "lobby, help"));
  }

  @Test
  void aRoomThatIsRenamedAtTheOtherServerIsClosedToTheGuestsHere() {
    V1Client alice = V1Client.register(atFirst, "Alice");
    V1Client guest = V1Client.guest(atSecond, "Gast");
    String help = create(alice, "help");
    String news = create(alice, "news");
    Iterator<ServerFrame> stream =
        StreamServiceGrpc.newBlockingStub(guest.asSelf())
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .follow(FollowRequest.newBuilder().addRooms(help).addRooms(news).build());

    assertThat(nextAbout(stream).getRoomUnfollowed().getRoomId()).isEqualTo(news);
    assertThat(publicRooms(guest)).containsExactly("help");
    alice.send(help, "for guests");
    assertThat(nextAbout(stream).getEvent().getMessagePosted().getText()).isEqualTo("for guests");

    alice.rooms().updateRoom(UpdateRoomRequest.newBuilder().setRoom(help).setName("staff").build());
    alice.send(help, "for the staff");

    assertThat(nextAbout(stream).getRoomUnfollowed().getRoomId()).isEqualTo(help);
    assertThat(publicRooms(guest)).isEmpty();
  }

  /// The next event, or the next room that is not followed.
  private static ServerFrame nextAbout(Iterator<ServerFrame> stream) {
    ServerFrame frame = stream.next();
    while (!frame.hasEvent() && !frame.hasRoomUnfollowed()) {
      frame = stream.next();
    }
    return frame;
  }

  private static String create(V1Client by, String name) {
    CreateRoomRequest request =
        CreateRoomRequest.newBuilder().setName(name).setKind(RoomKind.ROOM_KIND_PUBLIC).build();
    return by.rooms().createRoom(request).getCreated().getRoomId();
  }

  private static List<String> publicRooms(V1Client user) {
    ListRoomsRequest request =
        ListRoomsRequest.newBuilder().setScope(RoomScope.ROOM_SCOPE_PUBLIC).build();
    return user.rooms().listRooms(request).getPage().getRoomsList().stream()
        .map(Room::getName)
        .toList();
  }
}
