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
      case Command.Mute(Author author, Person person) -> mute(author, person, atMs);
      case Command.Unmute(Author author, Person person) -> unmute(author, person, atMs);
      case Command.RegisterGuest(Author author, Person guest) -> register(author, guest, atMs);
      case Command.OnMembers _ when !rights.isRuled() -> new Rejected(NOT_ALLOWED);
      case Command.Leave(Author author) -> leave(author, atMs);
      case Command.Invite(Author author, Person person) -> invite(author, person, atMs);
      case Command.Kick(Author author, Person person) -> kick(author, person, atMs);
      case Command.Ban(Author author, Person person) -> ban(author, person, atMs);
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
    return room.isBanned(invited.user()) ? new Rejected(BANNED) : admit(author, invited, atMs);
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

  private Decision kick(Author author, Person person, long atMs) {
    if (!rights.outranks(author, person)) {
      return new Rejected(NOT_ALLOWED);
    }
    if (room.member(person.user()) == null) {
      return new Rejected(NO_SUCH_MEMBER);
    }
    return leavesNoOwner(person)
        ? new Rejected(LAST_OWNER)
        : new Accepted(new RoomEvent.Kicked(author, atMs, person));
  }

  private Decision ban(Author author, Person person, long atMs) {
    if (!rights.outranks(author, person)) {
      return new Rejected(NOT_ALLOWED);
    }
    if (room.isBanned(person.user())) {
      return new Unchanged();
    }
    if (leavesNoOwner(person)) {
      return new Rejected(LAST_OWNER);
    }
    Member member = room.member(person.user());
    return room.bannedCount() >= BANNED_MAX
        ? new Rejected(LIST_FULL)
        : new Accepted(
            new RoomEvent.Banned(author, atMs, person, member == null ? null : member.role()));
  }

  private Decision unban(Author author, Person person, long atMs) {
    if (!rights.isModerator(author)) {
      return new Rejected(NOT_ALLOWED);
    }
    return room.isBanned(person.user())
        ? new Accepted(new RoomEvent.Unbanned(author, atMs, person))
        : new Unchanged();
  }

  private Decision mute(Author author, Person person, long atMs) {
    // An owner could unmute himself, so an owner can't be muted.
    if (!rights.outranks(author, person) || rights.roleOf(person) == Role.OWNER) {
      return new Rejected(NOT_ALLOWED);
    }
    if (room.isMuted(person.user())) {
      return new Unchanged();
    }
    return room.mutedCount() >= MUTED_MAX
        ? new Rejected(LIST_FULL)
        : new Accepted(new RoomEvent.Muted(author, atMs, person));
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
