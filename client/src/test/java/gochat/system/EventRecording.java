package gochat.system;

import gochat.checker.Event;
import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Stream;
import gochat.checker.Stream.Cursor;
import gochat.client.v1.ChatEvent;
import gochat.v1.GapReason;
import gochat.v1.Presence;
import gochat.v1.Room;
import gochat.v1.ServerFrame;
import java.util.Map;

/// Records the events of one stream for the checker.
///
/// @param recorder has the time and the names of users
record EventRecording(HistoryRecorder recorder, StreamRecorder stream) {
  /// Records a frame of the protocol, and moves the cursors as docs/api.md says.
  ///
  /// @param cursors by room
  void record(ServerFrame frame, Map<String, Cursor> cursors) {
    long at = recorder.now();
    switch (frame.getFrameCase()) {
      case ROOM_FOLLOWED -> {
        Room room = frame.getRoomFollowed().getRoom();
        long seq = frame.getRoomFollowed().getSeq();
        cursors.put(room.getRoomId(), new Cursor(room.getEpoch(), seq));
        followed(room, seq, at);
      }
      case EVENT -> {
        var event = frame.getEvent();
        stream.told(new Stream.Happened(at, Event.of(event)));
        cursors.put(event.getRoomId(), new Cursor(event.getEpoch(), event.getSeq()));
      }
      case GAP -> {
        var gap = frame.getGap();
        cursors.put(gap.getRoomId(), new Cursor(gap.getEpoch(), gap.getToSeq()));
        stream.told(
            skipped(at, gap.getRoomId(), gap.getFromSeq(), gap.getToSeq(), gap.getReason()));
      }
      case RESET -> {
        var reset = frame.getReset();
        stream.told(new Stream.Reset(at, reset.getRoomId(), reset.getEpoch()));
      }
      case ROOM_UNFOLLOWED -> {
        String room = frame.getRoomUnfollowed().getRoomId();
        cursors.remove(room);
        stream.told(new Stream.Unfollowed(at, room));
      }
      case ROOM_CAUGHT_UP -> {
        var caughtUp = frame.getRoomCaughtUp();
        stream.told(new Stream.CaughtUp(at, caughtUp.getRoomId(), caughtUp.getSeq()));
      }
      case PRIVATE_MESSAGE -> {
        var message = frame.getPrivateMessage();
        if (message.hasAuthor()) {
          stream.told(new Stream.Whispered(at, message.getAuthor().getName(), message.getText()));
        }
      }
      case READ_MARKER -> {
        var marker = frame.getReadMarker();
        stream.told(new Stream.MarkerMoved(at, marker.getRoomId(), marker.getSeq()));
      }
      case PRESENCE -> presence(frame.getPresence(), at);
      case CAUGHT_UP -> stream.told(new Stream.AllCaughtUp(at));
      case REPLY, PRIVACY_STATE, SELF_CHANGED, TYPING, HEARTBEAT, ROOM_HIDDEN, FRAME_NOT_SET -> {}
    }
  }

  /// Records an event of the client library.
  ///
  /// @param positions by room; moved once the event is recorded
  void record(ChatEvent event, Map<String, Long> positions) {
    long at = recorder.now();
    switch (event) {
      case ChatEvent.Happened(var happened, _) -> {
        stream.told(new Stream.Happened(at, Event.of(happened)));
        positions.put(happened.getRoomId(), happened.getSeq());
      }
      case ChatEvent.RoomFollowed(Room room, long seq) -> {
        followed(room, seq, at);
        positions.put(room.getRoomId(), seq);
      }
      case ChatEvent.RoomUnfollowed(String room, _, _) -> {
        stream.told(new Stream.Unfollowed(at, room));
        positions.remove(room);
      }
      case ChatEvent.RoomCaughtUp(String room, _, long seq) ->
          stream.told(new Stream.CaughtUp(at, room, seq));
      case ChatEvent.Gap(String room, _, long fromSeq, long toSeq, var reason) -> {
        // A stream tells of all removed events; the library leaves out those that its user had.
        boolean areMissed = fromSeq == positions.getOrDefault(room, 0L) + 1;
        boolean isRemoval = reason == GapReason.GAP_REASON_RETENTION;
        stream.told(skipped(at, room, isRemoval && areMissed ? 1 : fromSeq, toSeq, reason));
        positions.put(room, toSeq);
      }
      case ChatEvent.Reset(String room, long epoch) ->
          stream.told(new Stream.Reset(at, room, epoch));
      case ChatEvent.PrivateMessage(_, var author, String text) -> {
        if (author != null) {
          stream.told(new Stream.Whispered(at, author.getName(), text));
        }
      }
      case ChatEvent.ReadMarker(String room, _, long seq) ->
          stream.told(new Stream.MarkerMoved(at, room, seq));
      case ChatEvent.PresenceChanged(var presence) -> presence(presence, at);
      case ChatEvent.Connected _,
          ChatEvent.Disconnected _,
          ChatEvent.Ended _,
          ChatEvent.CaughtUp _,
          ChatEvent.RoomHidden _,
          ChatEvent.PrivacyKnown _,
          ChatEvent.SelfChanged _,
          ChatEvent.Typing _ -> {}
    }
  }

  private void followed(Room room, long seq, long at) {
    stream.told(new Stream.Followed(at, room.getRoomId(), room.getEpoch(), seq, room.getHeadSeq()));
    if (room.hasMembership()) {
      stream.told(new Stream.MarkerFound(at, room.getRoomId(), room.getMembership().getReadSeq()));
    }
  }

  private static Stream.Frame skipped(
      long at, String room, long fromSeq, long toSeq, GapReason reason) {
    return reason == GapReason.GAP_REASON_RETENTION
        ? new Stream.Removed(at, room, fromSeq, toSeq)
        : new Stream.Gap(at, room, fromSeq, toSeq);
  }

  private void presence(Presence presence, long at) {
    Stream.Presence told =
        switch (presence.getAvailability()) {
          case AVAILABILITY_ONLINE -> Stream.Presence.ONLINE;
          case AVAILABILITY_AWAY -> Stream.Presence.AWAY;
          case AVAILABILITY_OFFLINE -> Stream.Presence.OFFLINE;
          case AVAILABILITY_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("the server said: " + presence);
        };
    stream.told(new Stream.PresenceTold(at, recorder.nameOf(presence.getUserId()), told));
  }
}
