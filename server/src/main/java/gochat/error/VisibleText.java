package gochat.error;

import gochat.limit.RequestLimit;

/// Text from clients as errors show it.
public final class VisibleText {
  private static final int CODE_POINTS_MAX = RequestLimit.QUOTED_TEXT.standardInt();

  private VisibleText() {}

  /// `text` in quotes, shortened, with invisible and misleading characters escaped.
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints().limit(CODE_POINTS_MAX).forEach(c -> append(shown, c));
    boolean isWhole = text.codePointCount(0, text.length()) <= CODE_POINTS_MAX;
    return shown.append(isWhole ? "\"" : "…\"").toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (isVisible(c)) {
      shown.appendCodePoint(c);
    } else {
      shown.append("\\u{%X}".formatted(c));
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> c != '"' && c != '\\';
    };
  }
}
