package gochat.room;

/// The standing of a user on this server, in all rooms.
public enum Standing {
  /// Has a name only, and ends. Can't own what lasts: rooms, roles, direct conversations.
  GUEST,
  ACCOUNT,
  /// An account that administers the server. It has all rights in `lobby` and public rooms, also
  /// without being a member; in private rooms it is an ordinary user.
  ADMINISTRATOR
}
