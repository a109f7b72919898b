package gochat.terminal;

import gochat.client.ServerAddresses;
import gochat.client.markup.KnownNames;
import gochat.client.seed.ChatEvent;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import gochat.terminal.command.PrivateLine;
import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;

/// Formats all messages of a session. Texts and names of other users are escaped here.
final class Transcript {
  /// The sender's name of the server's notices.
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

  /// A line that may not have arrived, in one line of text.
  String uncertain(ChatLine line) {
    String text = VisibleText.sentence(line.text());
    return line.isPrivate() ? "@" + VisibleText.name(line.target()) + " " + text : text;
  }

  /// Why the server refused the user.
  String refusal(ChatEvent.Refused refused, String name, ServerAddresses server) {
    String shown = VisibleText.name(name);
    String sentence = VisibleText.sentence(refused.sentence());
    String text =
        switch (refused.reason()) {
          case NAME_TAKEN -> texts.get("name.taken", shown, sentence);
          case NAME_INVALID -> texts.get("name.invalid", shown, sentence);
          case NOT_ALLOWED -> texts.get("name.not-allowed", shown, sentence);
          case NOT_A_CHAT_SERVER -> texts.get("not-a-chat-server", server.toString());
          case NO_PLAINTEXT -> texts.get("no-plaintext", server.toString());
        };
    return text.strip();
  }

  /// The prompt for a line, with the receiver of a private message.
  String prompt(String typed) {
    PrivateLine line = PrivateLine.parse(typed, KnownNames.NONE);
    return line == null || line.name().isEmpty()
        ? "> "
        : texts.of("live").get("prompt.private", VisibleText.name(line.name())) + " > ";
  }
}
