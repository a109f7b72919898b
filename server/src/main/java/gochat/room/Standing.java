package gochat.room;

/// What somebody is on this server, whatever the room.
public enum Standing {
  /// Has a name only, and only while it is here. Can't own what lasts: rooms, roles, direct
  /// conversations.
  GUEST,
  ACCOUNT,
  /// An account that looks after the server: more than an owner in `lobby` and in public rooms,
  /// also where it is no member; like everybody else in rooms that are private.
  ADMINISTRATOR
}
