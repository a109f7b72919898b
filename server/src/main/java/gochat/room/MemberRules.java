package gochat.room;

import static gochat.room.Rejection.BANNED;
import static gochat.room.Rejection.CONCERNS_GUEST;
import static gochat.room.Rejection.LAST_OWNER;
import static gochat.room.Rejection.LIST_FULL;
import static gochat.room.Rejection.NOT_ALLOWED;
import static gochat.room.Rejection.NOT_A_MEMBER;
import static gochat.room.Rejection.NO_SUCH_MEMBER;
import static gochat.room.Rejection.TOO_MANY_MEMBERS;

import gochat.limit.RoomLimit;
import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Unchanged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides commands about members, from authors who may read the room.
///
/// A room with an account among its members has an owner. An owner can't leave while no other
/// member is owner, and the first account that joins a room without an owner becomes the owner, as
/// does a member of one that was a guest. Guests have no role, because a guest ends.
final class MemberRules {
  static final int MEMBERS_MAX = RoomLimit.MEMBERS.standardInt();
  static final int BANNED_MAX = RoomLimit.BANNED.standardInt();
  static final int MUTED_MAX = RoomLimit.MUTED.standardInt();

  private final Room room;
  private final Rights rights;

  MemberRules(Room room, Rights rights) {
    this.room = room;
    this.rights = rights;
  }

  Decision decide(Command.OnMembers command, long atMs) {
    return switch (command) {
      case Command.Join(Author author) -> join(author, atMs);
      case Command.Mute mute -> mute(mute, atMs);
      case Command.Unmute(Author author, Person person) -> unmute(author, person, atMs);
      case Command.EndMeasures _ -> endMeasures(atMs);
      case Command.RegisterGuest(Author author, Person guest) -> register(author, guest, atMs);
      case Command.OnMembers _ when !rights.isRuled() -> new Rejected(NOT_ALLOWED);
      case Command.Leave(Author author) -> leave(author, atMs);
      case Command.LeaveForGood(Author author) -> leaveForGood(author, atMs);
      case Command.Invite(Author author, Person person) -> invite(author, person, atMs);
      case Command.Kick kick -> kick(kick, atMs);
      case Command.Ban ban -> ban(ban, atMs);
      case Command.Unban(Author author, Person person) -> unban(author, person, atMs);
      case Command.SetRole(Author author, Person person, Role role) ->
          setRole(author, person, role, atMs);
    };
  }

  private Decision join(Author author, long atMs) {
    return room.kind() == RoomKind.LOBBY ? new Unchanged() : admit(author, author.person(), atMs);
  }

  private Decision invite(Author author, Person invited, long atMs) {
    if (!rights.isMember(author) && !rights.isAdministrator(author.person())) {
      return new Rejected(NOT_A_MEMBER);
    }
    Measure ban = room.ban(invited.user());
    return ban == null ? admit(author, invited, atMs) : new Rejected(BANNED, ban);
  }

  private Decision admit(Author author, Person newcomer, long atMs) {
    if (room.member(newcomer.user()) != null) {
      return new Unchanged();
    }
    if (room.members().size() >= MEMBERS_MAX) {
      return new Rejected(TOO_MANY_MEMBERS);
    }
    return new Accepted(new RoomEvent.Joined(author, atMs, newcomer, firstRole(newcomer)));
  }

  /// The role of a new member, and of a guest that has become an account.
  private Role firstRole(Person person) {
    boolean becomesOwner =
        person.standing() != Standing.GUEST
            && room.members().stream().noneMatch(member -> member.role() == Role.OWNER);
    return becomesOwner ? Role.OWNER : Role.MEMBER;
  }

  private Decision register(Author account, Person guest, long atMs) {
    Role role = rights.isRuled() ? firstRole(account.person()) : Role.MEMBER;
    Member member = room.member(account.user());
    boolean isNews =
        room.kind() == RoomKind.LOBBY
            || (member != null && member.person().standing() == Standing.GUEST);
    return isNews
        ? new Accepted(new RoomEvent.GuestRegistered(account, atMs, guest, role))
        : new Unchanged();
  }

  private Decision leave(Author author, long atMs) {
    if (!rights.isMember(author)) {
      return new Unchanged();
    }
    return leavesNoOwner(author.person())
        ? new Rejected(LAST_OWNER)
        : new Accepted(new RoomEvent.Left(author, atMs));
  }

  private Decision leaveForGood(Author author, long atMs) {
    if (!rights.isMember(author)) {
      return new Unchanged();
    }
    List<RoomEvent> events = new ArrayList<>(2);
    if (leavesNoOwner(author.person())) {
      events.add(
          new RoomEvent.RoleChanged(author, atMs, heir(author.person()).person(), Role.OWNER));
    }
    events.add(new RoomEvent.Left(author, atMs));
    return new Accepted(events);
  }

  /// The next owner of a room whose only owner leaves accounts behind.
  private Member heir(Person owner) {
    List<Member> others =
        room.members().stream()
            .filter(
                member -> !isSame(member, owner) && member.person().standing() != Standing.GUEST)
            .toList();
    return others.stream()
        .filter(member -> member.role() == Role.MODERATOR)
        .findFirst()
        .orElseGet(others::getFirst);
  }

