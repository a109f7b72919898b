package gochat.room;

/// What somebody may do in a room, by role and standing.
final class Rights {
  private final Room room;

  Rights(Room room) {
    this.room = room;
  }

  /// Whether it has members who come and go, and owners who rule them.
  boolean isRuled() {
    return room.kind() == RoomKind.PUBLIC || room.kind() == RoomKind.PRIVATE;
  }

  boolean isMember(Author author) {
    return room.member(author.user()) != null;
  }

  /// Whether an administrator of the server is one in this room: not in what is private.
  boolean isAdministrator(Person person) {
    return person.standing() == Standing.ADMINISTRATOR
        && (room.kind() == RoomKind.LOBBY || room.kind() == RoomKind.PUBLIC);
  }

  /// What `person` may do; somebody who is no member may do the least.
  Role roleOf(Person person) {
    if (isAdministrator(person)) {
      return Role.OWNER;
    }
    Member member = room.member(person.user());
    return member == null ? Role.MEMBER : member.role();
  }

  boolean isModerator(Author author) {
    return roleOf(author.person()) != Role.MEMBER;
  }

  boolean isOwner(Author author) {
    return roleOf(author.person()) == Role.OWNER;
  }

  /// Whether the author may act against `person`, whom nobody outranks that is not above it: so
  /// nobody outranks himself, and a mere member nobody at all.
  boolean outranks(Author author, Person person) {
    if (isAdministrator(person)) {
      return false;
    }
    return isAdministrator(author.person())
        || roleOf(author.person()).compareTo(roleOf(person)) > 0;
  }
}
