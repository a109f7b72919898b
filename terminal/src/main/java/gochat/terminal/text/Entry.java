package gochat.terminal.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/// An entry of the transcript, safe to show: a head with author and kind, then the lines of a body.
/// Only the first line starts at the left edge. All others start with a mark that no first line
/// has, so no body can look like another user's entry.
///
/// @param head the start of the first line, isolated where needed
/// @param body at least one line, of [VisibleText#lines]
public record Entry(String head, List<String> body) {
  public static final String CONTINUATION = "  │ ";

  /// A narrower terminal breaks the lines itself.
  private static final int COLUMNS_MIN = 20;

  /// A row of the screen.
  ///
  /// @param start the head, or the continuation mark
  /// @param line the index of its line in the body, from 0
  /// @param from the beginning of its part of that line
  /// @param to the end of that part
  public record Row(String start, int line, int from, int to) {}

  public static Entry of(String head, String text) {
    return new Entry(head, VisibleText.lines(text));
  }

  /// The text for output without a width.
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

  /// The printed form of a row.
  public String text(Row row) {
    return row.start() + VisibleText.isolated(body.get(row.line()).substring(row.from(), row.to()));
  }

  /// @param columns of the terminal
  /// @param continuation the start of all rows except the first
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

  /// Breaks a line into rows, in time linear in its length.
  private static final class Breaks {
    private final String text;
    private final boolean isAscii;

    /// The ends of its characters (grapheme clusters).
    private final int[] ends;

    /// The index of the next character in `ends`.
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

    /// The end of the next part that fits into `room` columns: after a space if there is one, else
    /// after the last whole character that fits, at least one.
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

  /// The width of `text` in columns.
  public static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }
}
