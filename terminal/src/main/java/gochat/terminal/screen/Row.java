package gochat.terminal.screen;

import gochat.terminal.text.Entry;
import java.text.BreakIterator;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Builds a row of the screen.
final class Row {
  private final AttributedStringBuilder text = new AttributedStringBuilder();
  private final int columnsMax;
  private int columns;

  /// @param columnsMax text beyond it is left out
  Row(int columnsMax) {
    this.columnsMax = columnsMax;
  }

  Row add(String part, AttributedStyle style) {
    String fitting = clipped(part, columnsMax - columns);
    text.append(fitting, style);
    columns += Entry.width(fitting);
    return this;
  }

  Row add(AttributedString part) {
    text.append(part);
    columns += Entry.width(part.toString());
    return this;
  }

  /// Fills up to `column`.
  Row fillTo(int column, String character, AttributedStyle style) {
    int end = Math.min(column, columnsMax);
    if (columns < end) {
      text.append(character.repeat(end - columns), style);
      columns = end;
    }
    return this;
  }

  int columns() {
    return columns;
  }

  int columnsLeft() {
    return columnsMax - columns;
  }

  AttributedString build() {
    return text.toAttributedString();
  }

  static AttributedString of(String text, AttributedStyle style, int columns) {
    return new Row(columns).add(text, style).build();
  }

  /// As much of `text` as fits, in whole characters; a cut text ends with `…`.
  static String clipped(String text, int columns) {
    if (columns <= 0) {
      return "";
    }
    if (text.length() <= columns && text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    if (Entry.width(text) <= columns) {
      return text;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance();
    characters.setText(text);
    int used = 0;
    int end = 0;
    for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      used += Entry.width(text.substring(end, next));
      if (used > columns - 1) {
        break;
      }
      end = next;
    }
    return text.substring(0, end) + "…";
  }
}
