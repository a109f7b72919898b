package gochat.room;

public enum RoomKind {
  /// The built-in room of all users. It always exists and has no list of members.
  LOBBY,
  /// A room that every account can find, read and join, and every guest to whom it is open: see
  /// [GuestRooms].
  PUBLIC,
  /// A room for its invited members; other users can't learn that it exists.
  PRIVATE,
  /// A conversation of two accounts, or of one with itself. Its members never change.
  DIRECT,
  /// The built-in room of the audit log: the server writes it, the administrators of the server
  /// read it. It always exists and has no list of members.
  AUDIT;

  /// Whether administrators of the server administer such a room, with the rights of an owner.
  public boolean isAdministered() {
    return this == LOBBY || this == PUBLIC;
  }
}
