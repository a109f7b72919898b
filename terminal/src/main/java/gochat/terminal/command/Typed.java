package gochat.terminal.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a line that the user typed means.
public sealed interface Typed {
  record Nothing() implements Typed {}

  record Leave() implements Typed {}

  /// A text for the current room.
  record Say(String text) implements Typed {}

  /// A text for one person.
  record Whisper(String name, String text) implements Typed {}

  /// An `@name` with nothing to say to it.
  record TextMissing(String name) implements Typed {}

  record Run(Command command, Runnable action) implements Typed {}

  /// A command that lacks an argument.
  record Incomplete(Command command) implements Typed {}

  /// A word behind a slash that is no command.
  ///
  /// @param nearest the command that is most like it, null when none is
  record Unknown(String word, @Nullable Command nearest) implements Typed {}

  /// @param text may have several lines
  static Typed parse(String text, Actions actions) {
    if (text.isBlank()) {
      return new Nothing();
    }
    if (text.strip().equals("exit")) {
      return new Leave();
    }
    return switch (text.charAt(0)) {
      case '@' -> whisper(text);
      case '/' -> command(text, actions);
      default -> new Say(text);
    };
  }

  private static Typed whisper(String text) {
    int end = endOfWord(text, 1);
    String name = text.substring(1, end);
    // One separator belongs to the command, everything after it to the text.
    String said = text.substring(Math.min(end + 1, text.length()));
    return name.isEmpty() || said.isBlank() ? new TextMissing(name) : new Whisper(name, said);
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
