package gochat.client.v1;

import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.Gap;
import gochat.v1.PrivacyState;
import gochat.v1.PrivateMessage;
import gochat.v1.ReadMarker;
import gochat.v1.Reset;
import gochat.v1.Room;
import gochat.v1.RoomCaughtUp;
import gochat.v1.RoomFollowed;
import gochat.v1.RoomHidden;
import gochat.v1.RoomUnfollowed;
import gochat.v1.ServerFrame;
import gochat.v1.Typing;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The position of each room up to which events have come, over all connections. Drops repeated
/// events and private messages, and detects missing events: rules 1 to 8 and 28 of
/// `docs/conversation.md`. Confined to the client's loop.
final class Positions {
  private record Position(long epoch, long seq) {}

  /// The treatment of a frame.
  sealed interface Verdict {
    /// Pass `event` to the listener.
    ///
    /// @param progress what to save after the listener has returned
    record Deliver(ChatEvent event, Progress progress) implements Verdict {}

    /// Drop the frame.
    record Skip() implements Verdict {}

    /// The server violates the contract; a new connection from the same positions may help.
    record Broken(String sentence) implements Verdict {}
  }

  /// How a handled event changes the saved cursors.
  sealed interface Progress {
    record None() implements Progress {}

    record UpTo(Cursor cursor) implements Progress {}

    record Forgotten(String roomId) implements Progress {}
  }

  private static final Verdict SKIP = new Verdict.Skip();
  private static final Progress NONE = new Progress.None();

  /// As many as a client can get from one server before it gets the first of them from another.
  private static final int PRIVATE_IDS_MAX = 256;

  private final Map<String, Position> positions = new LinkedHashMap<>();

  /// Of the latest private messages.
  private final SequencedSet<String> privateIds = new LinkedHashSet<>();

  private String selfId = "";

  Positions(Collection<Cursor> kept) {
    for (Cursor cursor : kept) {
      positions.put(cursor.getRoom(), new Position(cursor.getEpoch(), cursor.getSeq()));
    }
  }

  void selfIs(String userId) {
    selfId = userId;
  }

