package gochat.terminal.live;

import gochat.client.v1.MessageIds;
import gochat.client.v1.Outcome;
import gochat.terminal.chat.Fate;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Room;
import gochat.terminal.text.TextSize;
import gochat.terminal.text.VisibleText;
import gochat.v1.RefusalReason;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends what the user says. What can't be sent is put back into the line. Confined to the
/// session's thread.
final class Sender {
  /// Where the first words go when no room has come yet.
  private static final String LOBBY = "lobby";

  private final Desk desk;
  private final MessageIds ids = new MessageIds();
  private final Resend resend = new Resend();

  Sender(Desk desk) {
    this.desk = desk;
  }

  Resend resend() {
    return resend;
  }

  /// To the room that is shown.
  void toRoom(String text) {
    reply(text, 0);
  }

  /// @param replyTo the seq of the message that it answers; 0: none
  void reply(String text, long replyTo) {
    Room room = desk.chat().current();
    if (room != null && room.closing() != null) {
      desk.giveBack("closed.not-sent", VisibleText.title(room.title()));
      return;
    }
    if (desk.chat().isAwaitingRoom()) {
      desk.giveBack("not-connected");
      return;
    }
    if (isTooLong(text)) {
      return;
    }
    String id = ids.next();
    SendMessageRequest message =
        SendMessageRequest.newBuilder()
            .setRoom(room == null ? LOBBY : room.id())
            .setClientMessageId(id)
            .setText(text)
            .setReplyTo(replyTo)
            .addAllMentions(desk.mentions(text))
            .build();
    desk.chat().sending(new Line.Outgoing(id, Desk.now(), text, replyTo, Fate.PENDING));
    desk.screen().toEnd();
    send(
        settle -> desk.uplink().send(message, settle),
        id,
        outcome -> {
          if (replyTo > 0 && isMessageGone(outcome)) {
            offerWithoutReference(id, text, room);
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
    desk.chat().sending(new Line.Whisper(id, Desk.now(), name, text, true, Fate.PENDING));
    desk.screen().toEnd();
    send(settle -> desk.uplink().send(message, settle), id, outcome -> settled(id, outcome));
  }

  private void settled(String id, Outcome outcome) {
    desk.chat().settled(id, outcome, desk.sentences().of(outcome));
  }

  /// Whether no server takes it; then it is back in the line.
  boolean isTooLong(String text) {
    int bytes = TextSize.bytes(text);
    boolean isTooLong = bytes > TextSize.BYTES_MAX;
    if (isTooLong) {
      desk.giveBack("message.too-long", bytes, TextSize.BYTES_MAX);
    }
    return isTooLong;
  }

  private void send(Consumer<Consumer<Outcome>> way, String id, Consumer<Outcome> known) {
    way.accept(outcome -> {
      if (Resend.isFor(outcome)) {
        resend.add(id, () -> send(way, id, known));
      } else {
        known.accept(outcome);
      }
    });
  }

  private static boolean isMessageGone(Outcome outcome) {
    return outcome instanceof Outcome.Refused(var refusal)
        && refusal.getReason() == RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE;
  }

  /// The message that was answered is deleted: the text goes back to where it was typed, and the
  /// next Enter there sends it without the reference.
  private void offerWithoutReference(String id, String text, @Nullable Room room) {
    desk.chat().takeBack(id);
    Room current = desk.chat().current();
    if (room == null || room == current) {
      desk.takeBack(text);
    } else {
      desk.chat().draft(room, room.draft().behind(List.of(text)));
    }
    desk.notice("reply.gone", room == null ? "#" + LOBBY : VisibleText.title(room.title()));
  }
}
