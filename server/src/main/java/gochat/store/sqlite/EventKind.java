package gochat.store.sqlite;

import gochat.room.RoomEvent;

/// What the column `kind` of `event` says. Who adds one takes the next number.
final class EventKind {
  static final int POSTED = 1;
  static final int EDITED = 2;
  static final int DELETED = 3;
  static final int REACTION_ADDED = 4;
  static final int REACTION_REMOVED = 5;
  static final int CREATED = 6;
  static final int DIRECT_OPENED = 7;
  static final int RENAMED = 8;
  static final int TOPIC_CHANGED = 9;
  static final int JOINED = 10;
  static final int LEFT = 11;
  static final int KICKED = 12;
  static final int BANNED = 13;
  static final int UNBANNED = 14;
  static final int MUTED = 15;
  static final int UNMUTED = 16;
  static final int ROLE_CHANGED = 17;

  /// As the index `event_reaction` has it.
  static final String IS_REACTION = "kind BETWEEN " + REACTION_ADDED + " AND " + REACTION_REMOVED;

  /// Whether the event holds the text of a topic, as the index `event_topic` has it.
  static final String HAS_TOPIC =
      "kind IN (" + CREATED + ", " + TOPIC_CHANGED + ") AND text IS NOT NULL";

  private static final String IS_SHOWN = "kind NOT BETWEEN " + EDITED + " AND " + REACTION_REMOVED;

  /// What a page of history shows as entries of their own, from one key on and before another.
  static final String SHOWN_WITHIN =
      "FROM event INDEXED BY event_shown WHERE key >= ? AND key < ? AND " + IS_SHOWN;

  private EventKind() {}

  static int of(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Posted _ -> POSTED;
      case RoomEvent.Edited _ -> EDITED;
      case RoomEvent.Deleted _ -> DELETED;
      case RoomEvent.ReactionAdded _ -> REACTION_ADDED;
      case RoomEvent.ReactionRemoved _ -> REACTION_REMOVED;
      case RoomEvent.Created _ -> CREATED;
      case RoomEvent.DirectOpened _ -> DIRECT_OPENED;
      case RoomEvent.Renamed _ -> RENAMED;
      case RoomEvent.TopicChanged _ -> TOPIC_CHANGED;
      case RoomEvent.Joined _ -> JOINED;
      case RoomEvent.Left _ -> LEFT;
      case RoomEvent.Kicked _ -> KICKED;
      case RoomEvent.Banned _ -> BANNED;
      case RoomEvent.Unbanned _ -> UNBANNED;
      case RoomEvent.Muted _ -> MUTED;
      case RoomEvent.Unmuted _ -> UNMUTED;
      case RoomEvent.RoleChanged _ -> ROLE_CHANGED;
      case RoomEvent.Redacted _ ->
          throw new IllegalArgumentException("event: Redacted (expected: one that happened)");
    };
  }

  /// Whether an event of this kind holds a text until that is erased.
  static boolean carriesText(int kind) {
    return switch (kind) {
      case POSTED, EDITED, REACTION_ADDED, REACTION_REMOVED, TOPIC_CHANGED -> true;
      default -> false;
    };
  }

  /// Whether the event is a message or concerns one, and not a room or its members.
  static boolean isOfMessage(RoomEvent event) {
    return of(event) <= REACTION_REMOVED;
  }
}
