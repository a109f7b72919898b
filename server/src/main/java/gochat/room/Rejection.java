package gochat.room;

/// Why a command was refused; nothing of it was recorded.
public enum Rejection {
  /// The text is empty or white space only.
  TEXT_BLANK,
  /// The text is longer than the room allows.
  TEXT_TOO_LONG,
  /// The same user recorded another text under this message id.
  MESSAGE_ID_CONFLICT,
  /// There is no such room, or the author may not know of it.
  NO_SUCH_ROOM,
  /// The author has to join first.
  NOT_A_MEMBER,
  /// The author, or who is invited, is banned from the room.
  BANNED,
  /// The author is muted in the room.
  MUTED,
  /// The author's role, or the room's kind, does not allow it.
  NOT_ALLOWED,
  /// The author is a guest, and it takes an account.
  ACCOUNT_NEEDED,
  /// Whom it concerns is a guest, and it takes an account.
  CONCERNS_GUEST,
  /// There is no such message, or it was deleted.
  NO_SUCH_MESSAGE,
  /// Whom it concerns is no member of the room.
  NO_SUCH_MEMBER,
  /// The room would have members with an account, and no owner.
  LAST_OWNER,
  /// Another public room has this name.
  NAME_TAKEN,
  TOPIC_TOO_LONG,
  REACTION_INVALID,
  TOO_MANY_MENTIONS,
  TOO_MANY_MEMBERS,
  /// As many users as can be are banned from the room, or muted in it.
  LIST_FULL,
  /// The server has no space to record it.
  DISK_FULL
}
