package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.ReadMarkers;
import gochat.journal.ReadMarkers.Unread;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How every [ReadMarkers] keeps and counts.
abstract class ReadMarkersContract extends StoreContract.PortContract {
  ReadMarkersContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void aMarkerMovesForwardOnlyAndNotPastTheHead() {
    append(LOBBY, post(BOB, "a"), post(BOB, "b"), post(BOB, "c"));

    assertThat(markers().advance(ALICE.user(), LOBBY, 2)).isEqualTo(2);
    assertThat(markers().advance(ALICE.user(), LOBBY, 1)).isEqualTo(2);
    assertThat(markers().advance(ALICE.user(), LOBBY, Long.MIN_VALUE)).isEqualTo(2);
    assertThat(markers().advance(ALICE.user(), LOBBY, Long.MAX_VALUE)).isEqualTo(3);
    assertThat(unread(ALICE, LOBBY).readSeq()).isEqualTo(3);
    reopen();
    assertThat(unread(ALICE, LOBBY).readSeq()).isEqualTo(3);
  }

  @Test
  void aRoomWithoutALogHasNothingToRead() {
    assertThat(markers().advance(ALICE.user(), LOBBY, 5)).isZero();
    assertThat(markers().advance(ALICE.user(), ROOM, 5)).isZero();
    assertThat(unread(ALICE, ROOM)).isEqualTo(new Unread(0, 0, 0));
  }

  @Test
  void markersAreOfOneUserInOneRoom() {
    append(LOBBY, post(CAROL, "a"));
    append(ROOM, post(CAROL, "a"), post(CAROL, "b"));
    markers().advance(ALICE.user(), ROOM, 1);

    assertThat(markers().unread(ALICE.user(), List.of(LOBBY, ROOM)))
        .isEqualTo(Map.of(LOBBY, new Unread(0, 1, 0), ROOM, new Unread(1, 1, 0)));
    assertThat(markers().unread(BOB.user(), List.of(ROOM)))
        .isEqualTo(Map.of(ROOM, new Unread(0, 2, 0)));
    assertThat(markers().unread(BOB.user(), List.of())).isEmpty();
  }

  @Test
  void aNewMemberHasReadAllEarlierEvents() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        post(ALICE, "before"),
        new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER),
        post(ALICE, "after"));

    assertThat(unread(BOB, ROOM)).isEqualTo(new Unread(3, 1, 0));
    assertThat(markers().advance(BOB.user(), ROOM, 2)).isEqualTo(3);
    assertThat(markers().advance(BOB.user(), ROOM, 4)).isEqualTo(4);
  }

  @Test
  void aMemberThatComesBackHasReadNoLessThanBefore() {
    RoomEvent.Joined joined = new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER);
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "x"), post(ALICE, "before"), joined);
    append(ROOM, new RoomEvent.Left(BOB, AT), post(ALICE, "meanwhile"));

    assertThat(unread(BOB, ROOM)).isEqualTo(new Unread(3, 1, 0));
    assertThat(markers().advance(BOB.user(), ROOM, 1)).isEqualTo(3);
    append(ROOM, joined);
    assertThat(unread(BOB, ROOM)).isEqualTo(new Unread(3, 1, 0));
    reopen();
    assertThat(unread(BOB, ROOM)).isEqualTo(new Unread(3, 1, 0));
  }

  @Test
  void messagesByOthersThatWereNotDeletedAreCounted() {
    append(
        LOBBY,
        post(BOB, "1"),
        post(ALICE, "own"),
        post(BOB, "deleted"),
        post(CAROL, "2"),
        react(BOB, 2, "+"),
        edit(BOB, 1, "1, edited"),
        delete(BOB, 3));

    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(0, 2, 0));
    markers().advance(ALICE.user(), LOBBY, 1);
    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(1, 1, 0));
    markers().advance(ALICE.user(), LOBBY, 7);
    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(7, 0, 0));
  }

  @Test
  void mentionsAreThoseOfTheNewestText() {
    append(
        LOBBY,
        mentioning(BOB, "1", ALICE, CAROL, ALICE),
        mentioning(BOB, "2", ALICE),
        mentioning(BOB, "3", CAROL),
        mentioning(ALICE, "oneself", ALICE),
        mentioning(BOB, "4", ALICE));
    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(0, 4, 3));

    append(LOBBY, edit(BOB, 1, "1"), edit(BOB, 3, "3", ALICE));
    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(0, 4, 3));
    append(LOBBY, delete(BOB, 2));
    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(0, 3, 2));

    markers().advance(ALICE.user(), LOBBY, 3);
    assertThat(unread(ALICE, LOBBY)).isEqualTo(new Unread(3, 1, 1));
    assertThat(unread(CAROL, LOBBY)).isEqualTo(new Unread(0, 4, 0));
  }

  @Test
  @Holds("room.unread-max")
  void countsStopAtTheirMaximum() {
    RoomEvent[] many = new RoomEvent[ReadMarkers.COUNT_MAX + 1];
    Arrays.fill(many, mentioning(BOB, "x", ALICE));
    append(LOBBY, many);

    assertThat(unread(ALICE, LOBBY))
        .isEqualTo(new Unread(0, ReadMarkers.COUNT_MAX, ReadMarkers.COUNT_MAX));
    markers().advance(ALICE.user(), LOBBY, 2);
    assertThat(unread(ALICE, LOBBY))
        .isEqualTo(new Unread(2, ReadMarkers.COUNT_MAX - 1, ReadMarkers.COUNT_MAX - 1));
  }

  @Test
  void aForgottenUserHasNoMarkers() {
    append(LOBBY, post(CAROL, "a"));
    append(ROOM, post(CAROL, "a"));
    for (RoomId room : List.of(LOBBY, ROOM)) {
      markers().advance(ALICE.user(), room, 1);
      markers().advance(BOB.user(), room, 1);
    }
    markers().forget(ALICE.user());
    reopen();

    for (RoomId room : List.of(LOBBY, ROOM)) {
      assertThat(unread(ALICE, room)).isEqualTo(new Unread(0, 1, 0));
      assertThat(unread(BOB, room)).isEqualTo(new Unread(1, 0, 0));
    }
  }

  private Unread unread(Author user, RoomId room) {
    Map<RoomId, Unread> unread = markers().unread(user.user(), List.of(room));
    assertThat(unread.keySet()).containsExactly(room);
    return unread.values().iterator().next();
  }
}
