package gochat.room;

/// What a member is in a room. Each may do all that those before it may.
public enum Role {
  MEMBER,
  /// May also change the topic, delete messages, and kick, ban and mute members of lower role.
  MODERATOR,
  /// May also rename the room and give roles.
  OWNER
}
