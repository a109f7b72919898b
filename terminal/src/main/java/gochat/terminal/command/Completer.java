package gochat.terminal.command;

import gochat.client.markup.Mention;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Finds completions of the word before the cursor.
public final class Completer {
  /// The names that the conversation offers.
  public interface Source {
    /// Rooms with `#`, the user's own first.
    List<String> rooms();

    /// Names of users, the likeliest first.
    List<String> names();

    /// Rooms with `#` and direct conversations with `@`.
    ///
    /// @param areHidden whether to return the hidden ones or the others
    List<String> ownRooms(boolean areHidden);

    /// Whether the server has what the command needs.
    default boolean isOffered(ChatCommand command) {
      return true;
    }
  }

  /// @param start the beginning of the replaced word
  /// @param words the completions, the likeliest first, without the blank after them
  public record Result(int start, List<String> words) {}

  private final Source source;

  public Completer(Source source) {
    this.source = source;
  }

  /// @param text of the line up to the cursor
  public Result complete(String text) {
    int start = text.length();
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start);
    if (!text.startsWith("/") || text.startsWith("//")) {
      // A name may follow without a blank.
      int at = Mention.typedAt(text);
      return at > start
          ? new Result(at, freeText("@" + text.substring(at + 1), false))
          : new Result(start, freeText(word, start == 0));
    }
    if (start == 0) {
      return new Result(start, starting(word, commands("/")));
    }
    int commandEnd = text.indexOf(' ');
    ChatCommand command = commandEnd < 0 ? null : ChatCommand.of(text.substring(1, commandEnd));
    if (command == null || command.arguments().isEmpty()) {
      return new Result(start, List.of());
    }
    int index = -1;
    for (int i = commandEnd; i < start; i++) {
      if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
        index++;
      }
    }
    Argument argument =
        command.arguments().get(Math.clamp(index, 0, command.arguments().size() - 1));
    boolean isBeyond =
        index >= command.arguments().size() && argument.completion() != Completion.TEXT;
    return new Result(start, isBeyond ? List.of() : of(argument.completion(), word));
  }

  private List<String> of(Completion completion, String word) {
    return switch (completion) {
      case NOTHING -> List.of();
      case COMMAND -> starting(word, commands(word.startsWith("/") ? "/" : ""));
      case ROOM -> starting(word.startsWith("#") ? word : "#" + word, source.rooms());
      case OWN_ROOM -> starting(word, source.ownRooms(false));
      case HIDDEN_ROOM -> starting(word, source.ownRooms(true));
      case NAME ->
          word.startsWith("@") ? starting(word, names("@", "")) : starting(word, source.names());
      case TEXT -> freeText(word, false);
      case ROOM_KIND,
          RETENTION,
          SLOW_MODE,
          DURATION,
          ALL,
          END,
          OTHERS,
          PRIVACY,
          AUDIENCE,
          SWITCH,
          NOTIFICATION,
          THEME,
          EMOJI ->
          starting(word, completion.words());
    };
  }

  private List<String> freeText(String word, boolean isFirst) {
    if (word.startsWith("@")) {
      return starting(word, names("@", ""));
    }
    if (word.startsWith("#")) {
      return starting(word, source.rooms());
    }
    if (word.isEmpty()) {
      return List.of();
    }
    // A name without `@` is completed too, as in IRC: "bo" to "Bob: " at the start of a line.
    return starting(word, isFirst ? names("", ":") : source.names());
  }

  private List<String> names(String before, String after) {
    return source.names().stream().map(name -> before + name + after).toList();
  }

  private List<String> commands(String before) {
    return Arrays.stream(ChatCommand.values())
        .filter(source::isOffered)
        .map(command -> before + command.word())
        .toList();
  }

  private static List<String> starting(String start, List<String> words) {
    String lower = start.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(lower))
        .distinct()
        .toList();
  }
}
