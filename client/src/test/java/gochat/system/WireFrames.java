package gochat.system;

import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Stream;
import gochat.checker.Stream.Cursor;
import gochat.v1.Presence;
import gochat.v1.Room;
import gochat.v1.RoomFollowed;
import gochat.v1.ServerFrame;
import gochat.wire.HistoryEvents;
import java.util.Map;

/// Writes down the frames of a stream, and moves the cursors as docs/api.md says.
final class WireFrames {
  private WireFrames() {}

  static void heard(
      ServerFrame frame,
      HistoryRecorder recorder,
      Map<String, Cursor> cursors,
      StreamRecorder frames) {
    long at = recorder.now();
    switch (frame.getFrameCase()) {
      case ROOM_FOLLOWED -> followed(frame.getRoomFollowed(), at, cursors, frames);
      case EVENT -> {
        String room = frame.getEvent().getRoomId();
        long epoch = cursors.getOrDefault(room, new Cursor(0, 0)).epoch();
        frames.told(new Stream.Happened(at, HistoryEvents.of(frame.getEvent(), epoch)));
        cursors.put(room, new Cursor(epoch, frame.getEvent().getSeq()));
      }
      case GAP -> {
        String room = frame.getGap().getRoomId();
        cursors.computeIfPresent(
            room, (_, cursor) -> new Cursor(cursor.epoch(), frame.getGap().getToSeq()));
        frames.told(
            new Stream.Gap(at, room, frame.getGap().getFromSeq(), frame.getGap().getToSeq()));
      }
      case RESET ->
          frames.told(
              new Stream.Reset(at, frame.getReset().getRoomId(), frame.getReset().getEpoch()));
      case ROOM_UNFOLLOWED -> {
        cursors.remove(frame.getRoomUnfollowed().getRoomId());
        frames.told(new Stream.Unfollowed(at, frame.getRoomUnfollowed().getRoomId()));
      }
      case ROOM_CAUGHT_UP ->
          frames.told(
              new Stream.CaughtUp(
                  at, frame.getRoomCaughtUp().getRoomId(), frame.getRoomCaughtUp().getSeq()));
      case PRIVATE_MESSAGE -> {
        if (frame.getPrivateMessage().hasAuthor()) {
          frames.told(
              new Stream.Whispered(
                  at,
                  frame.getPrivateMessage().getAuthor().getName(),
                  frame.getPrivateMessage().getText()));
        }
      }
      case READ_MARKER ->
          frames.told(
              new Stream.MarkerMoved(
                  at, frame.getReadMarker().getRoomId(), frame.getReadMarker().getSeq()));
      case PRESENCE -> frames.told(presence(frame.getPresence(), recorder, at));
      case CAUGHT_UP -> frames.told(new Stream.AllCaughtUp(at));
      case REPLY, TYPING, HEARTBEAT, ROOM_HIDDEN, FRAME_NOT_SET -> {}
    }
  }

  private static void followed(
      RoomFollowed followed, long at, Map<String, Cursor> cursors, StreamRecorder frames) {
    Room room = followed.getRoom();
    cursors.put(room.getRoomId(), new Cursor(room.getEpoch(), followed.getSeq()));
    frames.told(followed(room, followed.getSeq(), at));
    if (room.hasMembership()) {
      frames.told(new Stream.MarkerFound(at, room.getRoomId(), room.getMembership().getReadSeq()));
    }
  }

  static Stream.Followed followed(Room room, long seq, long at) {
    return new Stream.Followed(at, room.getRoomId(), room.getEpoch(), seq, room.getHead());
  }

  static Stream.PresenceTold presence(Presence presence, HistoryRecorder recorder, long at) {
    Stream.Presence told =
        switch (presence.getAvailability()) {
          case AVAILABILITY_ONLINE -> Stream.Presence.ONLINE;
          case AVAILABILITY_AWAY -> Stream.Presence.AWAY;
          case AVAILABILITY_OFFLINE -> Stream.Presence.OFFLINE;
          case AVAILABILITY_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("the server said: " + presence);
        };
    return new Stream.PresenceTold(at, recorder.nameOf(presence.getUserId()), told);
  }
}
