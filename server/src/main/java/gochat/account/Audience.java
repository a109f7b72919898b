package gochat.account;

/// The users who may do something to a user, unless it has blocked them.
public enum Audience {
  EVERYBODY,
  /// Members of a room of which the user is a member too; `lobby` and direct conversations don't
  /// count.
  SHARED_ROOM,
  NOBODY
}
