package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.account.UserKind;
import gochat.room.GuestRooms;
import gochat.room.RoomCreation;
import gochat.room.RoomPolicy;
import gochat.v1.JoinRoomResponse;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListRoomsResponse;
import gochat.v1.RefusalReason;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.RoomPage;
import gochat.v1.RoomScope;
import gochat.v1.UpdateRoomRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server whose guests find the public room `#help` only.
class GuestRoomsTest {
  private final ApiWorld world =
      new ApiWorld(
          new RoomPolicy(
              ApiWorld.TEXT_BYTES_MAX, RoomCreation.ACCOUNTS, GuestRooms.named(Set.of("help"))));
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");
  private final Caller guest = world.user("guest", UserKind.GUEST);
  private final String help = world.room(alice, "Help", RoomKind.ROOM_KIND_PUBLIC);
  private final String news = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

  @AfterEach
  void close() {
    world.close();
  }

  private List<String> publicRooms(Caller caller) {
    ListRoomsRequest request =
        ListRoomsRequest.newBuilder().setScope(RoomScope.ROOM_SCOPE_PUBLIC).build();
    RoomPage page = world.ask(caller, request, ListRoomsResponse.class).getPage();
    return page.getRoomsList().stream().map(Room::getName).toList();
  }

  @Test
  void aGuestFindsReadsAndJoinsTheRoomsThatAreOpenToGuests() {
    assertThat(publicRooms(guest)).containsExactly("Help");
    assertThat(world.getRoom(guest, "#help").getRoomId()).isEqualTo(help);
    assertThat(world.getRoom(guest, "#lobby").getKind()).isEqualTo(RoomKind.ROOM_KIND_LOBBY);

    JoinRoomResponse joined = world.ask(guest, Requests.join("#HELP"), JoinRoomResponse.class);

    assertThat(joined.getJoined().getRoomId()).isEqualTo(help);
    world.send(guest, help, "hello");
  }

  @Test
  void anyOtherPublicRoomIsForAGuestLikeOneThatDoesNotExist() {
    for (String reference : List.of(news, "#news")) {
      String missing = reference.replace(news, "7d1c4f0e-7e7b-4b7e-9d53-0a5f5f3f6a11");
      String unknown = missing.replace("#news", "#nowhere");
      for (Message asked : Requests.ofRoom(reference)) {
        Status refused = world.failure(guest, asked);
        Status absent = world.failure(guest, Requests.with(asked, unknown));

        assertThat(refused.getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
        assertThat(refused.getMessage().replace(reference, unknown)).isEqualTo(absent.getMessage());
      }
    }
  }

  @Test
  void anAccountFindsAndJoinsThemAll() {
    assertThat(publicRooms(bob)).containsExactly("Help", "news");
    world.ask(bob, Requests.join("#news"));
    world.send(bob, news, "hello");
  }

  @Test
  void aGuestWhoWasInvitedTakesPartUntilItLeaves() {
    world.ask(alice, Requests.invite(news, "guest"));

    world.send(guest, "#news", "hello");
    assertThat(publicRooms(guest)).containsExactly("Help", "news");
    world.ask(guest, LeaveRoomRequest.newBuilder().setRoom(news).build());

    assertThat(world.failure(guest, Requests.get(news)).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());
    assertThat(world.failure(guest, Requests.join(news)).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());
  }

  @Test
  void aRoomThatAGuestMayNotFindDoesNotMakeTheNameOfItsOwnRoomAmbiguous() {
    String secret = world.room(alice, "news", RoomKind.ROOM_KIND_PRIVATE);
    world.ask(alice, Requests.invite(secret, "guest"));

    JoinRoomResponse again = world.ask(guest, Requests.join("#news"), JoinRoomResponse.class);

    assertThat(again.getJoined().getRoomId()).isEqualTo(secret);
  }

  @Test
  void aNewNameOpensARoomToGuestsOrClosesIt() {
    rename(help, "staff");
    assertThat(publicRooms(guest)).isEmpty();
    assertThat(world.failure(guest, Requests.join(help)).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());

    rename(news, "HELP");
    assertThat(publicRooms(guest)).containsExactly("HELP");
    world.ask(guest, Requests.join(news));
  }

  private void rename(String room, String name) {
    world.ask(alice, UpdateRoomRequest.newBuilder().setRoom(room).setName(name).build());
  }

  @Test
  void aBanCountsInAnOpenRoomAndIsNotToldOfAnother() {
    world.ask(alice, Requests.ban(help, "guest"));
    world.ask(alice, Requests.ban(news, "guest"));

    assertThat(
            world.ask(guest, Requests.join(help), JoinRoomResponse.class).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_BANNED);
    assertThat(world.failure(guest, Requests.join(news)).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());
  }
}
