package gochat.terminal.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// Something in the transcript, safe to show: who and what kind, then the lines of a body. Only a
/// first line starts at the left edge; all others start with a mark that no first line has, so no
/// body can pretend to be somebody else's.
///
/// @param head what starts the first line, isolated where needed
/// @param body at least one line, of [VisibleText#lines]
public record Entry(String head, List<String> body) {
  public static final String CONTINUATION = "  │ ";

  /// Narrower than this a terminal breaks the lines itself.
  private static final int COLUMNS_MIN = 20;

  public static Entry of(String head, String text) {
    return new Entry(head, VisibleText.lines(text));
  }

  /// For a reader that has no width.
  public String unwrapped() {
    return String.join("\n", layOut(Integer.MAX_VALUE, CONTINUATION));
  }

  /// @param columns of the terminal
  public String wrapped(int columns) {
    return String.join(
        "\n", layOut(columns < COLUMNS_MIN ? Integer.MAX_VALUE : columns, CONTINUATION));
  }

  /// @param columns of the terminal
  /// @param continuation what all rows but the first one start with
  public List<String> rows(int columns, String continuation) {
    return layOut(columns, continuation);
  }

  private List<String> layOut(int columns, String continuation) {
    List<String> lines = new ArrayList<>();
    String start = head;
    for (String line : body) {
      String rest = line;
      do {
        int end = columns == Integer.MAX_VALUE ? rest.length() : fitting(start, rest, columns);
        lines.add(start + VisibleText.isolated(rest.substring(0, end)));
        rest = rest.substring(end);
        start = continuation;
      } while (!rest.isEmpty());
    }
    return lines;
  }

  /// How much of `rest` fits behind `start`: up to a space if there is one, else as many whole
  /// characters as there is room for, at least one.
  private static int fitting(String start, String rest, int columns) {
    if (isAscii(start) && isAscii(rest) && start.length() + rest.length() <= columns) {
      return rest.length();
    }
    int room = columns - width(start);
    BreakIterator characters = BreakIterator.getCharacterInstance();
    characters.setText(rest);
    int used = 0;
    int end = characters.first();
    int spaceEnd = 0;
    for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      used += width(rest.substring(end, next));
      if (used > room && end > 0) {
        return spaceEnd > 0 ? spaceEnd : end;
      }
      if (rest.charAt(end) == ' ') {
        spaceEnd = next;
      }
      end = next;
    }
    return rest.length();
  }

  /// How many columns `text` takes.
  public static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
