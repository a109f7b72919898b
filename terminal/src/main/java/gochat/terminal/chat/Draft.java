package gochat.terminal.chat;

import java.util.List;

/// An unsent text in the input line.
///
/// @param cursor the position of the cursor, in UTF-16 units; limited to the text's length
public record Draft(String text, int cursor) {
  public static final Draft EMPTY = new Draft("", 0);

  public Draft {
    cursor = Math.clamp(cursor, 0, text.length());
  }

  /// This draft after other texts, each on its own line.
  public Draft behind(List<String> others) {
    if (others.isEmpty()) {
      return this;
    }
    String before = String.join("\n", others) + (text.isEmpty() ? "" : "\n");
    return new Draft(before + text, before.length() + cursor);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }
}