  private Decision kick(Command.Kick command, long atMs) {
    Person person = command.member();
    if (!rights.outranks(command.author(), person)) {
      return new Rejected(NOT_ALLOWED);
    }
    if (room.member(person.user()) == null) {
      return new Rejected(NO_SUCH_MEMBER);
    }
    return leavesNoOwner(person)
        ? new Rejected(LAST_OWNER)
        : new Accepted(new RoomEvent.Kicked(command.author(), atMs, person, command.reason()));
  }

  private Decision ban(Command.Ban command, long atMs) {
    Person person = command.member();
    if (!rights.outranks(command.author(), person)) {
      return new Rejected(NOT_ALLOWED);
    }
    Measure former = room.ban(person.user());
    if (isSame(former, command.reason(), command.durationMs())) {
      return new Unchanged();
    }
    if (leavesNoOwner(person)) {
      return new Rejected(LAST_OWNER);
    }
    Member member = room.member(person.user());
    return former == null && room.bans().size() >= BANNED_MAX
        ? new Rejected(LIST_FULL)
        : new Accepted(
            new RoomEvent.Banned(
                command.author(),
                atMs,
                person,
                member == null ? null : member.role(),
                command.reason(),
                until(command.durationMs(), atMs)));
  }

  /// Whether a measure without an end has this reason and is to have no end. One with an end is
  /// another one each time: its duration begins anew.
  private static boolean isSame(@Nullable Measure former, String reason, long durationMs) {
    return former != null && durationMs == 0 && former.isLasting(reason);
  }

  /// @return 0 for no end
  private static long until(long durationMs, long atMs) {
    return durationMs == 0 ? 0 : atMs + durationMs;
  }

  private Decision unban(Author author, Person person, long atMs) {
    if (!rights.isModerator(author)) {
      return new Rejected(NOT_ALLOWED);
    }
    return room.isBanned(person.user())
        ? new Accepted(new RoomEvent.Unbanned(author, atMs, person))
        : new Unchanged();
  }

  private Decision mute(Command.Mute command, long atMs) {
    Person person = command.member();
    // An owner could unmute himself, so an owner can't be muted.
    if (!rights.outranks(command.author(), person) || rights.roleOf(person) == Role.OWNER) {
      return new Rejected(NOT_ALLOWED);
    }
    Measure former = room.mute(person.user());
    if (isSame(former, command.reason(), command.durationMs())) {
      return new Unchanged();
    }
    return former == null && room.mutes().size() >= MUTED_MAX
        ? new Rejected(LIST_FULL)
        : new Accepted(
            new RoomEvent.Muted(
                command.author(),
                atMs,
                person,
                command.reason(),
                until(command.durationMs(), atMs)));
  }

  private Decision unmute(Author author, Person person, long atMs) {
    // An owner may unmute himself: he may have been muted before he became owner.
    if (!rights.isOwner(author) && !rights.outranks(author, person)) {
      return new Rejected(NOT_ALLOWED);
    }
    return room.isMuted(person.user())
        ? new Accepted(new RoomEvent.Unmuted(author, atMs, person))
        : new Unchanged();
  }

  /// The ends come in their order, so that each server would record them in the same one.
  Decision endMeasures(long atMs) {
    List<RoomEvent> ends = new ArrayList<>();
    for (Measure ban : room.dueBans(atMs)) {
      ends.add(new RoomEvent.Unbanned(Author.NONE, atMs, ban.member()));
    }
    for (Measure mute : room.dueMutes(atMs)) {
      ends.add(new RoomEvent.Unmuted(Author.NONE, atMs, mute.member()));
    }
    return ends.isEmpty() ? new Unchanged() : new Accepted(ends);
  }

  private Decision setRole(Author author, Person person, Role role, long atMs) {
    if (!rights.isOwner(author)) {
      return new Rejected(NOT_ALLOWED);
    }
    Member member = room.member(person.user());
    if (member == null) {
      return new Rejected(NO_SUCH_MEMBER);
    }
    if (member.role() == role) {
      return new Unchanged();
    }
    if (member.person().standing() == Standing.GUEST) {
      return new Rejected(CONCERNS_GUEST);
    }
    return isOnlyOwner(person)
        ? new Rejected(LAST_OWNER)
        : new Accepted(new RoomEvent.RoleChanged(author, atMs, person, role));
  }

  /// Whether accounts would remain without an owner if `person` left.
  private boolean leavesNoOwner(Person person) {
    return isOnlyOwner(person)
        && room.members().stream()
            .anyMatch(
                other -> !isSame(other, person) && other.person().standing() != Standing.GUEST);
  }

  private boolean isOnlyOwner(Person person) {
    Member member = room.member(person.user());
    return member != null
        && member.role() == Role.OWNER
        && room.members().stream()
            .noneMatch(other -> !isSame(other, person) && other.role() == Role.OWNER);
  }

  private static boolean isSame(Member member, Person person) {
    return member.person().user().equals(person.user());
  }
}
