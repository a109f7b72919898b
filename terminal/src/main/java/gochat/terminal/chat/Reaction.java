package gochat.terminal.chat;

/// A reaction to a message.
///
/// @param symbol without U+FE0F, so that a heart of any keyboard is the same
/// @param count the number of users
public record Reaction(String symbol, int count, boolean isOwn) {
  public Reaction {
    symbol = canonical(symbol);
  }

  public static String canonical(String symbol) {
    return symbol.replace("\uFE0F", "");
  }
}
