package gochat.client.v1;

import gochat.v1.Room;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rooms that the user is in, updated by the events of a [Chat]. Confined to one thread.
public final class RoomStates {
  private final Map<String, RoomState> rooms = new LinkedHashMap<>();
  private String selfId = "";

  /// In the order in which the stream reported them.
  public Collection<RoomState> all() {
    return Collections.unmodifiableCollection(rooms.values());
  }

  public @Nullable RoomState room(String id) {
    return rooms.get(id);
  }

  /// Takes the next event of the chat.
  public void apply(ChatEvent event) {
    switch (event) {
      case ChatEvent.Connected(var self, var sessionId) -> selfId = self.getId();
      case ChatEvent.RoomFollowed(var room, var seq) -> followed(room, seq);
      case ChatEvent.RoomUnfollowed(var roomId, var reason, var measure) -> {
        RoomState left = rooms.remove(roomId);
        if (left != null) {
          left.unfollowed(reason, measure);
        }
      }
      case ChatEvent.Happened happened ->
          withRoom(happened.event().getRoomId(), room -> room.happened(happened.event(), selfId));
      case ChatEvent.Gap gap -> withRoom(gap.roomId(), room -> room.gapUpTo(gap.toSeq()));
      case ChatEvent.Reset(var roomId, var epoch) -> withRoom(roomId, room -> room.reset(epoch));
      case ChatEvent.ReadMarker marker ->
          withRoom(marker.roomId(), room -> room.readUpTo(marker.seq()));
      case ChatEvent.RoomHidden(var roomId, var hidden) ->
          withRoom(roomId, room -> room.hide(hidden));
      case ChatEvent.Disconnected disconnected -> {}
      case ChatEvent.Ended ended -> {}
      case ChatEvent.RoomCaughtUp caughtUp -> {}
      case ChatEvent.CaughtUp caughtUp -> {}
      case ChatEvent.PrivateMessage message -> {}
      case ChatEvent.PrivacyKnown known -> {}
      case ChatEvent.SelfChanged changed -> {}
      case ChatEvent.PresenceChanged presence -> {}
      case ChatEvent.Typing typing -> {}
    }
  }

  /// Takes a room from a reply; ignored if the user is not in it.
  public void update(Room room) {
    withRoom(room.getRoomId(), known -> known.update(room));
  }

  private void followed(Room room, long seq) {
    rooms.computeIfAbsent(room.getRoomId(), id -> new RoomState(room)).followed(room, seq);
  }

  private void withRoom(String id, Consumer<RoomState> change) {
    RoomState room = rooms.get(id);
    if (room != null) {
      change.accept(room);
    }
  }
}
