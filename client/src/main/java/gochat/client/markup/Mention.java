package gochat.client.markup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A name after an `@`.
///
/// @param from of the `@`, in UTF-16 code units of the text
/// @param end the index after the name
/// @param name in its user's spelling if it is known, else as in the text
public record Mention(int from, int end, String name, boolean isKnown) {
  /// Twice what the server allows: a name may be typed decomposed.
  private static final int CODE_POINTS_MAX = 64;

  private static final int FULLWIDTH_AT = 0xFF20;

  /// The receiver of a text that begins with `@`: the longest known name, or else the text up to a
  /// blank or punctuation.
  ///
  /// @return null if no name follows
  public static @Nullable Mention leading(String text, KnownNames known) {
    return at(text, 0, text.length(), known);
  }

  /// The possible receivers of a text that begins with `@`, the longest first: one for each place
  /// where a name can end.
  public static List<String> leadingCandidates(String text) {
    List<String> names = new ArrayList<>();
    if (!text.isEmpty() && isAt(text.charAt(0))) {
      for (int end : ends(text, 1, text.length())) {
        names.add(text.substring(1, end));
      }
    }
    return names;
  }

  /// The index of the `@` of an unfinished name at the end of `text`, as while it is typed; -1 if
  /// there is none.
  public static int typedAt(String text) {
    int at = text.length();
    for (int count = 0; at > 0 && count <= CODE_POINTS_MAX; count++) {
      int c = text.codePointBefore(at);
      at -= Character.charCount(c);
      if (isAt(c)) {
        return mayBegin(text, at, 0) ? at : -1;
      }
      if (!Letters.isInName(c)) {
        return -1;
      }
    }
    return -1;
  }

  /// The mention with its `@` at `at`, whatever precedes it.
  ///
  /// @param to the end of its line
  static @Nullable Mention at(String text, int at, int to, KnownNames known) {
    if (at >= to || !isAt(text.charAt(at))) {
      return null;
    }
    List<Integer> ends = ends(text, at + 1, to);
    if (ends.isEmpty()) {
      return null;
    }
    for (int end : ends) {
      String name = known.find(text.substring(at + 1, end));
      if (name != null) {
        return new Mention(at, end, name, true);
      }
    }
    int end = ends.getFirst();
    while (end > at + 2 && Letters.isNamePunctuation(text.charAt(end - 1))) {
      end--;
    }
    return new Mention(at, end, text.substring(at + 1, end), false);
  }

  private static boolean isAt(int c) {
    return c == '@' || c == FULLWIDTH_AT;
  }

  /// Whether a mention may begin at an `@`: it is not part of a mail address.
  ///
  /// @param from the beginning of the line
  static boolean mayBegin(String text, int at, int from) {
    int before = Letters.baseBefore(text, at, from);
    return before < 0 || !(Letters.isWord(before) || Letters.isNamePunctuation(before));
  }

  /// The possible ends of the name at `start`, the farthest first. No letter that would form one
  /// word with the name may follow, directly or after `.`, `_` and `-`.
  private static List<Integer> ends(String text, int start, int to) {
    int end = start;
    for (int count = 0; end < to && count < CODE_POINTS_MAX; count++) {
      int c = text.codePointAt(end);
      boolean isName = count == 0 ? Character.isLetterOrDigit(c) || c == '_' : Letters.isInName(c);
      if (!isName) {
        break;
      }
      end += Character.charCount(c);
    }
    List<Integer> ends = new ArrayList<>();
    // The first character at or after `end` that is not punctuation of names.
    int next = end;
    while (next < to && Letters.isNamePunctuation(text.charAt(next))) {
      next++;
    }
    for (int at = end; at > start; ) {
      int before = text.codePointBefore(at);
      if (canEnd(text, start, at, next, to)) {
        ends.add(at);
      }
      at -= Character.charCount(before);
      if (!Letters.isNamePunctuation(before)) {
        next = at;
      }
    }
    return ends;
  }

  private static boolean canEnd(String text, int start, int end, int next, int to) {
    if (next == to) {
      return true;
    }
    int c = text.codePointAt(next);
    if (next > end) {
      return !Letters.isWord(c);
    }
    return !Letters.isMark(c)
        && (!Letters.isWord(c) || Letters.isUnspaced(Letters.baseBefore(text, end, start)));
  }
}
