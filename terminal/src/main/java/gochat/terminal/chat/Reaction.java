package gochat.terminal.chat;

/// A reaction to a message.
///
/// @param symbol without U+FE0F: a heart is the same from all keyboards
/// @param count of those who gave it
public record Reaction(String symbol, int count, boolean isOwn) {
  public Reaction {
    symbol = canonical(symbol);
  }

  public static String canonical(String symbol) {
    return symbol.replace("\uFE0F", "");
  }
}
