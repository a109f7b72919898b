package gochat.room;

/// The rights of a user in one room, by role and standing.
final class Rights {
  private final Room room;

  Rights(Room room) {
    this.room = room;
  }

  /// Whether the room has members who join and leave, and roles.
  boolean isRuled() {
    return room.kind() == RoomKind.PUBLIC || room.kind() == RoomKind.PRIVATE;
  }

  boolean isMember(Author author) {
    return room.member(author.user()) != null;
  }

  /// Whether `person` administers this room as an administrator of the server. See
  /// [RoomKind#isAdministered].
  boolean isAdministrator(Person person) {
    RoomKind kind = room.kind();
    return person.standing() == Standing.ADMINISTRATOR && kind != null && kind.isAdministered();
  }

  /// The role by which `person` acts; a user who is not a member has the lowest.
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

  /// Whether the author may pin messages: both members of a direct conversation, elsewhere its
  /// moderators.
  boolean mayPin(Author author) {
    return room.kind() == RoomKind.DIRECT ? isMember(author) : isModerator(author);
  }

  boolean isOwner(Author author) {
    return roleOf(author.person()) == Role.OWNER;
  }

  /// Whether the author may act against `person`: by a higher role, or as an administrator against
  /// a user who is none. So nobody outranks himself, and a plain member outranks nobody.
  boolean outranks(Author author, Person person) {
    if (isAdministrator(person)) {
      return false;
    }
    return isAdministrator(author.person())
        || roleOf(author.person()).compareTo(roleOf(person)) > 0;
  }
}
