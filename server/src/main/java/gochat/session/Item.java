package gochat.session;

import gochat.account.User;
import gochat.journal.ReadMarkers.Unread;
import gochat.journal.RoomDirectory.Listing;
import gochat.presence.PresenceTracker;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RoomId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that one client is told.
public sealed interface Item {
  /// An event of a room that it follows.
  record Event(RoomId room, LogEntry entry) implements Item {}

  /// A message to this client alone, which is in no log.
  ///
  /// @param from null when the server speaks
  /// @param to the receiver's name
  record Private(@Nullable Person from, String to, String text) implements Item {
    /// Roughly, in memory.
    int bytes() {
      return 128 + text.length();
    }
  }

  /// The events of a room come from now on, from the one behind `after` on.
  record Followed(Listing listing, Unread unread, long epoch, long after) implements Item {}

  /// No more events of a room come.
  record Unfollowed(RoomId room, Reason reason) implements Item {
    public enum Reason {
      LEFT,
      KICKED,
      BANNED,
      /// It does not exist, or the user may not read it.
      NOT_FOUND
    }
  }

  /// All that was missed of a room, up to `seq`, has come.
  record RoomCaughtUp(RoomId room, long seq) implements Item {}

  /// The same for all rooms with which the stream started.
  record CaughtUp() implements Item {}

  /// The events from `from` to `to` of a room don't come, because the client wants no more than the
  /// last few of what it missed.
  record Gap(RoomId room, long from, long to) implements Item {}

  /// The log that the client knows was replaced by an older one; events come from the first one on.
  record Reset(RoomId room, long epoch) implements Item {}

  /// The user has read up to `seq`, on another device.
  record MarkerMoved(RoomId room, long seq) implements Item {}

  /// The user does not want to see a room among the others, or wants to again, on another device.
  record Hidden(RoomId room, boolean isHidden) implements Item {}

  /// Somebody whom the client watches came, went or turned away.
  record PresenceChanged(UUID user, PresenceTracker.Presence presence) implements Item, Signal {}

  /// Somebody is writing in a room.
  record Typing(RoomId room, User user) implements Item, Signal {}
}
