package gochat.session;

import gochat.account.Privacy;
import gochat.account.User;
import gochat.journal.ReadMarkers.Unread;
import gochat.journal.RoomDirectory.Listing;
import gochat.presence.PresenceTracker;
import gochat.room.LogEntry;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RoomId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item that one client gets.
public sealed interface Item {
  /// An event of a followed room.
  record Event(RoomId room, long epoch, LogEntry entry) implements Item {}

  /// A message to this client only, which no log records.
  ///
  /// @param id shared by no two messages; empty when the server is the author
  /// @param from null when the server is the author
  /// @param to the receiver's name
  record Private(String id, @Nullable Person from, String to, String text) implements Item {
    /// The approximate bytes in memory.
    int bytes() {
      return 128 + text.length();
    }
  }

  /// The stream follows a room from now on; its events after `after` come next.
  record Followed(Listing listing, Unread unread, long epoch, long after) implements Item {}

  /// The stream no longer follows a room.
  ///
  /// @param measure the kick or the ban, null for another reason
  record Unfollowed(RoomId room, Reason reason, @Nullable Measure measure) implements Item {
    /// Without a measure.
    public Unfollowed(RoomId room, Reason reason) {
      this(room, reason, null);
    }

    public enum Reason {
      LEFT,
      KICKED,
      BANNED,
      /// The room doesn't exist, or the user may not read it.
      NOT_FOUND
    }
  }

  /// All missed events of a room, up to `seq`, have come.
  record RoomCaughtUp(RoomId room, long epoch, long seq) implements Item {}

  /// All rooms with which the stream started have caught up.
  record CaughtUp() implements Item {}

  /// The events from `from` to `to` of a room are skipped.
  record Gap(RoomId room, long epoch, long from, long to, Cause cause) implements Item {
    public enum Cause {
      /// The client wants only the last missed events.
      CATCH_UP_MAX,
      /// They are no longer kept; `from` is 1.
      RETENTION,
      /// Their stored data is damaged.
      DAMAGED
    }

    static Gap removed(RoomId room, long epoch, long floor) {
      return new Gap(room, epoch, 1, floor, Cause.RETENTION);
    }
  }

  /// An older log replaced the one that the client knows; its events come from the first one on.
  record Reset(RoomId room, long epoch) implements Item {}

  /// The user has read up to `seq` on another device.
  record MarkerMoved(RoomId room, long epoch, long seq) implements Item {}

  /// The user has hidden or shown a room on another device.
  record Hidden(RoomId room, boolean isHidden) implements Item {}

  /// The users who may reach the user, and those whom it has blocked.
  record PrivacyTold(Privacy privacy) implements Item {}

  /// The client acts for `user` from now on, who has another kind or, after a guest, another name.
  record SelfChanged(User user) implements Item {}

  /// The presence of a watched user has changed.
  record PresenceChanged(UUID user, PresenceTracker.Presence presence) implements Item, Signal {}

  /// A user is typing in a room.
  record Typing(RoomId room, User user) implements Item, Signal {}
}
