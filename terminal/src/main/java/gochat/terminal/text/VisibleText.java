package gochat.terminal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Makes texts of other users safe to show: they cannot move the cursor, change the terminal,
/// change the direction of adjacent text, or look like another sender's line. Dangerous characters
/// are made visible: `ESC` as `␛`, other control and format characters as `<U+202E>`.
///
/// The isolation of right-to-left text follows the Unicode Bidirectional Algorithm (UAX #9). Some
/// invisible characters stay, such as those in joined emoji and Persian's zero-width non-joiner,
/// because the text would be wrong without them.
public final class VisibleText {
  /// Vietnamese and Hebrew need three, Tibetan up to six.
  private static final int MARKS_PER_BASE_MAX = 8;

  /// A valid name has at most 32 characters; other servers may not check it.
  private static final int NAME_CODE_POINTS_MAX = 64;

  private static final String TAB = "    ";

  private static final int DOTTED_CIRCLE = 0x25CC;
  private static final int ZWNJ = 0x200C;
  private static final int ZWJ = 0x200D;
  private static final int BLACK_FLAG = 0x1F3F4;
  private static final int FIRST_STRONG_ISOLATE = 0x2068;
  private static final int POP_DIRECTIONAL_ISOLATE = 0x2069;

  /// All characters that some program treats as the end of a line.
  private static final Pattern LINE_BREAK =
      Pattern.compile("\r\n|[\n\r\u000B\f\u0085\u2028\u2029]");

  private static final int EXCERPT_CHARACTERS_MAX = 60;

  private VisibleText() {}

  /// The lines of a body, without isolation: the layout calls [#isolated].
  public static List<String> lines(String body) {
    List<String> lines = new ArrayList<>();
    for (String line : LINE_BREAK.split(body, -1)) {
      lines.add(visible(line));
    }
    while (lines.size() > 1 && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    return lines;
  }

  /// A sentence of a server or the network in one line, isolated.
  public static String sentence(String text) {
    return isolated(visible(LINE_BREAK.matcher(text).replaceAll(" ")));
  }

  /// A name, isolated. It contains no characters that the layout of the transcript uses, whatever a
  /// server lets through.
  public static String name(String raw) {
    if (raw.isEmpty()) {
      return "?";
    }
    StringBuilder out = new StringBuilder();
    int shown = 0;
    int marks = 0;
    for (int i = 0; i < raw.length(); ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (isMark(c) && shown > 0) {
        if (++marks <= MARKS_PER_BASE_MAX) {
          out.appendCodePoint(c);
        }
        continue;
      }
      if (++shown > NAME_CODE_POINTS_MAX) {
        out.append('…');
        break;
      }
      marks = 0;
      if (c == ' ') {
        out.append('␣');
      } else if (isPlainInNames(c)) {
        out.appendCodePoint(c);
      } else {
        appendEscaped(out, c);
      }
    }
    return isolated(out.toString());
  }

  /// The start of a text, in one line, isolated.
  public static String excerpt(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= EXCERPT_CHARACTERS_MAX
        ? sentence(text)
        : sentence(text.substring(0, text.offsetByCodePoints(0, EXCERPT_CHARACTERS_MAX)) + "…");
  }

  /// A room's title: its sign unchanged, then its name.
  public static String title(String raw) {
    return raw.charAt(0) + name(raw.substring(1));
  }

  /// Keeps right-to-left text from reordering the text around it.
  public static String isolated(String visible) {
    boolean neutral =
        visible
            .codePoints()
            .allMatch(c ->
                switch (Character.getDirectionality(c)) {
                  case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                      Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                      Character.DIRECTIONALITY_ARABIC_NUMBER ->
                      false;
                  default -> true;
                });
    return neutral
        ? visible
        : Character.toString(FIRST_STRONG_ISOLATE)
            + visible
            + Character.toString(POP_DIRECTIONAL_ISOLATE);
  }

  private static String visible(String line) {
    if (isPrintableAscii(line)) {
      return line;
    }
    StringBuilder out = new StringBuilder(line.length() + 16);
    int marks = 0;
    int previous = -1;
    boolean inFlag = false;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      i += Character.charCount(c);
      inFlag = c == BLACK_FLAG || (inFlag && isTag(c));
      if (isMark(c)) {
        if (previous < 0) {
          out.appendCodePoint(DOTTED_CIRCLE);
        }
        if (++marks <= MARKS_PER_BASE_MAX) {
          out.appendCodePoint(c);
        }
      } else {
        marks = 0;
        boolean joins = c == ZWJ || c == ZWNJ;
        if (c == '\t') {
          out.append(TAB);
        } else if (joins ? joins(previous, i, line) : isShown(c) || inFlag) {
          out.appendCodePoint(c);
        } else {
          appendEscaped(out, c);
        }
      }
      previous = c;
    }
    return out.toString();
  }

  private static boolean isPrintableAscii(String line) {
    return line.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
  }

  /// Joiners are kept only where they can join: between two characters that are not joiners.
  private static boolean joins(int previous, int next, String line) {
    return isJoinable(previous) && next < line.length() && isJoinable(line.codePointAt(next));
  }

  private static boolean isJoinable(int c) {
    return c >= 0 && (Character.isLetterOrDigit(c) || isMark(c) || isSymbol(c));
  }

  private static boolean isSymbol(int c) {
    return switch (Character.getType(c)) {
      case Character.OTHER_SYMBOL,
          Character.MATH_SYMBOL,
          Character.MODIFIER_SYMBOL,
          // Emoji newer than this Java.
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> isHarmlessFormat(c);
      case Character.UNASSIGNED -> !isNonCharacter(c);
      default -> true;
    };
  }

  /// Directional marks without a scope, the byte order mark at the start of some files, and the
  /// visible Arabic signs of this category.
  private static boolean isHarmlessFormat(int c) {
    return c == 0x200E
        || c == 0x200F
        || c == 0x061C
        || c == 0xFEFF
        || (c >= 0x0600 && c <= 0x0605)
        || c == 0x06DD
        || c == 0x08E2;
  }

  private static boolean isNonCharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }

  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }

  private static boolean isPlainInNames(int c) {
    return switch (c) {
      case '_', '-', '.' -> true;
      // Letters and a symbol without a glyph: Hangul fillers and the empty Braille cell.
      case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> false;
      default ->
          Character.isLetterOrDigit(c)
              || Character.getType(c) == Character.COMBINING_SPACING_MARK
              || Character.getType(c) == Character.OTHER_SYMBOL;
    };
  }

  private static void appendEscaped(StringBuilder out, int c) {
    if (c < 0x20) {
      out.appendCodePoint(0x2400 + c);
    } else if (c == 0x7F) {
      out.append('␡');
    } else {
      out.append("<U+%04X>".formatted(c));
    }
  }
}
