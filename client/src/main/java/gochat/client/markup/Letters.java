package gochat.client.markup;

import java.lang.Character.UnicodeScript;

/// The classes of characters in `docs/text.md`.
final class Letters {
  /// U+30FC and U+FF70 lengthen a vowel of Katakana; Unicode assigns them to no script.
  private static final int PROLONGED_SOUND = 0x30FC;

  private static final int HALFWIDTH_PROLONGED_SOUND = 0xFF70;

  private Letters() {}

  /// A letter or digit of a script that separates words: it forms one word with adjacent letters.
  static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  /// A letter of a script without blanks between words, or, as in Hangul, between a name and its
  /// particle.
  static boolean isUnspaced(int c) {
    if (c < 0x0E00 || !Character.isLetter(c)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL, YI, THAI, LAO, KHMER, MYANMAR, TIBETAN ->
          true;
      default -> c == PROLONGED_SOUND || c == HALFWIDTH_PROLONGED_SOUND;
    };
  }

  /// A combining mark: it belongs to the letter before it.
  static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  static boolean isNamePunctuation(int c) {
    return c == '.' || c == '_' || c == '-';
  }

  static boolean isInName(int c) {
    return Character.isLetterOrDigit(c) || isMark(c) || isNamePunctuation(c);
  }

  /// White space as in ECMAScript: that of Unicode, and the byte order mark.
  static boolean isBlank(int c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xFEFF;
  }

  /// The code point before `at` that is not a combining mark; -1 at the start.
  ///
  /// @param from the beginning of the text
  static int baseBefore(String text, int at, int from) {
    for (int i = at; i > from; ) {
      int c = text.codePointBefore(i);
      if (!isMark(c)) {
        return c;
      }
      i -= Character.charCount(c);
    }
    return -1;
  }
}
