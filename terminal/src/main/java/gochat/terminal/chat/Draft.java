package gochat.terminal.chat;

/// A line that was begun and not sent.
///
/// @param cursor where in it the user was, in UTF-16 units
public record Draft(String text, int cursor) {
  public static final Draft EMPTY = new Draft("", 0);

  public Draft {
    cursor = Math.clamp(cursor, 0, text.length());
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }
}
