package gochat.terminal;

import gochat.client.ChatEvent.Message;
import gochat.client.ChatLine;
import gochat.client.Trouble;
import java.util.List;

/// How everything that is shown is worded. Whatever comes from others is made safe here.
final class Transcript {
  /// The name that notices of the server itself come from.
  private static final String SERVER = "server";

  private final Texts texts;

  Transcript(Texts texts) {
    this.texts = texts;
  }

  Entry received(Message message) {
    String sender = VisibleText.name(message.sender());
    String head;
    if (message.sender().equals(SERVER)) {
      head = "[" + SERVER + "] ";
    } else if (message.target().isEmpty()) {
      head = sender + ": ";
    } else {
      head = texts.get("private.received", sender);
    }
    return Entry.of(head, message.text());
  }

  Entry said(String me, ChatLine line) {
    return Entry.of(
        line.isPrivate()
            ? texts.get("private.sent", VisibleText.name(line.target()))
            : VisibleText.name(me) + ": ",
        line.text());
  }

  Entry notice(String text) {
    return new Entry("* ", List.of(text));
  }

  /// A line that may not have arrived, in one line.
  String uncertain(ChatLine line) {
    String text = VisibleText.sentence(line.text());
    return line.isPrivate() ? "@" + VisibleText.name(line.target()) + " " + text : text;
  }

  /// Why there is no conversation, as a part of a sentence.
  String reason(Trouble trouble) {
    String detail = VisibleText.sentence(trouble.detail());
    return switch (trouble.kind()) {
      case HOST_UNKNOWN -> texts.get("trouble.host-unknown");
      case NOBODY_LISTENS -> texts.get("trouble.nobody-listens");
      case NO_ANSWER -> texts.get("trouble.no-answer");
      case NOT_GRPC -> texts.get("trouble.not-grpc");
      case ENDED -> texts.get("trouble.ended");
      case UNREADABLE -> texts.get("trouble.unreadable");
      case BROKEN -> detail.isEmpty() ? texts.get("trouble.broken") : detail;
    };
  }
}
