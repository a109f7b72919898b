package gochat.client.v1;

import gochat.client.ConnectionProblem;
import gochat.v1.Event;
import gochat.v1.GapReason;
import gochat.v1.Measure;
import gochat.v1.Presence;
import gochat.v1.Privacy;
import gochat.v1.Room;
import gochat.v1.UnfollowReason;
import gochat.v1.User;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An event of a [Chat], in the order of occurrence. Texts, names and topics may contain any
/// characters: a program that shows them must escape them.
public sealed interface ChatEvent {
  /// The client is connected, for the first time or after [Disconnected]. The missed events follow.
  record Connected(User self, String sessionId) implements ChatEvent {}

  /// The client is not connected and tries to connect. Reported once until [Connected].
  record Disconnected(ConnectionProblem problem) implements ChatEvent {}

  /// The last event.
  record Ended(Ending ending) implements ChatEvent {}

  /// An event of a room's log. Each event comes once and in order; only a [Gap] or a [Reset] leaves
  /// events out.
  ///
  /// @param isOwn whether this user is the author, on any device
  record Happened(Event event, boolean isOwn) implements ChatEvent {}

  /// The room's events follow, from the one after `seq` on; reported again for each connection.
  record RoomFollowed(Room room, long seq) implements ChatEvent {}

  /// No more events of the room follow.
  ///
  /// @param roomId or the `#name` of a room that was requested and does not exist
  ///
  /// @param measure the kick or the ban, with its reason and its end; without fields if there is
  ///   none, or the server does not tell it
  record RoomUnfollowed(String roomId, UnfollowReason reason, Measure measure)
      implements ChatEvent {
    /// Without a measure.
    public RoomUnfollowed(String roomId, UnfollowReason reason) {
      this(roomId, reason, Measure.getDefaultInstance());
    }
  }

  /// The missed events of the room, up to `seq`, have come; the following ones are live.
  record RoomCaughtUp(String roomId, long epoch, long seq) implements ChatEvent {}

  /// The missed events of all rooms with which this connection started have come.
  record CaughtUp() implements ChatEvent {}

  /// The events from `fromSeq` to `toSeq` were missed and do not come. The room's history has them,
  /// unless the reason is that they are no longer kept, or that their stored data is damaged.
  record Gap(String roomId, long epoch, long fromSeq, long toSeq, GapReason reason)
      implements ChatEvent {}

  /// An older log has replaced the one that this client knows: all state of the room is void. Its
  /// events follow from the first one on.
  record Reset(String roomId, long epoch) implements ChatEvent {}

  /// A message to this user alone that is in no log. It may be lost with a connection.
  ///
  /// @param id shared by no two messages; empty for a notice of the server
  /// @param author null for a notice of the server
  record PrivateMessage(String id, @Nullable User author, String text) implements ChatEvent {}

  /// The position up to which this user has read a room on another device.
  record ReadMarker(String roomId, long epoch, long seq) implements ChatEvent {}

  /// This user has hidden a room on another device, or shows it again. The next event of a hidden
  /// direct conversation shows it again too, without this report.
  record RoomHidden(String roomId, boolean isHidden) implements ChatEvent {}

  /// The users who may reach this user, and those whom it has blocked: all of it, after the
  /// connection and after each change on any device. A user that has changed nothing gets no such
  /// report.
  ///
  /// @param blockedIds of users, whose messages in rooms a client folds
  record PrivacyKnown(Privacy privacy, Set<String> blockedIds) implements ChatEvent {
    public PrivacyKnown {
      blockedIds = Set.copyOf(blockedIds);
    }
  }

  /// This user is of another kind from now on: an administrator of the server, or no longer one, or
  /// an account that was a guest and may have another name.
  record SelfChanged(User self) implements ChatEvent {}

  /// The presence of a watched user has changed.
  record PresenceChanged(Presence presence) implements ChatEvent {}

  /// A user is writing in a room.
  record Typing(String roomId, User user) implements ChatEvent {}
}
