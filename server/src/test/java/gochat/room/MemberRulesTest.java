package gochat.room;

import static gochat.room.RoomFixture.ADMINISTRATOR;
import static gochat.room.RoomFixture.BANNED;
import static gochat.room.RoomFixture.CO_MEMBER;
import static gochat.room.RoomFixture.CO_MODERATOR;
import static gochat.room.RoomFixture.GUEST;
import static gochat.room.RoomFixture.INSIDER;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.MODERATOR;
import static gochat.room.RoomFixture.MUTED;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.PASSER_BY;
import static gochat.room.RoomFixture.STRANGER;
import static gochat.room.RoomFixture.decide;
import static gochat.room.RoomFixture.perform;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberRulesTest {
  private static final Rejected LAST_OWNER = new Rejected(Rejection.LAST_OWNER);

  private static @Nullable Role role(Room room, Author author) {
    Member member = room.member(author.user());
    return member == null ? null : member.role();
  }

  @Nested
  class AGuestThatRegisters {
    private final Author account =
        new Author(GUEST.user(), GUEST.session(), "Gus", Standing.ACCOUNT);
    private final Command.RegisterGuest registration =
        new Command.RegisterGuest(account, GUEST.person());

    @Test
    void staysAMemberFromTheSameEventOn() {
      Room room = RoomFixture.founded(RoomKind.PRIVATE);
      perform(room, new Command.Invite(OWNER, GUEST.person()));
      long since = room.head();

      perform(room, registration);

      assertThat(room.member(GUEST.user()))
          .isEqualTo(new Member(account.person(), Role.MEMBER, since));
      assertThat(decide(room, registration)).isEqualTo(new Unchanged());
      perform(room, new Command.SetRole(OWNER, account.person(), Role.MODERATOR));
    }

    @Test
    void becomesTheOwnerOfARoomWithoutOne() {
      Room room = new Room(RoomSnapshot.empty(new RoomId("room")));
      perform(room, new Command.Create(GUEST, RoomKind.PUBLIC, RoomFixture.name("Garden"), ""));

      perform(room, registration);

      assertThat(role(room, GUEST)).isEqualTo(Role.OWNER);
    }

    @Test
    void changesNoRoomOfOthers() {
      assertThat(decide(RoomFixture.founded(RoomKind.PUBLIC), registration))
          .isEqualTo(new Unchanged());
    }

    @Test
    void isToldToTheLobby() {
      assertThat(decide(RoomFixture.lobby(), registration))
          .isEqualTo(
              new Accepted(
                  new RoomEvent.GuestRegistered(
                      account, RoomFixture.AT, GUEST.person(), Role.MEMBER)));
    }
  }

  @Nested
  class TheLastOwner {
    private final Room room = RoomFixture.founded(RoomKind.PUBLIC);

    @Test
    void doesNotLeaveOthersBehind() {
      perform(room, new Command.Join(MEMBER));

      assertThat(decide(room, new Command.Leave(OWNER))).isEqualTo(LAST_OWNER);
    }

    @Test
    void mayGoOnceThereIsAnotherOne() {
      perform(room, new Command.Join(MEMBER));
      perform(room, new Command.SetRole(OWNER, MEMBER.person(), Role.OWNER));
      perform(room, new Command.Leave(OWNER));

      assertThat(role(room, MEMBER)).isEqualTo(Role.OWNER);
    }

    @Test
    void makesTheModeratorWhoIsThereLongestOwnerWhenItsAccountIsDeleted() {
      for (Author author : List.of(GUEST, MEMBER, MODERATOR, CO_MODERATOR)) {
        perform(room, new Command.Join(author));
      }
      perform(room, new Command.SetRole(OWNER, CO_MODERATOR.person(), Role.MODERATOR));
      perform(room, new Command.SetRole(OWNER, MODERATOR.person(), Role.MODERATOR));

      assertThat(decide(room, new Command.LeaveForGood(OWNER)))
          .isEqualTo(
              new Accepted(
                  List.of(
                      new RoomEvent.RoleChanged(
                          OWNER, RoomFixture.AT, MODERATOR.person(), Role.OWNER),
                      new RoomEvent.Left(OWNER, RoomFixture.AT))));
    }

    @Test
    void makesTheMemberWhoIsThereLongestOwnerWhereThereIsNoModerator() {
      for (Author author : List.of(GUEST, CO_MEMBER, MEMBER)) {
        perform(room, new Command.Join(author));
      }

      perform(room, new Command.LeaveForGood(OWNER));

      assertThat(room.member(CO_MEMBER.user())).extracting(Member::role).isEqualTo(Role.OWNER);
      assertThat(room.member(OWNER.user())).isNull();
    }

    @Test
    void leavesGuestsOrNobodyWithoutAnOwner() {
      perform(room, new Command.Join(GUEST));

      assertThat(decide(room, new Command.LeaveForGood(OWNER)))
          .isEqualTo(new Accepted(new RoomEvent.Left(OWNER, RoomFixture.AT)));
      assertThat(decide(room, new Command.LeaveForGood(MEMBER))).isEqualTo(new Unchanged());
    }

    /// Guests can't be owners, so he could never leave.
    @Test
    void mayLeaveGuestsBehind() {
      perform(room, new Command.Join(GUEST));
      perform(room, new Command.Leave(OWNER));

      assertThat(room.members()).hasSize(1);
    }

    @Test
    void doesNotStepDown() {
      assertThat(decide(room, new Command.SetRole(OWNER, OWNER.person(), Role.MEMBER)))
          .isEqualTo(LAST_OWNER);
    }

    @Test
    void isNotTakenFromTheOthersByAnAdministrator() {
      perform(room, new Command.Join(MEMBER));
      Person owner = OWNER.person();

      assertThat(decide(room, new Command.Kick(ADMINISTRATOR, owner))).isEqualTo(LAST_OWNER);
      assertThat(decide(room, new Command.Ban(ADMINISTRATOR, owner))).isEqualTo(LAST_OWNER);
      assertThat(decide(room, new Command.SetRole(ADMINISTRATOR, owner, Role.MEMBER)))
          .isEqualTo(LAST_OWNER);
    }

    @Test
    void canBeThrownOutOfARoomOfHisOwn() {
      perform(room, new Command.Ban(ADMINISTRATOR, OWNER.person()));

      assertThat(decide(room, new Command.Join(OWNER)))
          .isEqualTo(new Rejected(Rejection.BANNED, room.ban(OWNER.user())));
    }
  }

  @Nested
  class ARoomWithoutAnOwner {
    @Test
    void isLookedAfterByTheFirstAccountThatJoins() {
      Room room = RoomFixture.founded(RoomKind.PUBLIC);
      perform(room, new Command.Leave(OWNER));
      perform(room, new Command.Join(GUEST));
      perform(room, new Command.Join(MEMBER));
      perform(room, new Command.Join(OWNER));

      assertThat(role(room, GUEST)).isEqualTo(Role.MEMBER);
      assertThat(role(room, MEMBER)).isEqualTo(Role.OWNER);
      assertThat(role(room, OWNER)).isEqualTo(Role.MEMBER);
    }

    @Test
    void isLookedAfterByTheFirstAccountThatIsInvited() {
      Room room = RoomFixture.founded(RoomKind.PRIVATE);
      perform(room, new Command.Invite(OWNER, GUEST.person()));
      perform(room, new Command.Leave(OWNER));
      perform(room, new Command.Invite(GUEST, PASSER_BY.person()));
      perform(room, new Command.Invite(GUEST, MEMBER.person()));

      assertThat(role(room, PASSER_BY)).isEqualTo(Role.MEMBER);
      assertThat(role(room, MEMBER)).isEqualTo(Role.OWNER);
    }
  }

  @Nested
  class Mutes {
    private final Room room = RoomFixture.of(RoomKind.PRIVATE);

    @Test
    void outlastGoingAndComing() {
      perform(room, new Command.Leave(MUTED));
      perform(room, new Command.Invite(OWNER, MUTED.person()));

      assertThat(decide(room, new Command.Post(MUTED, null, "hi")))
          .isEqualTo(new Rejected(Rejection.MUTED, room.mute(MUTED.user())));
    }

    /// A private room may have no other member with the right.
    @Test
    void fromBeforeOneBecameAnOwnerCanBeLiftedByOneself() {
      perform(room, new Command.SetRole(OWNER, MUTED.person(), Role.OWNER));
      perform(room, new Command.Unmute(MUTED, MUTED.person()));

      assertThat(decide(room, new Command.Post(MUTED, null, "hi"))).isInstanceOf(Accepted.class);
    }

    @Test
    void fromBeforeOneBecameAModeratorCanNot() {
      perform(room, new Command.SetRole(OWNER, MUTED.person(), Role.MODERATOR));

      assertThat(decide(room, new Command.Unmute(MUTED, MUTED.person())))
          .isEqualTo(new Rejected(Rejection.NOT_ALLOWED));
      assertThat(decide(room, new Command.Unmute(MODERATOR, MUTED.person())))
          .isEqualTo(new Rejected(Rejection.NOT_ALLOWED));
      perform(room, new Command.Unmute(OWNER, MUTED.person()));
    }

    @Test
    void ofAUserThatIsNoMemberYetWaitForIt() {
      Room open = RoomFixture.of(RoomKind.PUBLIC);
      perform(open, new Command.Mute(MODERATOR, STRANGER.person()));
      perform(open, new Command.Join(STRANGER));

      assertThat(decide(open, new Command.Post(STRANGER, null, "hi")))
          .isEqualTo(new Rejected(Rejection.MUTED, open.mute(STRANGER.user())));
    }
  }

  @Nested
  class Bans {
    private final Room room = RoomFixture.of(RoomKind.PUBLIC);

    @Test
    void putOutAndKeepOut() {
      perform(room, new Command.Ban(MODERATOR, MEMBER.person()));

      assertThat(room.member(MEMBER.user())).isNull();
      assertThat(decide(room, new Command.Join(MEMBER)))
          .isEqualTo(new Rejected(Rejection.BANNED, room.ban(MEMBER.user())));
      assertThat(decide(room, new Command.Invite(OWNER, MEMBER.person())))
          .isEqualTo(new Rejected(Rejection.BANNED, room.ban(MEMBER.user())));
    }

    @Test
    void thatAreLiftedLeaveADoorButNoMembership() {
      perform(room, new Command.Unban(MODERATOR, BANNED.person()));

      assertThat(decide(room, new Command.Post(BANNED, null, "hi")))
          .isEqualTo(new Rejected(Rejection.NOT_A_MEMBER));
      perform(room, new Command.Join(BANNED));
    }

    /// He may never have known that the room exists.
    @Test
    void fromAPrivateRoomAreNotTold() {
      Room hidden = RoomFixture.of(RoomKind.PRIVATE);

      assertThat(decide(hidden, new Command.Join(BANNED)))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_ROOM));
    }
  }

  @Test
  void aKickedMemberMayJoinAPublicRoomAgain() {
    Room room = RoomFixture.of(RoomKind.PUBLIC);
    perform(room, new Command.Kick(MODERATOR, MEMBER.person()));

    perform(room, new Command.Join(MEMBER));
  }

  @Test
  void anInvitationIsAJoinByAnotherUser() {
    Room room = RoomFixture.of(RoomKind.PRIVATE);

    assertThat(perform(room, new Command.Invite(MEMBER, STRANGER.person())))
        .isEqualTo(new RoomEvent.Joined(MEMBER, RoomFixture.AT, STRANGER.person(), Role.MEMBER));
  }

  @Test
  void anAdministratorHasNoExtraRightsInAPrivateRoom() {
    Room room = RoomFixture.of(RoomKind.PRIVATE);
    perform(room, new Command.Mute(MODERATOR, INSIDER.person()));

    assertThat(decide(room, new Command.Unmute(INSIDER, INSIDER.person())))
        .isEqualTo(new Rejected(Rejection.NOT_ALLOWED));
  }

  @Nested
  class Limits {
    private static Map<UUID, Measure> measures(int count) {
      return Stream.generate(UUID::randomUUID)
          .limit(count)
          .collect(Collectors.toMap(Function.identity(), Measure::of));
    }

    private static Room room(int members, int banned, int muted) {
      List<Member> others =
          Stream.generate(() -> new Person(UUID.randomUUID(), "Bob", Standing.ACCOUNT))
              .limit(members - 2)
              .map(person -> new Member(person, Role.MEMBER, 1))
              .toList();
      List<Member> all =
          Stream.concat(
                  Stream.of(
                      new Member(OWNER.person(), Role.OWNER, 1),
                      new Member(MEMBER.person(), Role.MEMBER, 1)),
                  others.stream())
              .toList();
      return new Room(
          new RoomSnapshot(
              members,
              RoomKind.PUBLIC,
              RoomFixture.name("Talk"),
              "",
              RetentionRule.NONE,
              SlowMode.OFF,
              all,
              measures(banned),
              measures(muted),
              List.of()),
          TestPolicy.of(RoomFixture.TEXT_BYTES_MAX));
    }

    @Test
    @Holds("room.members-max")
    void theMembersOfARoomAreLimited() {
      Room room = room(MemberRules.MEMBERS_MAX - 1, 0, 0);
      perform(room, new Command.Join(STRANGER));

      assertThat(decide(room, new Command.Join(GUEST)))
          .isEqualTo(new Rejected(Rejection.TOO_MANY_MEMBERS));
      assertThat(decide(room, new Command.Invite(OWNER, GUEST.person())))
          .isEqualTo(new Rejected(Rejection.TOO_MANY_MEMBERS));
      assertThat(decide(room, new Command.Join(STRANGER))).isEqualTo(new Unchanged());
    }

    @Test
    @Holds("room.banned-max")
    void theBannedUsersOfARoomAreLimited() {
      Room room = room(2, MemberRules.BANNED_MAX - 1, 0);
      perform(room, new Command.Ban(OWNER, STRANGER.person()));

      assertThat(decide(room, new Command.Ban(OWNER, MEMBER.person())))
          .isEqualTo(new Rejected(Rejection.LIST_FULL));
      assertThat(decide(room, new Command.Ban(OWNER, STRANGER.person())))
          .isEqualTo(new Unchanged());
    }

    @Test
    @Holds("room.muted-max")
    void theMutedUsersOfARoomAreLimited() {
      Room room = room(2, 0, MemberRules.MUTED_MAX - 1);
      perform(room, new Command.Mute(OWNER, STRANGER.person()));

      assertThat(decide(room, new Command.Mute(OWNER, MEMBER.person())))
          .isEqualTo(new Rejected(Rejection.LIST_FULL));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PUBLIC", "PRIVATE"})
  void theOnlyMemberMayLeave(RoomKind kind) {
    Room room = RoomFixture.founded(kind);
    perform(room, new Command.Leave(OWNER));

    assertThat(room.members()).isEmpty();
  }
}
