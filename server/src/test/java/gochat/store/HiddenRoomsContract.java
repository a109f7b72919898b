package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.HiddenRooms;
import gochat.room.Author;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import org.junit.jupiter.api.Test;

/// The contract of [HiddenRooms].
abstract class HiddenRoomsContract extends StoreContract.PortContract {
  private static final RoomId DIRECT = RoomId.direct(ALICE.user(), BOB.user());

  HiddenRoomsContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void aHiddenRoomStaysHiddenUntilItIsShownAndADirectConversationUntilItsNextEvent() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "public"));
    append(DIRECT, new RoomEvent.DirectOpened(BOB, AT, ALICE.person()));
    assertThat(hidden().set(ALICE.user(), ROOM, true)).isTrue();
    assertThat(hidden().set(ALICE.user(), DIRECT, true)).isTrue();
    reopen();
    assertThat(isHidden(ROOM, ALICE)).isTrue();
    assertThat(isHidden(DIRECT, ALICE)).isTrue();
    assertThat(isHidden(DIRECT, BOB)).isFalse();

    append(ROOM, post(ALICE, "news"));
    append(DIRECT, post(BOB, "news"));
    assertThat(isHidden(ROOM, ALICE)).isTrue();
    assertThat(isHidden(DIRECT, ALICE)).isFalse();

    assertThat(hidden().set(ALICE.user(), ROOM, false)).isTrue();
    assertThat(isHidden(ROOM, ALICE)).isFalse();
  }

  @Test
  void onlyMembersHideARoomAndWhoComesAgainSeesIt() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "public"));
    append(ROOM, new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER));

    assertThat(hidden().set(CAROL.user(), ROOM, true)).isFalse();
    assertThat(hidden().set(ALICE.user(), LOBBY, true)).isFalse();
    assertThat(hidden().set(BOB.user(), ROOM, true)).isTrue();
    append(ROOM, new RoomEvent.Left(BOB, AT));
    append(ROOM, new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER));
    assertThat(isHidden(ROOM, BOB)).isFalse();
  }

  private HiddenRooms hidden() {
    return store().hidden();
  }

  private boolean isHidden(RoomId room, Author user) {
    return rooms().find(room, user.user()).orElseThrow().isHidden();
  }
}
