package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.limit.LimitTable.Holds;
import gochat.room.RoomId;
import gochat.session.FollowWishes;
import gochat.session.FollowWishes.From;
import gochat.v1.Cursor;
import gochat.v1.FollowFrom;
import gochat.v1.FollowRequest;
import gochat.v1.RoomKind;
import io.grpc.StatusRuntimeException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowRequestsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");

  @AfterEach
  void close() {
    world.close();
  }

  private FollowWishes wishes(FollowRequest.Builder request) {
    return world.api.follows().of(alice.user(), request.build(), null, () -> false);
  }

  private static Cursor.Builder cursor(String room, long seq) {
    return Cursor.newBuilder().setRoom(room).setSeq(seq);
  }

  private void assertRefused(FollowRequest.Builder request, String sentence) {
    assertThatThrownBy(() -> wishes(request))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage("INVALID_ARGUMENT: " + sentence);
  }

  @Test
  void roomsAndUsersAreFoundByTheirNames() {
    String news = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);
    Caller bob = world.account("bob");

    FollowWishes wishes =
        wishes(
            FollowRequest.newBuilder()
                .addCursors(cursor("lobby", 3).setEpoch(2))
                .addRooms("#News")
                .setCatchUpMax(10)
                .addWatchedUsers("Bob")
                .addWatchedUsers("nobody"));

    assertThat(wishes.cursors()).containsExactly(new FollowWishes.Cursor(RoomId.LOBBY, 2, 3));
    assertThat(wishes.rooms()).containsExactly(new RoomId(news));
    assertThat(wishes.catchUpMax()).isEqualTo(10);
    assertThat(wishes.watched()).containsExactly(bob.id());
  }

  @Test
  void aRoomThatIsNotFoundKeepsTheClientsWords() {
    FollowWishes wishes = wishes(FollowRequest.newBuilder().addRooms("#nothing"));

    assertThat(wishes.rooms()).containsExactly(new RoomId("#nothing"));
  }

  @Test
  void aNameOfSeveralRoomsIsRefusedWithTheirIds() {
    Caller bob = world.account("bob");
    String own = world.room(alice, "deploy", RoomKind.ROOM_KIND_PRIVATE);
    String invited = world.room(bob, "deploy", RoomKind.ROOM_KIND_PUBLIC);
    world.ask(bob, Requests.invite(invited, "alice"));

    assertThatThrownBy(() -> wishes(FollowRequest.newBuilder().addRooms("#deploy")))
        .hasMessageContaining(own + " (private, yours)")
        .hasMessageContaining(invited + " (public, yours)");
  }

  @Test
  void wordsThatCanNotReferToARoomAreAMistake() {
    assertRefused(
        FollowRequest.newBuilder().addRooms("lobby").addRooms("news"),
        "rooms[1]: \"news\" (expected: a room's id, or #name)");
    assertRefused(
        FollowRequest.newBuilder().addCursors(cursor("", 1)),
        "cursors[0].room: \"\" (expected: a room's id, or #name)");
  }

  @Test
  void aCursorBeforeTheFirstEventIsAMistake() {
    assertRefused(
        FollowRequest.newBuilder().addCursors(cursor("lobby", 0)).addCursors(cursor("#news", -1)),
        "cursors[1].seq: -1 (expected: 0 or more)");
  }

  @Test
  void aRoomWithoutACursorBeginsWhereTheClientSays() {
    assertThat(wishes(FollowRequest.newBuilder()).from()).isEqualTo(From.END);
    assertThat(wishes(FollowRequest.newBuilder().setFrom(FollowFrom.FOLLOW_FROM_JOINED)).from())
        .isEqualTo(From.JOINED);
    assertRefused(
        FollowRequest.newBuilder().setFromValue(4),
        "from: 4 (expected: FOLLOW_FROM_END, FOLLOW_FROM_START or FOLLOW_FROM_JOINED)");
  }

  @Test
  void aCursorHasNoNegativeEpoch() {
    assertRefused(
        FollowRequest.newBuilder().addCursors(cursor("lobby", 1).setEpoch(-1)),
        "cursors[0].epoch: -1 (expected: 0 or more)");
  }

  @Test
  void theLastEventReplacesTheCursorOfItsRoom() {
    String news = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);
    FollowRequest request =
        FollowRequest.newBuilder()
            .addCursors(cursor("#news", 1))
            .addCursors(cursor("lobby", 0))
            .build();

    FollowWishes wishes =
        world.api.follows().of(alice.user(), request, cursor(news, 7).build(), () -> false);

    assertThat(wishes.cursors())
        .containsExactlyInAnyOrder(
            new FollowWishes.Cursor(new RoomId(news), 0, 7),
            new FollowWishes.Cursor(RoomId.LOBBY, 0, 0));
  }

  @Test
  void aRoomHasOneCursor() {
    String news = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    assertRefused(
        FollowRequest.newBuilder().addCursors(cursor(news, 1)).addCursors(cursor("#news", 1)),
        "cursors[1].room: \"#news\" (expected: one cursor for each room)");
  }

  @Test
  @Holds({"stream.start-rooms-max", "stream.start-names-max"})
  void aStreamHasLimits() {
    List<Cursor> cursors = Collections.nCopies(1_001, cursor("lobby", 1).build());

    assertRefused(
        FollowRequest.newBuilder().addAllCursors(cursors),
        "cursors: 1001 entries (expected: at most 1000)");
    assertRefused(
        FollowRequest.newBuilder().addAllRooms(Collections.nCopies(1_001, "lobby")),
        "rooms: 1001 entries (expected: at most 1000)");
    assertRefused(
        FollowRequest.newBuilder()
            .addCursors(cursor("#news", 1))
            .addAllRooms(Collections.nCopies(100, "#news")),
        "rooms: 101 rooms by their names, also in cursors (expected: at most 100, and any number by"
            + " their ids)");
    assertRefused(
        FollowRequest.newBuilder().addAllWatchedUsers(Collections.nCopies(501, "bob")),
        "watched_users: 501 entries (expected: at most 500)");
    assertRefused(
        FollowRequest.newBuilder().setCatchUpMax(-1),
        "catch_up_max: -1 (expected: 0 for all, or how many events at most)");
  }

  @Test
  void nothingIsLookedForWhenTheStreamIsGone() {
    FollowRequest request =
        FollowRequest.newBuilder().addAllRooms(List.of("#one", "#two", "#three")).build();
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(() ->
            world.api.follows().of(alice.user(), request, null, () -> asked.incrementAndGet() > 1))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValue(2);
  }
}
