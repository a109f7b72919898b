package gochat.room;

import org.jspecify.annotations.Nullable;

/// The reason why a command was refused. Nothing of it was recorded.
public enum Rejection {
  /// The text is empty or white space only.
  TEXT_BLANK,
  /// The text is longer than the room allows.
  TEXT_TOO_LONG,
  /// The same user recorded another text under this message id.
  ID_CONFLICT,
  /// The room doesn't exist, or the author may not know that it exists.
  NO_SUCH_ROOM,
  /// The author has to join the room first.
  NOT_A_MEMBER,
  /// The author, or the invited user, is banned from the room.
  BANNED,
  /// The author is muted in the room.
  MUTED,
  /// The author's last message is younger than the interval of the room's slow mode.
  SLOW_MODE,
  /// The author's role, or the room's kind, does not allow it.
  NOT_ALLOWED,
  /// Only the server writes in the room.
  SERVER_ONLY,
  /// Only the author of the message may do it.
  NOT_THE_AUTHOR,
  /// The command needs an account, and the author is a guest.
  ACCOUNT_NEEDED,
  /// Only administrators of the server may do it.
  ADMINISTRATOR_NEEDED,
  /// The command concerns a guest, and only accounts can be concerned.
  CONCERNS_GUEST,
  /// There is no such message, or it was deleted.
  NO_SUCH_MESSAGE,
  /// The message is at or below the room's floor.
  NO_LONGER_KEPT,
  /// The user whom the command concerns is not a member of the room.
  NO_SUCH_MEMBER,
  /// The command would leave members with accounts but no owner.
  LAST_OWNER,
  /// Another public room has this name.
  NAME_TAKEN,
  TOPIC_TOO_LONG,
  REACTION_INVALID,
  TOO_MANY_MENTIONS,
  TOO_MANY_MEMBERS,
  /// The room has as many pinned messages as it can have.
  TOO_MANY_PINS,
  /// The room's list of banned or muted users has no space.
  LIST_FULL,
  /// The server's disk is full.
  DISK_FULL,
  /// Stored data that the command needs is damaged.
  DATA_DAMAGED;

  /// Returns the reason why no message can have the text `text`, null when there is none.
  ///
  /// @param bytesMax the longest text of a message, in bytes of UTF-8
  public static @Nullable Rejection ofText(String text, int bytesMax) {
    if (text.isBlank()) {
      return TEXT_BLANK;
    }
    return Utf8.length(text) > bytesMax ? TEXT_TOO_LONG : null;
  }
}
