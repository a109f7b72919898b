package gochat.terminal.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

  /// A row of the screen.
  ///
  /// @param start what it starts with: the head, or the continuation
  /// @param line of the body that it shows a part of, from 0
  /// @param from where the part begins in that line
  /// @param to where it ends
  public record Row(String start, int line, int from, int to) {}

  public static Entry of(String head, String text) {
    return new Entry(head, VisibleText.lines(text));
  }

  /// For a reader that has no width.
  public String unwrapped() {
    return joined(Integer.MAX_VALUE);
  }

  /// @param columns of the terminal
  public String wrapped(int columns) {
    return joined(columns < COLUMNS_MIN ? Integer.MAX_VALUE : columns);
  }

  private String joined(int columns) {
    return String.join("\n", rows(columns, CONTINUATION).stream().map(this::text).toList());
  }

  /// A row as it is printed.
  public String text(Row row) {
    return row.start() + VisibleText.isolated(body.get(row.line()).substring(row.from(), row.to()));
  }

  /// @param columns of the terminal
  /// @param continuation what all rows but the first one start with
  public List<Row> rows(int columns, String continuation) {
    List<Row> rows = new ArrayList<>();
    for (int line = 0; line < body.size(); line++) {
      Breaks breaks = new Breaks(body.get(line));
      int from = 0;
      do {
        String start = rows.isEmpty() ? head : continuation;
        int to = breaks.fitting(from, columns - width(start));
        rows.add(new Row(start, line, from, to));
        from = to;
      } while (from < breaks.text.length());
    }
    return rows;
  }

  /// Breaks a line into rows. Time is linear in its length, however many rows there are.
  private static final class Breaks {
    private final String text;
    private final boolean isAscii;

    /// Where its characters end, as a reader takes them: marks and joined emoji belong to one.
    private final int[] ends;

    /// Of the next character in `ends`.
    private int next;

    Breaks(String text) {
      this.text = text;
      isAscii = text.chars().allMatch(c -> c < 0x80);
      ends = isAscii ? IntStream.rangeClosed(1, text.length()).toArray() : ends(text);
    }

    private static int[] ends(String text) {
      BreakIterator characters = BreakIterator.getCharacterInstance();
      characters.setText(text);
      return IntStream.generate(characters::next)
          .takeWhile(end -> end != BreakIterator.DONE)
          .toArray();
    }

    /// The end of what fits into `room` columns, from where the part before ended: behind a space
    /// if there is one, else behind as many whole characters as there is room for, at least one.
    int fitting(int from, int room) {
      int rest = text.length() - from;
      if ((isAscii ? rest : 2L * rest) <= room) {
        return text.length();
      }
      int used = 0;
      int end = from;
      int behindSpace = 0;
      for (; next < ends.length; next++) {
        used += isAscii ? 1 : width(text.substring(end, ends[next]));
        if (used > room && end > from) {
          next = behindSpace > 0 ? behindSpace : next;
          return ends[next - 1];
        }
        if (text.charAt(end) == ' ') {
          behindSpace = next + 1;
        }
        end = ends[next];
      }
      return text.length();
    }
  }

  /// How many columns `text` takes.
  public static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }
}
