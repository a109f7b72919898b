package gochat.web;

import com.google.protobuf.Descriptors.FieldDescriptor;
import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.v1.Cursor;
import gochat.v1.Gap;
import gochat.v1.RoomCaughtUp;
import gochat.v1.RoomFollowed;
import gochat.v1.ServerFrame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The text form of a cursor, in URLs and as the id of a server-sent event. Stateless.
final class CursorText {
  static final String FORM = "ROOM:EPOCH:SEQ, such as lobby:1:42";

  private static final Pattern PATTERN = Pattern.compile("(.+):([0-9]{1,19}):([0-9]{1,19})");

  private CursorText() {}

  /// Whether a parameter with the values of `field` has this form.
  static boolean isFor(FieldDescriptor field) {
    return field.isRepeated()
        && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().equals(Cursor.getDescriptor());
  }

  /// @param name of the parameter or header, for users
  /// @throws Failure when `text` is no cursor
  static Cursor parse(String name, String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (matcher.matches()) {
      try {
        return Cursor.newBuilder()
            .setRoom(matcher.group(1))
            .setEpoch(Long.parseLong(matcher.group(2)))
            .setSeq(Long.parseLong(matcher.group(3)))
            .build();
      } catch (NumberFormatException _) {
        // Reported below.
      }
    }
    throw Failure.invalid(name, VisibleText.quoted(text), FORM);
  }

  static String of(String roomId, long epoch, long seq) {
    return roomId + ":" + epoch + ":" + seq;
  }

  /// The cursor of a client that has taken `frame`; null if the frame does not move it.
  static @Nullable String of(ServerFrame frame) {
    return switch (frame.getFrameCase()) {
      case EVENT ->
          of(frame.getEvent().getRoomId(), frame.getEvent().getEpoch(), frame.getEvent().getSeq());
      case ROOM_FOLLOWED -> {
        RoomFollowed followed = frame.getRoomFollowed();
        yield of(followed.getRoom().getRoomId(), followed.getRoom().getEpoch(), followed.getSeq());
      }
      case ROOM_CAUGHT_UP -> {
        RoomCaughtUp caughtUp = frame.getRoomCaughtUp();
        yield of(caughtUp.getRoomId(), caughtUp.getEpoch(), caughtUp.getSeq());
      }
      case GAP -> {
        Gap gap = frame.getGap();
        yield of(gap.getRoomId(), gap.getEpoch(), gap.getToSeq());
      }
      case RESET -> of(frame.getReset().getRoomId(), frame.getReset().getEpoch(), 0);
      case REPLY,
          PRIVATE_MESSAGE,
          ROOM_UNFOLLOWED,
          CAUGHT_UP,
          READ_MARKER,
          ROOM_HIDDEN,
          PRIVACY_STATE,
          SELF_CHANGED,
          PRESENCE,
          TYPING,
          HEARTBEAT,
          FRAME_NOT_SET ->
          null;
    };
  }
}