  /// The cursors for a new connection.
  List<Cursor> cursors() {
    return positions.entrySet().stream()
        .map(entry -> cursor(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Cursor cursor(String roomId, Position position) {
    return Cursor.newBuilder()
        .setRoom(roomId)
        .setEpoch(position.epoch())
        .setSeq(position.seq())
        .build();
  }

  Verdict take(ServerFrame frame) {
    return switch (frame.getFrameCase()) {
      case EVENT -> event(frame.getEvent());
      case GAP -> gap(frame.getGap());
      case RESET -> reset(frame.getReset());
      case ROOM_FOLLOWED -> followed(frame.getRoomFollowed());
      case ROOM_UNFOLLOWED -> unfollowed(frame.getRoomUnfollowed());
      case ROOM_CAUGHT_UP -> caughtUp(frame.getRoomCaughtUp());
      case CAUGHT_UP -> tell(new ChatEvent.CaughtUp());
      case PRIVATE_MESSAGE -> privateMessage(frame.getPrivateMessage());
      case READ_MARKER -> readMarker(frame.getReadMarker());
      case ROOM_HIDDEN -> hidden(frame.getRoomHidden());
      case PRIVACY_STATE -> privacy(frame.getPrivacyState());
      case SELF_CHANGED -> tell(new ChatEvent.SelfChanged(frame.getSelfChanged().getUser()));
      case PRESENCE -> tell(new ChatEvent.PresenceChanged(frame.getPresence()));
      case TYPING -> typing(frame.getTyping());
      // Not set: a frame of a newer server.
      case REPLY, HEARTBEAT, FRAME_NOT_SET -> SKIP;
    };
  }

  private static Verdict privacy(PrivacyState state) {
    return tell(
        new ChatEvent.PrivacyKnown(
            state.getPrivacy(), new HashSet<>(state.getBlockedUserIdsList())));
  }

  private Verdict event(Event event) {
    String roomId = event.getRoomId();
    Position position = positions.get(roomId);
    if (position == null || position.epoch() != event.getEpoch()) {
      return notFollowed(roomId, event.getEpoch());
    }
    if (event.getSeq() <= position.seq()) {
      return SKIP;
    }
    if (event.getSeq() > position.seq() + 1) {
      return missing(roomId, position.seq() + 1, event.getSeq() - 1);
    }
    boolean isOwn = event.getAuthor().getId().equals(selfId);
    return moveTo(
        roomId,
        new Position(position.epoch(), event.getSeq()),
        new ChatEvent.Happened(event, isOwn));
  }

  private Verdict gap(Gap gap) {
    String roomId = gap.getRoomId();
    Position position = positions.get(roomId);
    if (position == null || position.epoch() != gap.getEpoch()) {
      return notFollowed(roomId, gap.getEpoch());
    }
    if (gap.getToSeq() <= position.seq()) {
      return SKIP;
    }
    if (gap.getFromSeq() > position.seq() + 1) {
      return missing(roomId, position.seq() + 1, gap.getFromSeq() - 1);
    }
    return moveTo(
        roomId,
        new Position(position.epoch(), gap.getToSeq()),
        new ChatEvent.Gap(
            roomId, gap.getEpoch(), position.seq() + 1, gap.getToSeq(), gap.getReason()));
  }

  private Verdict reset(Reset reset) {
    return moveTo(
        reset.getRoomId(),
        new Position(reset.getEpoch(), 0),
        new ChatEvent.Reset(reset.getRoomId(), reset.getEpoch()));
  }

  private Verdict followed(RoomFollowed followed) {
    Room room = followed.getRoom();
    return moveTo(
        room.getRoomId(),
        startOf(positions.get(room.getRoomId()), room.getEpoch(), followed.getSeq()),
        new ChatEvent.RoomFollowed(room, followed.getSeq()));
  }

  /// The server does not change a known position: earlier events are dropped, and if the server
  /// starts later, it must send a gap.
  private static Position startOf(@Nullable Position known, long epoch, long seq) {
    if (known == null) {
      return new Position(epoch, seq);
    }
    boolean isSameLog = known.epoch() == epoch || known.epoch() == 0;
    return new Position(epoch, isSameLog ? known.seq() : 0);
  }

  private Verdict unfollowed(RoomUnfollowed unfollowed) {
    String room = unfollowed.getRoomId().isEmpty() ? unfollowed.getRoom() : unfollowed.getRoomId();
    positions.remove(room);
    return new Verdict.Deliver(
        new ChatEvent.RoomUnfollowed(room, unfollowed.getReason(), unfollowed.getMeasure()),
        new Progress.Forgotten(room));
  }

  private Verdict caughtUp(RoomCaughtUp caughtUp) {
    String roomId = caughtUp.getRoomId();
    Position position = positions.get(roomId);
    if (position == null || position.epoch() != caughtUp.getEpoch()) {
      return notFollowed(roomId, caughtUp.getEpoch());
    }
    if (caughtUp.getSeq() > position.seq()) {
      return missing(roomId, position.seq() + 1, caughtUp.getSeq());
    }
    return tell(new ChatEvent.RoomCaughtUp(roomId, position.epoch(), position.seq()));
  }

  private Verdict privateMessage(PrivateMessage message) {
    String id = message.getId();
    if (!id.isEmpty() && !privateIds.add(id)) {
      return SKIP;
    }
    if (privateIds.size() > PRIVATE_IDS_MAX) {
      privateIds.removeFirst();
    }
    return tell(
        new ChatEvent.PrivateMessage(
            id, message.hasAuthor() ? message.getAuthor() : null, message.getText()));
  }

  private static Verdict readMarker(ReadMarker marker) {
    return tell(new ChatEvent.ReadMarker(marker.getRoomId(), marker.getEpoch(), marker.getSeq()));
  }

  private static Verdict hidden(RoomHidden room) {
    return tell(new ChatEvent.RoomHidden(room.getRoomId(), room.getHidden()));
  }

  private static Verdict typing(Typing typing) {
    return tell(new ChatEvent.Typing(typing.getRoomId(), typing.getUser()));
  }

  private Verdict moveTo(String roomId, Position position, ChatEvent event) {
    positions.put(roomId, position);
    return new Verdict.Deliver(event, new Progress.UpTo(cursor(roomId, position)));
  }

  private static Verdict tell(ChatEvent event) {
    return new Verdict.Deliver(event, NONE);
  }

  private static Verdict notFollowed(String roomId, long epoch) {
    return new Verdict.Broken(
        "a frame is about room " + roomId + " in epoch " + epoch + ", which is not followed");
  }

  private static Verdict missing(String roomId, long from, long to) {
    return new Verdict.Broken(
        "events " + from + " to " + to + " of room " + roomId + " are missing");
  }
}
