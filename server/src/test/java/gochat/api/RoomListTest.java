package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.limit.LimitTable.Holds;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListRoomsResponse;
import gochat.v1.OpenDirectRequest;
import gochat.v1.OpenDirectResponse;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.RoomPage;
import gochat.v1.RoomScope;
import gochat.v1.SetHiddenRequest;
import gochat.v1.SetHiddenResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The lists of the user's rooms and of public rooms, and hidden rooms.
class RoomListTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aUserListsTheLobbyAndTheirRoomsWithUnreadCounts() {
    String own = world.room(alice, "own", RoomKind.ROOM_KIND_PRIVATE);
    world.room(bob, "other", RoomKind.ROOM_KIND_PUBLIC);
    world.send(bob, "lobby", "hello");

    List<Room> rooms =
        world
            .ask(alice, ListRoomsRequest.getDefaultInstance(), ListRoomsResponse.class)
            .getPage()
            .getRoomsList();

    assertThat(rooms).extracting(Room::getRoomId).containsExactly("lobby", own);
    assertThat(rooms.getFirst().getMembership().getUnreadCount()).isEqualTo(1);
  }

  @Test
  void onesOwnRoomsComeInPagesTheLobbyFirst() {
    List<String> rooms = new ArrayList<>(List.of("lobby"));
    for (int i = 0; i < 4; i++) {
      rooms.add(world.room(alice, "room" + i, RoomKind.ROOM_KIND_PRIVATE));
    }

    assertThat(ownRooms(1)).isEqualTo(rooms);
    assertThat(ownRooms(2)).isEqualTo(rooms);
    assertThat(ownRooms(5)).isEqualTo(rooms);
    ListRoomsRequest odd = ListRoomsRequest.newBuilder().setPageToken("x").build();
    assertThat(ApiWorld.field(world.failure(alice, odd))).isEqualTo("page_token");
  }

  private List<String> ownRooms(int pageSize) {
    List<String> rooms = new ArrayList<>();
    ListRoomsRequest.Builder request = ListRoomsRequest.newBuilder().setPageSize(pageSize);
    do {
      RoomPage page = world.ask(alice, request.build(), ListRoomsResponse.class).getPage();
      assertThat(page.getRoomsCount()).isLessThanOrEqualTo(pageSize);
      page.getRoomsList().forEach(room -> rooms.add(room.getRoomId()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return rooms;
  }

  @Test
  @Holds("request.own-rooms-max")
  void aClientThatKnowsNoPagesGetsAsManyOfOnesOwnRoomsAsAnAnswerHolds() {
    String longest = "\u5b57".repeat(340);
    for (int i = 0; i < 2_005; i++) {
      RoomId room = new RoomId(UUID.randomUUID().toString());
      RoomName name = new RoomName("room" + i, "room" + i);
      RoomEvent created =
          new RoomEvent.Created(alice.author(), 1, gochat.room.RoomKind.PRIVATE, name, longest);
      world.store.journal().append(List.of(new Journal.Batch(room, 0, List.of(created))));
    }

    RoomPage all =
        world.ask(alice, ListRoomsRequest.getDefaultInstance(), ListRoomsResponse.class).getPage();
    ListRoomsRequest next =
        ListRoomsRequest.newBuilder().setPageToken(all.getNextPageToken()).build();

    assertThat(all.getRoomsCount()).isEqualTo(2_000);
    assertThat(all.getSerializedSize()).isLessThan(4 * 1_024 * 1_024);
    assertThat(world.ask(alice, next, ListRoomsResponse.class).getPage().getRoomsCount())
        .isEqualTo(6);
  }

  @Test
  void aHiddenRoomIsListedWhenAskedForAndADirectConversationAgainWithNews() {
    String room = world.room(alice, "room", RoomKind.ROOM_KIND_PUBLIC);
    OpenDirectRequest open = Requests.openDirect("bob");
    String direct = world.ask(alice, open, OpenDirectResponse.class).getOpened().getRoomId();
    hide(room);
    hide(direct);

    assertThat(ownRooms(10)).containsExactly("lobby");
    ListRoomsRequest all = ListRoomsRequest.newBuilder().setIncludeHidden(true).build();
    assertThat(world.ask(alice, all, ListRoomsResponse.class).getPage().getRoomsList())
        .extracting(listed -> listed.getMembership().getHidden())
        .containsExactly(false, true, true);

    world.send(bob, direct, "news");
    world.send(alice, room, "news");
    assertThat(ownRooms(10)).containsExactly("lobby", direct);

    hide(direct);
    world.ask(alice, open);
    assertThat(ownRooms(10)).containsExactly("lobby", direct);
  }

  private void hide(String room) {
    SetHiddenRequest hide = SetHiddenRequest.newBuilder().setRoom(room).setHidden(true).build();
    assertThat(world.ask(alice, hide, SetHiddenResponse.class).hasChanged()).isTrue();
  }

  @Test
  void theLobbyAndRoomsOfOthersCanNotBeHidden() {
    String room = world.room(bob, "room", RoomKind.ROOM_KIND_PUBLIC);
    for (String visible : List.of(room, "lobby")) {
      SetHiddenRequest hide =
          SetHiddenRequest.newBuilder().setRoom(visible).setHidden(true).build();
      assertThat(world.ask(alice, hide, SetHiddenResponse.class).hasRefusal()).isTrue();
    }
  }

  @Test
  @Holds("request.page-rooms-max")
  void publicRoomsComeInPagesByNameWithoutThoseOneIsBannedFrom() {
    for (String name : List.of("delta", "Alpha", "charlie", "bravo", "echo")) {
      world.room(alice, name, RoomKind.ROOM_KIND_PUBLIC);
    }
    world.ask(alice, Requests.ban("#charlie", "bob"));

    List<String> names = new ArrayList<>();
    String token = "";
    do {
      RoomPage page =
          world
              .ask(
                  bob,
                  ListRoomsRequest.newBuilder()
                      .setScope(RoomScope.ROOM_SCOPE_PUBLIC)
                      .setPageSize(2)
                      .setPageToken(token)
                      .build(),
                  ListRoomsResponse.class)
              .getPage();
      page.getRoomsList().forEach(room -> names.add(room.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(names).containsExactly("Alpha", "bravo", "delta", "echo");
    ListRoomsRequest tooMany =
        ListRoomsRequest.newBuilder()
            .setScope(RoomScope.ROOM_SCOPE_PUBLIC)
            .setPageSize(501)
            .build();
    assertThat(world.failure(bob, tooMany).getMessage()).startsWith("page_size: 501");
  }
}
