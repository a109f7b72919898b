package gochat.terminal.command;

import gochat.terminal.markup.KnownNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a line that the user typed means.
public sealed interface Typed {
  record Nothing() implements Typed {}

  record Leave() implements Typed {}

  /// A text for the current room.
  record Say(String text) implements Typed {}

  /// A text for one person.
  ///
  /// @param isSure false when the user is to be asked whether the name is the one that was meant
  record Whisper(String name, String text, boolean isSure) implements Typed {}

  /// An `@name` with nothing to say to it.
  record TextMissing(String name) implements Typed {}

  record Run(Command command, Runnable action) implements Typed {}

  /// A command that lacks an argument.
  record Incomplete(Command command) implements Typed {}

  /// A word behind a slash that is no command.
  ///
  /// @param nearest the command that is most like it, null when none is
  record Unknown(String word, @Nullable Command nearest) implements Typed {}

  /// A search, which people look for and which is not there yet.
  record Search() implements Typed {}

  /// @param text may have several lines
  /// @param names of those whom a line may begin with
  static Typed parse(String text, KnownNames names, Actions actions) {
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
          : new Whisper(line.name(), line.text(), line.isSure());
    }
    if (text.startsWith(" @")) {
      // The blank says only that everybody may read it.
      return new Say(text.substring(1));
    }
    return text.startsWith("/") ? command(text, actions) : new Say(text);
  }

  private static Typed command(String text, Actions actions) {
    int end = endOfWord(text, 1);
    String word = text.substring(1, end);
    if (word.startsWith("/")) {
      // As in other clients: two slashes say something that begins with one.
      return new Say(text.substring(1));
    }
    if (word.equals("exit")) {
      return new Leave();
    }
    Command command = Command.of(word);
    if (word.equalsIgnoreCase("search")) {
      return new Search();
    }
    if (command == null) {
      return new Unknown(word, Nearest.to(word, List.of(Command.values())));
    }
    Runnable action = command.bind(text.substring(end), actions);
    return action == null ? new Incomplete(command) : new Run(command, action);
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
