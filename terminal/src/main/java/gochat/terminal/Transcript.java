package gochat.terminal;

import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;

/// How everything that is shown is worded. Whatever comes from others is made safe here.
final class Transcript {
  /// The name that notices of the server itself come from.
  private static final String SERVER = "server";

  private final Texts texts;

  Transcript(Texts texts) {
    this.texts = texts;
  }

  Entry received(Message message) {
    return message.sender().equals(SERVER)
        ? ofServer(message.text())
        : received(message.sender(), !message.target().isEmpty(), message.text());
  }

  Entry received(String sender, boolean isPrivate, String text) {
    String name = VisibleText.name(sender);
    return Entry.of(isPrivate ? texts.get("private.received", name) : name + ": ", text);
  }

  Entry ofServer(String text) {
    return Entry.of("[" + SERVER + "] ", text);
  }

  Entry said(String me, ChatLine line) {
    return Entry.of(
        line.isPrivate()
            ? texts.get("private.sent", VisibleText.name(line.target()))
            : VisibleText.name(me) + ": ",
        line.text());
  }

  /// A line that may not have arrived, in one line.
  String uncertain(ChatLine line) {
    String text = VisibleText.sentence(line.text());
    return line.isPrivate() ? "@" + VisibleText.name(line.target()) + " " + text : text;
  }
}
