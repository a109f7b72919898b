package gochat.terminal.live;

import gochat.client.v1.Chat;
import gochat.client.v1.ErrorDetails;
import gochat.client.v1.MessageIds;
import gochat.client.v1.Outcome;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Room;
import gochat.terminal.chat.SendStatus;
import gochat.terminal.text.TextSize;
import gochat.terminal.text.VisibleText;
import gochat.terminal.text.WaitText;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends the user's messages. A text that cannot be sent returns to the input line. Confined to the
/// session's thread.
final class Sender {
  private final ChatView view;
  private final MessageIds ids = new MessageIds();
  private final ResendQueue resend = new ResendQueue();

  Sender(ChatView view) {
    this.view = view;
  }

  ResendQueue resend() {
    return resend;
  }

  /// Sends to the current room.
  void toRoom(String text) {
    reply(text, 0);
  }

  /// @param replyTo the seq of the answered message; 0: none
  void reply(String text, long replyTo) {
    Room room = view.chat().current();
    if (room != null && room.closing() != null) {
      view.giveBack("closed.not-sent", VisibleText.title(room.title()));
      return;
    }
    if (room != null && room.kind() == RoomKind.ROOM_KIND_AUDIT) {
      view.giveBack("closed.server-only", VisibleText.title(room.title()));
      return;
    }
    if (view.chat().isAwaitingRoom()) {
      view.giveBack("not-connected");
      return;
    }
    if (isTooLong(text)) {
      return;
    }
    if (room != null && room.slowModeWaitMs(ChatView.now()) > 0) {
      view.giveBack("slowmode.wait", VisibleText.title(room.title()), waitText(room));
      return;
    }
    String id = ids.next();
    SendMessageRequest message =
        SendMessageRequest.newBuilder()
            .setRoom(room == null ? Chat.LOBBY : room.id())
            .setClientMessageId(id)
            .setText(text)
            .setReplyToSeq(replyTo)
            .addAllMentions(view.mentions(text))
            .build();
    view.chat().sending(new Line.Outgoing(id, ChatView.now(), text, replyTo, SendStatus.PENDING));
    view.screen().toEnd();
    send(
        settle -> view.connection().send(message, settle),
        id,
        outcome -> {
          if (replyTo > 0 && isRefusedFor(RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE, outcome)) {
            offerWithoutReference(id, text, room);
          } else if (room != null
              && isRefusedFor(RefusalReason.REFUSAL_REASON_SLOW_MODE, outcome)) {
            offerLater(id, text, room, (Outcome.Refused) outcome);
          } else {
            settled(id, outcome);
          }
        });
  }

  void toPerson(String name, String text) {
    if (isTooLong(text)) {
      return;
    }
    String id = ids.next();
    SendDirectMessageRequest message =
        SendDirectMessageRequest.newBuilder()
            .setUser(name)
            .setClientMessageId(id)
            .setText(text)
            .build();
    view.chat().sending(new Line.Whisper(id, ChatView.now(), name, text, true, SendStatus.PENDING));
    view.screen().toEnd();
    send(settle -> view.connection().send(message, settle), id, outcome -> settled(id, outcome));
  }

  private void settled(String id, Outcome outcome) {
    view.chat().settled(id, outcome, view.sentences().of(outcome));
    if (outcome instanceof Outcome.Stored stored) {
      view.notMentioned(stored.unknownMentions());
    }
  }

  /// Whether all servers refuse the text because of its length; if so, it is back in the input
  /// line.
  boolean isTooLong(String text) {
    int bytes = TextSize.bytes(text);
    boolean isTooLong = bytes > TextSize.BYTES_MAX;
    if (isTooLong) {
      view.giveBack("message.too-long", bytes, TextSize.BYTES_MAX);
    }
    return isTooLong;
  }

  private void send(Consumer<Consumer<Outcome>> attempt, String id, Consumer<Outcome> known) {
    attempt.accept(outcome -> {
      if (ResendQueue.isFor(outcome)) {
        resend.add(id, () -> send(attempt, id, known));
      } else {
        known.accept(outcome);
      }
    });
  }

  private static boolean isRefusedFor(RefusalReason reason, Outcome outcome) {
    return outcome instanceof Outcome.Refused(var refusal) && refusal.getReason() == reason;
  }

  /// Returns the text of a reply to a deleted message to where it was typed; the next Enter there
  /// sends it without the reference.
  private void offerWithoutReference(String id, String text, @Nullable Room room) {
    takeBack(id, text, room);
    view.notice("reply.gone", room == null ? "#" + Chat.LOBBY : VisibleText.title(room.title()));
  }

  /// Returns the text of a message that came too early for the room's slow mode.
  private void offerLater(String id, String text, Room room, Outcome.Refused outcome) {
    takeBack(id, text, room);
    room.waitUntil(
        ChatView.now() + ErrorDetails.duration(outcome.refusal().getRetryAfter()).toMillis());
    view.notice("slowmode.wait", VisibleText.title(room.title()), waitText(room));
  }

  private static String waitText(Room room) {
    return WaitText.of(room.slowModeWaitMs(ChatView.now()));
  }

  /// Returns the text of an unsent message to where it was typed.
  private void takeBack(String id, String text, @Nullable Room room) {
    view.chat().takeBack(id);
    if (room == null || room == view.chat().current()) {
      view.takeBack(text);
    } else {
      view.chat().draft(room, room.draft().behind(List.of(text)));
    }
  }
}
