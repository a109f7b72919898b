package gochat.room;

import static gochat.room.Cast.AT;
import static gochat.room.Cast.BANNED;
import static gochat.room.Cast.CO_MEMBER;
import static gochat.room.Cast.GUEST;
import static gochat.room.Cast.MEMBER;
import static gochat.room.Cast.MUTED;
import static gochat.room.Cast.OWNER;
import static gochat.room.Cast.STRANGER;
import static gochat.room.Cast.apply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomTest {
  @Test
  void eventsAreAppliedWithoutHoles() {
    Room room = Cast.founded(RoomKind.PUBLIC);
    RoomEvent event = new RoomEvent.Posted(OWNER, AT, null, "hi");

    assertThat(room.head()).isEqualTo(1);
    assertThatThrownBy(() -> room.apply(new LogEntry(3, event)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seq: 3 (expected: 2)");
    assertThat(room.head()).isEqualTo(1);
  }

  @Test
  void onlyTheLobbyIsThereFromTheStart() {
    assertThat(Cast.lobby().kind()).isEqualTo(RoomKind.LOBBY);
    assertThat(Cast.none().kind()).isNull();
  }

  @Test
  void whoeverMakesARoomOwnsIt() {
    assertThat(Cast.founded(RoomKind.PRIVATE).snapshot())
        .isEqualTo(
            new RoomSnapshot(
                1,
                RoomKind.PRIVATE,
                Cast.name("Talk"),
                "of this",
                List.of(new Member(OWNER.person(), Role.OWNER, 1)),
                Set.of(),
                Set.of()));
  }

  @Test
  void aDirectConversationHasItsTwoMembers() {
    assertThat(Cast.direct().members())
        .containsExactly(
            new Member(MEMBER.person(), Role.MEMBER, 1),
            new Member(CO_MEMBER.person(), Role.MEMBER, 1));
  }

  @Test
  void oneMayTalkToOneself() {
    Room room = Cast.none();
    RoomEvent opened = Cast.perform(room, new Command.OpenDirect(MEMBER, MEMBER.person()));

    assertThat(opened.arrived()).containsExactly(MEMBER.user());
    assertThat(room.members()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRoomIsWhatItsSnapshotSays(RoomKind kind) {
    RoomSnapshot snapshot = Cast.of(kind).snapshot();

    assertThat(new Room(snapshot, 1).snapshot()).isEqualTo(snapshot);
  }

  @Test
  void aSnapshotStaysAsItWasTaken() {
    Room room = Cast.of(RoomKind.PUBLIC);
    RoomSnapshot snapshot = room.snapshot();
    RoomSnapshot before = new Room(snapshot, 1).snapshot();

    apply(room, new RoomEvent.Banned(OWNER, AT, MUTED.person(), Role.MEMBER));
    apply(room, new RoomEvent.Muted(OWNER, AT, MEMBER.person()));

    assertThat(snapshot).isEqualTo(before).isNotEqualTo(room.snapshot());
  }

  @Test
  void aNewRoleLeavesTheRestOfAMemberAsItWas() {
    Room room = Cast.of(RoomKind.PUBLIC);
    Member before = room.member(MEMBER.user());
    apply(room, new RoomEvent.RoleChanged(OWNER, AT, MEMBER.person(), Role.MODERATOR));

    assertThat(before).isNotNull();
    assertThat(room.member(MEMBER.user()))
        .isEqualTo(new Member(before.person(), Role.MODERATOR, before.since()));
  }

  @Test
  void whoComesBackIsAMemberSinceThen() {
    Room room = Cast.of(RoomKind.PUBLIC);
    apply(room, new RoomEvent.Left(MEMBER, AT));
    assertThat(room.member(MEMBER.user())).isNull();

    apply(room, new RoomEvent.Joined(MEMBER, AT, MEMBER.person(), Role.MEMBER));
    assertThat(room.member(MEMBER.user()))
        .isEqualTo(new Member(MEMBER.person(), Role.MEMBER, room.head()));
  }

  @Test
  void theLobbyIsReadableByAll() {
    assertThat(readers(Cast.lobby())).contains(STRANGER, GUEST, MUTED, BANNED);
  }

  @Test
  void aPublicRoomIsReadableByAllWhoAreNotBanned() {
    assertThat(readers(Cast.of(RoomKind.PUBLIC)))
        .contains(STRANGER, GUEST, MUTED)
        .doesNotContain(BANNED);
  }

  @Test
  void aPrivateRoomIsReadableByItsMembersOnly() {
    assertThat(readers(Cast.of(RoomKind.PRIVATE)))
        .contains(OWNER, MEMBER, GUEST, MUTED)
        .doesNotContain(STRANGER, BANNED, Cast.ADMINISTRATOR);
  }

  @Test
  void aDirectConversationIsReadableByItsMembersOnly() {
    assertThat(readers(Cast.direct())).containsExactlyInAnyOrder(MEMBER, CO_MEMBER);
  }

  @Test
  void aRoomThatIsNotThereIsReadableByNobody() {
    assertThat(readers(Cast.none())).isEmpty();
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
    return Cast.ALL.stream().filter(author -> room.isReadableBy(author.user())).toList();
  }
}
