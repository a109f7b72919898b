package gochat.store.postgres;

import gochat.room.RoomEvent;

/// The numbers of the kinds of events in the column `kind`. A new kind takes the next number.
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
  static final int PINNED = 18;
  static final int UNPINNED = 19;
  static final int RETENTION_CHANGED = 20;
  static final int GUEST_REGISTERED = 21;
  static final int AUDITED = 22;
  static final int SLOW_MODE_CHANGED = 23;

  private EventKind() {}

  /// @throws IllegalArgumentException for [RoomEvent.Redacted], which is never written
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
      case RoomEvent.Pinned _ -> PINNED;
      case RoomEvent.Unpinned _ -> UNPINNED;
      case RoomEvent.RetentionChanged _ -> RETENTION_CHANGED;
      case RoomEvent.SlowModeChanged _ -> SLOW_MODE_CHANGED;
      case RoomEvent.GuestRegistered _ -> GUEST_REGISTERED;
      case RoomEvent.Audited _ -> AUDITED;
      case RoomEvent.Redacted _ ->
          throw new IllegalArgumentException("event: Redacted (expected: an event to record)");
    };
  }
}
