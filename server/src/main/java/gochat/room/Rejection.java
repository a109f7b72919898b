package gochat.room;

/// Why a command was refused; nothing of it was recorded.
public enum Rejection {
  /// The text is empty or white space only.
  TEXT_BLANK,
  /// The text is longer than the room allows.
  TEXT_TOO_LONG,
  /// The same user recorded another text under this message id.
  MESSAGE_ID_CONFLICT
}
