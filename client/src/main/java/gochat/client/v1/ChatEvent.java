package gochat.client.v1;

import gochat.client.Trouble;
import gochat.v1.Event;
import gochat.v1.GapReason;
import gochat.v1.Presence;
import gochat.v1.Room;
import gochat.v1.UnfollowReason;
import gochat.v1.User;
import org.jspecify.annotations.Nullable;

/// What a [Chat] tells its listener, in the order in which it happened. Texts, names and topics may
/// hold anything: whoever shows them makes them harmless.
public sealed interface ChatEvent {
  /// There is a connection, the first one or a new one after [Disconnected]. What was missed comes
  /// next.
  record Connected(User self, String sessionId) implements ChatEvent {}

  /// There is no connection, and the client is trying to get one; told once until it has.
  record Disconnected(Trouble trouble) implements ChatEvent {}

  /// Nothing follows.
  record Ended(Ending ending) implements ChatEvent {}

  /// An event of a room's log. Each comes once and in order, without holes but for those that a
  /// [Gap] or a [Reset] tells.
  ///
  /// @param epoch the log's incarnation
  /// @param isOwn whether this user is its author, on whatever device
  record Happened(long epoch, Event event, boolean isOwn) implements ChatEvent {}

  /// The events of a room come from now on, from the one after `seq` on; told anew with each
  /// connection.
  record RoomFollowed(Room room, long seq) implements ChatEvent {}

  /// No more events of a room come.
  record RoomUnfollowed(String roomId, UnfollowReason reason) implements ChatEvent {}

  /// What was missed of a room, up to `seq`, has come; what comes now happens now.
  record RoomCaughtUp(String roomId, long seq) implements ChatEvent {}

  /// The same for all rooms with which this connection started.
  record CaughtUp() implements ChatEvent {}

  /// The events from `fromSeq` to `toSeq` were missed and don't come; the room's history has them.
  record Gap(String roomId, long fromSeq, long toSeq, GapReason reason) implements ChatEvent {}

  /// An older log took the place of the one that this client knew: what is known of the room is to
  /// be forgotten. Its events come from the first one on.
  record Reset(String roomId, long epoch) implements ChatEvent {}

  /// A message to this user alone that is in no log. It may be lost with a connection.
  ///
  /// @param author null when the server speaks
  record PrivateMessage(@Nullable User author, String text) implements ChatEvent {}

  /// Up to where this user has read a room, on another device.
  record ReadMarker(String roomId, long seq) implements ChatEvent {}

  /// This user hid a room on another device, or shows it again. A hidden direct conversation comes
  /// back with its next event, too, which alone tells of it.
  record RoomHidden(String roomId, boolean isHidden) implements ChatEvent {}

  /// Somebody who is watched came, went or turned away.
  record PresenceChanged(Presence presence) implements ChatEvent {}

  /// Somebody is writing in a room.
  record Typing(String roomId, User user) implements ChatEvent {}
}
