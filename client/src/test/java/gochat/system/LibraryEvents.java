package gochat.system;

import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Stream;
import gochat.client.v1.ChatEvent;
import gochat.v1.Room;
import gochat.wire.HistoryEvents;
import java.util.Map;

/// Writes down what the client library tells.
final class LibraryEvents {
  private LibraryEvents() {}

  /// @param positions by room; moved when it is written down
  static void heard(
      ChatEvent event,
      HistoryRecorder recorder,
      Map<String, Long> positions,
      StreamRecorder frames) {
    long at = recorder.now();
    switch (event) {
      case ChatEvent.Happened(long epoch, var happened, _) -> {
        frames.told(new Stream.Happened(at, HistoryEvents.of(happened, epoch)));
        positions.put(happened.getRoomId(), happened.getSeq());
      }
      case ChatEvent.RoomFollowed(Room room, long seq) -> {
        frames.told(WireFrames.followed(room, seq, at));
        if (room.hasMembership()) {
          frames.told(
              new Stream.MarkerFound(at, room.getRoomId(), room.getMembership().getReadSeq()));
        }
        positions.put(room.getRoomId(), seq);
      }
      case ChatEvent.RoomUnfollowed(String room, _) -> {
        frames.told(new Stream.Unfollowed(at, room));
        positions.remove(room);
      }
      case ChatEvent.RoomCaughtUp(String room, long seq) ->
          frames.told(new Stream.CaughtUp(at, room, seq));
      case ChatEvent.Gap(String room, long fromSeq, long toSeq, _) -> {
        frames.told(new Stream.Gap(at, room, fromSeq, toSeq));
        positions.put(room, toSeq);
      }
      case ChatEvent.Reset(String room, long epoch) ->
          frames.told(new Stream.Reset(at, room, epoch));
      case ChatEvent.PrivateMessage(var author, String text) -> {
        if (author != null) {
          frames.told(new Stream.Whispered(at, author.getName(), text));
        }
      }
      case ChatEvent.ReadMarker(String room, long seq) ->
          frames.told(new Stream.MarkerMoved(at, room, seq));
      case ChatEvent.PresenceChanged(var presence) ->
          frames.told(WireFrames.presence(presence, recorder, at));
      case ChatEvent.Connected _,
          ChatEvent.Disconnected _,
          ChatEvent.Ended _,
          ChatEvent.CaughtUp _,
          ChatEvent.RoomHidden _,
          ChatEvent.Typing _ -> {}
    }
  }
}
