package gochat.room;

/// What somebody is on this server, whatever the room.
public enum Standing {
  /// Has a name only, and only while it is here.
  GUEST,
  ACCOUNT,
  /// An account that looks after the server: like an owner in `lobby` and in public rooms.
  ADMINISTRATOR
}
