package gochat.terminal.chat;

import java.util.List;

/// A line that was begun and not sent.
///
/// @param cursor where in it the user was, in UTF-16 units
public record Draft(String text, int cursor) {
  public static final Draft EMPTY = new Draft("", 0);

  public Draft {
    cursor = Math.clamp(cursor, 0, text.length());
  }

  /// The same behind other texts, each on a line of its own.
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
