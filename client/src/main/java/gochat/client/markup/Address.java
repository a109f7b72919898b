package gochat.client.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A web address in a text.
///
/// @param end the index after it
/// @param isLink false if it contains a user's name, with which `https://bank.example@evil.example`
///   looks like another host
record Address(int end, boolean isLink) {
  private static final Pattern START =
      Pattern.compile("https?://(?=[\\p{L}\\p{Nd}\\[])", Pattern.CASE_INSENSITIVE);
  private static final Pattern MAIL_START = Pattern.compile("mailto:", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER = Pattern.compile("[^/:]*://[^/?#]*@");
  private static final String NEVER = "<>\"`\\";
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final String ENDS_SENTENCE = ".,;:!?*~";

  /// The brackets that may enclose an address.
  private static final String AROUND = "'_";

  private static final int DELIMITED_MAX = 2_000;

  /// Tests whether a character belongs to an address.
  private interface Belonging {
    boolean belongs(int c, int before);
  }

  /// The address that begins at `at`.
  ///
  /// @param to the end of its line
  /// @return null if there is none
  static @Nullable Address at(String text, int at, int to) {
    int host = behind(START, text, at, to);
    if (host < 0) {
      return null;
    }
    int end = end(text, host, to, Address::isInPlainAddress);
    int before = at > 0 ? text.charAt(at - 1) : -1;
    while (end > host && isBehindAddress(text.charAt(end - 1), before)) {
      end--;
    }
    return end > host ? new Address(end, !namesUser(text, at, end)) : null;
  }

  /// The end of the address at `at`, before the `)` that is not opened in it; -1 if there is none.
  static int delimitedEnd(String text, int at, int to) {
    int host = Math.max(behind(START, text, at, to), behind(MAIL_START, text, at, to));
    if (host < 0) {
      return -1;
    }
    int end = end(text, host, Math.min(to, at + DELIMITED_MAX), (c, next) -> !isNever(c));
    boolean isDelimited = end > host && end < to && text.charAt(end) == ')';
    return isDelimited && !namesUser(text, at, end) ? end : -1;
  }

  private static int behind(Pattern start, String text, int at, int to) {
    Matcher matcher = start.matcher(text).region(at, to);
    return matcher.lookingAt() ? matcher.end() : -1;
  }

  private static boolean namesUser(String text, int at, int end) {
    return USER.matcher(text).region(at, end).lookingAt();
  }

  private static boolean isInPlainAddress(int c, int before) {
    if (c < 0x80) {
      return !isNever(c);
    }
    boolean isLetterDigitOrMark = Character.isLetter(c) || isNumber(c) || Letters.isMark(c);
    return isLetterDigitOrMark && !(Letters.isUnspaced(c) && before >= 0 && Letters.isWord(before));
  }

  private static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean isNever(int c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0x9F) || Letters.isBlank(c) || NEVER.indexOf(c) >= 0;
  }

  private static boolean isBehindAddress(char last, int before) {
    return ENDS_SENTENCE.indexOf(last) >= 0
        || OPENING.indexOf(last) >= 0
        || (AROUND.indexOf(last) >= 0 && last == before);
  }

  /// The end of an address; a closing bracket belongs to it if it was opened in it.
  private static int end(String text, int from, int to, Belonging belonging) {
    int[] open = new int[OPENING.length()];
    int before = -1;
    int end = from;
    while (end < to) {
      int c = text.codePointAt(end);
      int closes = CLOSING.indexOf(c);
      if (!belonging.belongs(c, before) || (closes >= 0 && open[closes]-- == 0)) {
        break;
      }
      int opens = OPENING.indexOf(c);
      if (opens >= 0) {
        open[opens]++;
      }
      before = c;
      end += Character.charCount(c);
    }
    return end;
  }
}
