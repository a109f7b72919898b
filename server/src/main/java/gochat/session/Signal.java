package gochat.session;

import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the rest of the server tells a stream, beside the events of the rooms that it follows. A
/// contract that has no words for a signal ignores it.
public sealed interface Signal
    permits Signal.Arrived,
        Signal.Departed,
        Signal.Addressed,
        Signal.MarkerMoved,
        Signal.Hidden,
        Item.Typing,
        Item.PresenceChanged {
  /// The user became a member of `room` by the event `seq`.
  record Arrived(RoomId room, long seq) implements Signal {}

  /// The user ceased to be a member of `room`.
  record Departed(RoomId room, LogEntry departure) implements Signal {}

  /// Somebody wrote to the user in their direct conversation.
  ///
  /// @param after the seq in `lobby` behind which that was, as far as has been observed
  record Addressed(RoomEvent.Posted message, long after) implements Signal {}

  /// The user has read `room` up to `seq`.
  ///
  /// @param by the stream that asked for it, which is answered and need not be told; null when none
  ///   did
  record MarkerMoved(RoomId room, long seq, @Nullable UUID by) implements Signal {}

  /// The user hid `room` or shows it again.
  ///
  /// @param by as for [MarkerMoved]
  record Hidden(RoomId room, boolean isHidden, @Nullable UUID by) implements Signal {}
}
