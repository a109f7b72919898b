package gochat.log;

import java.util.HexFormat;

/// Escapes text from users for one line of a log or terminal.
public final class LogText {
  private LogText() {}

  /// `text` with characters escaped that could end the line, move the cursor or reorder the line.
  public static String visible(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendVisible(line, c));
    return line.toString();
  }

  /// `text` as a JSON string. Text logs quote in the same way.
  public static String quoted(String text) {
    StringBuilder line = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            line.append('\\');
          }
          appendVisible(line, c);
        });
    return line.append('"').toString();
  }

  private static void appendVisible(StringBuilder line, int c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isVisible(c)) {
          line.appendCodePoint(c);
        } else {
          for (char unit : Character.toChars(c)) {
            line.append("\\u").append(HexFormat.of().toHexDigits(unit));
          }
        }
      }
    }
  }

  /// False for controls, line and paragraph separators, and format characters such as bidirectional
  /// overrides.
  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
