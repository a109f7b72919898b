package gochat.session;

import gochat.peer.PrivateMessage;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A signal to a stream, in addition to the events of its rooms. A contract ignores signals that it
/// can't express.
public sealed interface Signal
    permits Signal.Arrived,
        Signal.Departed,
        Signal.Addressed,
        Signal.MarkerMoved,
        Signal.Hidden,
        Signal.PrivacyChanged,
        Signal.Interrupted,
        Item.Typing,
        Item.PresenceChanged {
  /// The user became a member of `room` with the event `seq`.
  record Arrived(RoomId room, long seq) implements Signal {}

  /// The user stopped being a member of `room`.
  record Departed(RoomId room, LogEntry departure) implements Signal {}

  /// The user got a message in a direct conversation.
  record Addressed(PrivateMessage message) implements Signal {}

  /// The user has read `room` up to `seq` of the log with this `epoch`.
  ///
  /// @param by the stream that moved the marker, which needs no signal because it gets a reply;
  ///   null for none
  record MarkerMoved(RoomId room, long epoch, long seq, @Nullable UUID by) implements Signal {}

  /// The user has hidden or shown `room`.
  ///
  /// @param by see [MarkerMoved]
  record Hidden(RoomId room, boolean isHidden, @Nullable UUID by) implements Signal {}

  /// The user has changed who may reach it, or whom it blocks.
  record PrivacyChanged() implements Signal {}

  /// Signals from other servers may have been lost.
  record Interrupted() implements Signal {}
}
