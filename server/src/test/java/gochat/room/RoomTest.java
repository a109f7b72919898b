package gochat.room;

import static gochat.room.RoomFixture.ADMINISTRATOR;
import static gochat.room.RoomFixture.AT;
import static gochat.room.RoomFixture.BANNED;
import static gochat.room.RoomFixture.CO_MEMBER;
import static gochat.room.RoomFixture.GUEST;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.MUTED;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.PASSER_BY;
import static gochat.room.RoomFixture.STRANGER;
import static gochat.room.RoomFixture.apply;
import static gochat.room.RoomFixture.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoomTest {
  @Test
  void eventsAreAppliedWithoutHoles() {
    Room room = RoomFixture.founded(RoomKind.PUBLIC);
    RoomEvent event = new RoomEvent.Posted(OWNER, AT, null, "hi");

    assertThat(room.head()).isEqualTo(1);
    assertThatThrownBy(() -> room.apply(new LogEntry(3, event)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seq: 3 (expected: 2)");
    assertThat(room.head()).isEqualTo(1);
  }

  @Test
  void onlyTheLobbyIsThereFromTheStart() {
    assertThat(RoomFixture.lobby().kind()).isEqualTo(RoomKind.LOBBY);
    assertThat(RoomFixture.none().kind()).isNull();
  }

  @Test
  void theUserThatMakesARoomOwnsIt() {
    assertThat(RoomFixture.founded(RoomKind.PRIVATE).snapshot())
        .isEqualTo(
            new RoomSnapshot(
                1,
                RoomKind.PRIVATE,
                RoomFixture.name("Talk"),
                "of this",
                RetentionRule.NONE,
                SlowMode.OFF,
                List.of(new Member(OWNER.person(), Role.OWNER, 1)),
                Map.of(),
                Map.of(),
                List.of()));
  }

  @Test
  void aDirectConversationHasItsTwoMembers() {
    assertThat(RoomFixture.direct().members())
        .containsExactly(
            new Member(MEMBER.person(), Role.MEMBER, 1),
            new Member(CO_MEMBER.person(), Role.MEMBER, 1));
  }

  @Test
  void oneMayTalkToOneself() {
    Room room = RoomFixture.none();
    RoomEvent opened = RoomFixture.perform(room, new Command.OpenDirect(MEMBER, MEMBER.person()));

    assertThat(opened.arrived()).containsExactly(MEMBER.user());
    assertThat(room.members()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRoomIsWhatItsSnapshotSays(RoomKind kind) {
    RoomSnapshot snapshot = RoomFixture.of(kind).snapshot();

    assertThat(new Room(snapshot, TestPolicy.of(1)).snapshot()).isEqualTo(snapshot);
  }

  @Test
  void aSnapshotStaysAsItWasTaken() {
    Room room = RoomFixture.of(RoomKind.PUBLIC);
    RoomSnapshot snapshot = room.snapshot();
    RoomSnapshot before = new Room(snapshot, TestPolicy.of(1)).snapshot();

    apply(room, new RoomEvent.Banned(OWNER, AT, MUTED.person(), Role.MEMBER));
    apply(room, new RoomEvent.Muted(OWNER, AT, MEMBER.person()));

    assertThat(snapshot).isEqualTo(before).isNotEqualTo(room.snapshot());
  }

  @Test
  void aNewRoleLeavesTheRestOfAMemberAsItWas() {
    Room room = RoomFixture.of(RoomKind.PUBLIC);
    Member before = room.member(MEMBER.user());
    apply(room, new RoomEvent.RoleChanged(OWNER, AT, MEMBER.person(), Role.MODERATOR));

    assertThat(before).isNotNull();
    assertThat(room.member(MEMBER.user()))
        .isEqualTo(new Member(before.person(), Role.MODERATOR, before.since()));
  }

  @Test
  void aMemberThatComesBackIsAMemberSinceThen() {
    Room room = RoomFixture.of(RoomKind.PUBLIC);
    apply(room, new RoomEvent.Left(MEMBER, AT));
    assertThat(room.member(MEMBER.user())).isNull();

    apply(room, new RoomEvent.Joined(MEMBER, AT, MEMBER.person(), Role.MEMBER));
    assertThat(room.member(MEMBER.user()))
        .isEqualTo(new Member(MEMBER.person(), Role.MEMBER, room.head()));
  }

  @Test
  void theLobbyIsReadableByAll() {
    assertThat(readers(RoomFixture.lobby())).contains(STRANGER, GUEST, MUTED, BANNED);
  }

  @Test
  void aPublicRoomIsReadableByAllWhoAreNotBanned() {
    assertThat(readers(RoomFixture.of(RoomKind.PUBLIC)))
        .contains(STRANGER, GUEST, MUTED)
        .doesNotContain(BANNED);
  }

  @Test
  void aPrivateRoomIsReadableByItsMembersOnly() {
    assertThat(readers(RoomFixture.of(RoomKind.PRIVATE)))
        .contains(OWNER, MEMBER, GUEST, MUTED)
        .doesNotContain(STRANGER, BANNED, RoomFixture.ADMINISTRATOR);
  }

  @Test
  void aDirectConversationIsReadableByItsMembersOnly() {
    assertThat(readers(RoomFixture.direct())).containsExactlyInAnyOrder(MEMBER, CO_MEMBER);
  }

  @Test
  void aMissingRoomIsNotReadable() {
    assertThat(readers(RoomFixture.none())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"talk, true", "chat, false"})
  void aGuestWhoIsNoMemberReadsAPublicRoomOnlyIfItsNameIsOpenToGuests(
      String open, boolean isReadable) {
    GuestRooms guestRooms = GuestRooms.named(Set.of(open));
    Room room =
        new Room(
            RoomFixture.of(RoomKind.PUBLIC).snapshot(),
            new RoomPolicy(100, RoomCreation.ACCOUNTS, guestRooms));

    assertThat(readers(room).contains(PASSER_BY)).isEqualTo(isReadable);
    assertThat(readers(room)).contains(GUEST, STRANGER, ADMINISTRATOR).doesNotContain(BANNED);
    assertThat(decide(room, new Command.Join(PASSER_BY)))
        .isEqualTo(
            isReadable
                ? new Decision.Accepted(
                    new RoomEvent.Joined(PASSER_BY, AT, PASSER_BY.person(), Role.MEMBER))
                : new Decision.Rejected(Rejection.NO_SUCH_ROOM));
  }

  @Test
  void aBannedGuestDoesNotLearnOfARoomThatIsNotOpenToGuests() {
    Room room =
        new Room(
            RoomFixture.of(RoomKind.PUBLIC).snapshot(),
            new RoomPolicy(100, RoomCreation.ACCOUNTS, GuestRooms.named(Set.of())));
    RoomFixture.apply(room, new RoomEvent.Banned(OWNER, AT, PASSER_BY.person(), null));

    assertThat(decide(room, new Command.Join(PASSER_BY)))
        .isEqualTo(new Decision.Rejected(Rejection.NO_SUCH_ROOM));
    assertThat(decide(room, new Command.Join(BANNED)))
        .isEqualTo(new Decision.Rejected(Rejection.BANNED, room.ban(BANNED.user())));
  }

  @Test
  void anEventTellsWhoComesAndWhoGoes() {
    UUID member = MEMBER.user();

    assertThat(new RoomEvent.Joined(OWNER, AT, MEMBER.person(), Role.MEMBER).arrived())
        .containsExactly(member);
    assertThat(new RoomEvent.DirectOpened(OWNER, AT, MEMBER.person()).arrived())
        .containsExactly(OWNER.user(), member);
    assertThat(new RoomEvent.Left(MEMBER, AT).departed()).isEqualTo(member);
    assertThat(new RoomEvent.Kicked(OWNER, AT, MEMBER.person()).departed()).isEqualTo(member);
    assertThat(new RoomEvent.Banned(OWNER, AT, MEMBER.person(), Role.MEMBER).departed())
        .isEqualTo(member);
    assertThat(new RoomEvent.Posted(MEMBER, AT, null, "hi").departed()).isNull();
  }

  private static List<Author> readers(Room room) {
    return RoomFixture.ALL.stream()
        .filter(author -> room.isReadableBy(author.user(), author.standing()))
        .toList();
  }
}
