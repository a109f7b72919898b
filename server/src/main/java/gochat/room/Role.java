package gochat.room;

/// The role of a member. Each role may do everything that the roles before it may. No user may act
/// against himself or against a user with the same role.
public enum Role {
  /// May write, react and invite.
  MEMBER,
  /// May also change the topic, delete messages, and kick, ban and mute members with a lower role.
  MODERATOR,
  /// May also rename the room and change roles; can't be muted.
  OWNER
}
