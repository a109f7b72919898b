package gochat.room;

public enum RoomKind {
  /// The one that everybody is in; it is there from the start and has no members of its own.
  LOBBY,
  /// Everybody who is signed in may find, read and join it.
  PUBLIC,
  /// For its members, who are invited; nobody else learns of it.
  PRIVATE,
  /// A conversation of two accounts, or of one with itself; they are its members for ever.
  DIRECT
}
