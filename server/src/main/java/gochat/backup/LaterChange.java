package gochat.backup;

import gochat.room.RetentionRule;
import java.time.Instant;

/// A fact about the time after a copy, from a newer log.
public sealed interface LaterChange {
  /// The room: `lobby`, `#name`, or `@` and the name of each member of a direct conversation.
  String room();

  /// A change of a user's rights in a room.
  enum Action {
    BAN,
    UNBAN,
    KICK,
    MUTE,
    UNMUTE,
    MAKE_MEMBER,
    MAKE_MODERATOR,
    MAKE_OWNER
  }

  /// @param by the name of the user who did it, or `the server`
  /// @param member the name of the user whom it concerns
  record MemberChanged(String room, Instant at, String by, Action action, String member)
      implements LaterChange {}

  /// A message was deleted that the copy has.
  ///
  /// @param by the name of the user who deleted it
  /// @param author the name of the message's author
  /// @param sentAt when the message was sent
  record MessageDeleted(String room, Instant at, String by, String author, Instant sentAt)
      implements LaterChange {}

  /// A new topic erased the earlier one, which the copy may have.
  ///
  /// @param by the name of the user who changed it
  record TopicReplaced(String room, Instant at, String by) implements LaterChange {}

  /// The owners have another limit to how much of the room is kept.
  ///
  /// @param by the name of the user who set it
  record RetentionChanged(String room, Instant at, String by, RetentionRule rule)
      implements LaterChange {}

  /// Events are damaged or missing.
  ///
  /// @param from the seq of the first one
  /// @param to the seq of the last one
  record Unreadable(String room, long from, long to) implements LaterChange {}

  /// No event can be read from the seq `from` on.
  ///
  /// @param detail the reason, in English
  record RestUnreadable(String room, long from, String detail) implements LaterChange {}

  /// The last event of the copy is not in the log: it is an older log or of other data.
  record OtherLog(String room) implements LaterChange {}
}
