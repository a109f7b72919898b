package gochat.room;

/// What a member is in a room. Each may do all that those before it may. Nobody may act against
/// whoever has the same role, and against himself.
public enum Role {
  /// May write, react, and invite others.
  MEMBER,
  /// May also change the topic, delete messages, and kick, ban and mute members of lower role.
  MODERATOR,
  /// May also rename the room, and give and take roles; can't be muted.
  OWNER
}
