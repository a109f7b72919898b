package gochat.system;

import gochat.client.v1.ChatEvent;
import gochat.system.Chronicle.Ear;
import gochat.system.checker.Stream;
import gochat.v1.Room;
import java.util.Map;

/// Writes down what the client library tells.
final class LibraryEvents {
  private LibraryEvents() {}

  /// @param positions by room; moved when it is written down
  static void heard(ChatEvent event, long atNanos, Map<String, Long> positions, Ear ear) {
    switch (event) {
      case ChatEvent.Happened(long epoch, var happened, _) -> {
        ear.hears(new Stream.Happened(atNanos, Translation.event(happened, epoch)));
        positions.put(happened.getRoomId(), happened.getSeq());
      }
      case ChatEvent.RoomFollowed(Room room, long seq) -> {
        ear.hears(new Stream.Followed(atNanos, room.getRoomId(), room.getEpoch(), seq));
        if (room.hasMembership()) {
          ear.hears(
              new Stream.MarkerFound(atNanos, room.getRoomId(), room.getMembership().getReadSeq()));
        }
        positions.put(room.getRoomId(), seq);
      }
      case ChatEvent.RoomUnfollowed(String room, _) -> {
        ear.hears(new Stream.Unfollowed(atNanos, room));
        positions.remove(room);
      }
      case ChatEvent.RoomCaughtUp(String room, long seq) ->
          ear.hears(new Stream.CaughtUp(atNanos, room, seq));
      case ChatEvent.Gap(String room, long fromSeq, long toSeq, _) -> {
        ear.hears(new Stream.Gap(atNanos, room, fromSeq, toSeq));
        positions.put(room, toSeq);
      }
      case ChatEvent.Reset(String room, long epoch) ->
          ear.hears(new Stream.Reset(atNanos, room, epoch));
      case ChatEvent.PrivateMessage(var author, String text) -> {
        if (author != null) {
          ear.hears(new Stream.Whispered(atNanos, author.getName(), text));
        }
      }
      case ChatEvent.ReadMarker(String room, long seq) ->
          ear.hears(new Stream.MarkerMoved(atNanos, room, seq));
      case ChatEvent.PresenceChanged(var presence) -> ear.hears(atNanos, presence);
      case ChatEvent.Connected _,
          ChatEvent.Disconnected _,
          ChatEvent.Ended _,
          ChatEvent.CaughtUp _,
          ChatEvent.RoomHidden _,
          ChatEvent.Typing _ -> {}
    }
  }
}
