package gochat.terminal.command;

import gochat.client.markup.KnownNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The meaning of a typed line.
public sealed interface ParsedLine {
  record Nothing() implements ParsedLine {}

  record Leave() implements ParsedLine {}

  /// A text for the current room.
  record Say(String text) implements ParsedLine {}

  /// A private message.
  ///
  /// @param isSure false if the client has to ask whether the name is right
  record Private(String name, String text, boolean isSure) implements ParsedLine {}

  /// An `@name` without a text.
  record TextMissing(String name) implements ParsedLine {}

  record Run(ChatCommand command, ChatCommand.Values values) implements ParsedLine {}

  /// A command that lacks an argument.
  record Incomplete(ChatCommand command) implements ParsedLine {}

  /// An unknown command.
  ///
  /// @param nearest the most similar command, null if none is similar
  record Unknown(String word, @Nullable ChatCommand nearest) implements ParsedLine {}

  /// `/search`, which does not exist yet.
  record Search() implements ParsedLine {}

  /// @param text may have several lines
  /// @param names known names of users
  static ParsedLine parse(String text, KnownNames names) {
    if (text.isBlank()) {
      return new Nothing();
    }
    if (text.strip().equals("exit")) {
      return new Leave();
    }
    PrivateLine line = PrivateLine.parse(text, names);
    if (line != null) {
      return line.name().isEmpty() || line.text().isBlank()
          ? new TextMissing(line.name())
          : new Private(line.name(), line.text(), line.isSure());
    }
    if (text.startsWith(" @")) {
      // The blank only marks the text as public.
      return new Say(text.substring(1));
    }
    return text.startsWith("/") ? command(text) : new Say(text);
  }

  private static ParsedLine command(String text) {
    int end = endOfWord(text, 1);
    String word = text.substring(1, end);
    if (word.startsWith("/")) {
      // As in other clients, two slashes send a text that begins with one.
      return new Say(text.substring(1));
    }
    if (word.equals("exit")) {
      return new Leave();
    }
    ChatCommand command = ChatCommand.of(word);
    if (word.equalsIgnoreCase("search")) {
      return new Search();
    }
    if (command == null) {
      return new Unknown(word, Nearest.to(word, List.of(ChatCommand.values())));
    }
    ChatCommand.Values values = command.parse(text.substring(end));
    return values == null ? new Incomplete(command) : new Run(command, values);
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
