package gochat.peer;

import gochat.room.RoomId;
import java.util.UUID;

/// An action of a user on one device, for its devices at other servers. It may get lost.
public sealed interface DeviceNews {
  /// The user has read `room` up to `seq` of the log with this `epoch`.
  record MarkerMoved(RoomId room, long epoch, long seq) implements DeviceNews {}

  /// The user has hidden or shown `room`.
  record Hidden(RoomId room, boolean isHidden) implements DeviceNews {}

  /// The user has changed who may reach it, or whom it blocks.
  record PrivacyChanged() implements DeviceNews {}

  /// The user has gone away from the device with this token, or has come back to it.
  record Away(UUID token, boolean isAway) implements DeviceNews {}
}
