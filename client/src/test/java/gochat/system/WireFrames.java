package gochat.system;

import gochat.system.Chronicle.Ear;
import gochat.system.checker.Stream;
import gochat.system.checker.Stream.Cursor;
import gochat.v1.Room;
import gochat.v1.RoomFollowed;
import gochat.v1.ServerFrame;
import java.util.Map;

/// Writes down the frames of a stream, and moves the cursors as docs/api.md says.
final class WireFrames {
  private WireFrames() {}

  static void heard(ServerFrame frame, long atNanos, Map<String, Cursor> cursors, Ear ear) {
    switch (frame.getFrameCase()) {
      case ROOM_FOLLOWED -> followed(frame.getRoomFollowed(), atNanos, cursors, ear);
      case EVENT -> {
        String room = frame.getEvent().getRoomId();
        long epoch = cursors.getOrDefault(room, new Cursor(0, 0)).epoch();
        ear.hears(new Stream.Happened(atNanos, Translation.event(frame.getEvent(), epoch)));
        cursors.put(room, new Cursor(epoch, frame.getEvent().getSeq()));
      }
      case GAP -> {
        String room = frame.getGap().getRoomId();
        cursors.computeIfPresent(
            room, (_, cursor) -> new Cursor(cursor.epoch(), frame.getGap().getToSeq()));
        ear.hears(
            new Stream.Gap(atNanos, room, frame.getGap().getFromSeq(), frame.getGap().getToSeq()));
      }
      case RESET ->
          ear.hears(
              new Stream.Reset(atNanos, frame.getReset().getRoomId(), frame.getReset().getEpoch()));
      case ROOM_UNFOLLOWED -> {
        cursors.remove(frame.getRoomUnfollowed().getRoomId());
        ear.hears(new Stream.Unfollowed(atNanos, frame.getRoomUnfollowed().getRoomId()));
      }
      case ROOM_CAUGHT_UP ->
          ear.hears(
              new Stream.CaughtUp(
                  atNanos, frame.getRoomCaughtUp().getRoomId(), frame.getRoomCaughtUp().getSeq()));
      case PRIVATE_MESSAGE -> {
        if (frame.getPrivateMessage().hasAuthor()) {
          ear.hears(
              new Stream.Whispered(
                  atNanos,
                  frame.getPrivateMessage().getAuthor().getName(),
                  frame.getPrivateMessage().getText()));
        }
      }
      case READ_MARKER ->
          ear.hears(
              new Stream.MarkerMoved(
                  atNanos, frame.getReadMarker().getRoomId(), frame.getReadMarker().getSeq()));
      case PRESENCE -> ear.hears(atNanos, frame.getPresence());
      case REPLY, CAUGHT_UP, TYPING, HEARTBEAT, ROOM_HIDDEN, FRAME_NOT_SET -> {}
    }
  }

  private static void followed(
      RoomFollowed followed, long atNanos, Map<String, Cursor> cursors, Ear ear) {
    Room room = followed.getRoom();
    cursors.put(room.getRoomId(), new Cursor(room.getEpoch(), followed.getSeq()));
    ear.hears(new Stream.Followed(atNanos, room.getRoomId(), room.getEpoch(), followed.getSeq()));
    if (room.hasMembership()) {
      ear.hears(
          new Stream.MarkerFound(atNanos, room.getRoomId(), room.getMembership().getReadSeq()));
    }
  }
}
