package gochat.client.markup;

import gochat.client.markup.Span.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the spans between the marks `*`, `_` and `~` of one line. The characters of the line come
/// in order.
final class MarkScan {
  /// Characters of paths and emoticons; a mark next to one has no meaning.
  private static final String NEVER_OUTSIDE = "/\\";

  private static final String NEVER_INSIDE = "/\\=<>^";
  private static final String JOINING = ".=@-";
  private static final String MARKS = "*_~";

  /// No position.
  static final int NONE = -1;

  /// The spans of a run of marks by its text, the outermost first.
  private static final Map<String, List<Kind>> KINDS =
      Map.of(
          "*", List.of(Kind.ITALIC),
          "**", List.of(Kind.BOLD),
          "***", List.of(Kind.ITALIC, Kind.BOLD),
          "_", List.of(Kind.ITALIC),
          "__", List.of(Kind.BOLD),
          "___", List.of(Kind.ITALIC, Kind.BOLD),
          "~~", List.of(Kind.STRIKE));

  private static final int MARK_MAX = 3;

  /// A run of marks that may begin a span.
  ///
  /// @param slash the position of the backslash before it, or [#NONE]
  private record Opener(int from, int slash) {}

  private final String text;
  private final int from;
  private final int to;
  private final List<Span> spans;

  /// The last openers, by their run.
  private final Map<String, Opener> openers = new HashMap<>();

  private final Map<String, Opener> escapedOpeners = new HashMap<>();

  /// The last position of a blank.
  private int blankAt = NONE;

  /// The last position of a character that marks can enclose. Marks around punctuation only are an
  /// emoticon, or a pattern of files.
  private int contentAt = NONE;

  /// @param from the beginning of the line
  /// @param to its end
  /// @param spans receives the spans, in no order
  MarkScan(String text, int from, int to, List<Span> spans) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.spans = spans;
  }

  /// The character at this position is a blank.
  void blank(int at) {
    blankAt = at;
  }

  /// Marks can enclose the character at this position.
  void content(int at) {
    contentAt = at;
  }

  /// Takes a run of one mark.
  ///
  /// @param end the index after it
  /// @param slash the position of a backslash before it, or [#NONE]
  /// @return `end`
  int read(int at, int end, int slash) {
    String run = text.substring(at, Math.min(end, at + MARK_MAX + 1));
    List<Kind> kinds = KINDS.get(run);
    if (kinds == null) {
      return end;
    }
    int left = slash == NONE ? at : slash;
    boolean canClose = canClose(left, end);
    if (canClose && close(run, kinds, end, slash)) {
      return end;
    }
    Opener opener = openers.get(run);
    if (canOpen(left, end)) {
      (slash == NONE ? openers : escapedOpeners).put(run, new Opener(at, slash));
    } else if (!canClose && opener != null && opener.from() > blankAt) {
      // Within the same word, as in `__init__(self)`.
      openers.remove(run);
    }
    return end;
  }

  /// @return whether a span ends here, or would end here without a backslash
  private boolean close(String run, List<Kind> kinds, int end, int slash) {
    Opener opener = withContent(openers.get(run));
    Opener escaped = withContent(escapedOpeners.get(run));
    if (escaped != null && (opener == null || escaped.from() > opener.from())) {
      spans.add(Span.escape(escaped.slash()));
      escapedOpeners.remove(run);
    }
    if (slash != NONE) {
      if (opener != null || escaped != null) {
        spans.add(Span.escape(slash));
      }
      return opener != null || escaped != null;
    }
    if (opener == null) {
      return false;
    }
    for (int depth = 0; depth < kinds.size(); depth++) {
      spans.add(Span.of(kinds.get(depth), opener.from() + depth, end - depth));
    }
    // Openers within the span have not ended.
    openers.values().removeIf(other -> other.from() >= opener.from());
    escapedOpeners.values().removeIf(other -> other.from() >= opener.from());
    return true;
  }

  private @Nullable Opener withContent(@Nullable Opener opener) {
    return opener != null && opener.from() < contentAt ? opener : null;
  }

  private boolean canOpen(int left, int right) {
    int inside = right < to ? text.codePointAt(right) : NONE;
    if (!canBeInside(inside)) {
      return false;
    }
    int at = left;
    while (at > from && JOINING.indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    int next = left > from ? text.codePointBefore(left) : NONE;
    return !isAttached(inside, next, Letters.baseBefore(text, at, from), ")]}");
  }

  private boolean canClose(int left, int right) {
    int inside = Letters.baseBefore(text, left, from);
    if (!canBeInside(inside)) {
      return false;
    }
    int at = right;
    while (at < to && JOINING.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int next = right < to ? text.codePointAt(right) : NONE;
    return !isAttached(inside, next, at < to ? text.codePointAt(at) : NONE, "([{");
  }

  private static boolean canBeInside(int c) {
    return c != NONE && !Letters.isBlank(c) && NEVER_INSIDE.indexOf(c) < 0;
  }

  /// Whether a character next to a mark, outside of its span, takes away the mark's meaning.
  ///
  /// @param next the character next to the mark
  /// @param beyond the next character that does not join words
  /// @param brackets characters that belong to an adjacent word, as in calls of functions
  private static boolean isAttached(int inside, int next, int beyond, String brackets) {
    boolean isJoined = next != NONE && JOINING.indexOf(next) >= 0;
    boolean isWithinWord =
        beyond != NONE && Letters.isWord(beyond) && (!isJoined || Letters.isWord(inside));
    boolean isBracket = next != NONE && brackets.indexOf(next) >= 0;
    boolean isBetweenMarks = next != NONE && MARKS.indexOf(inside) >= 0 && MARKS.indexOf(next) >= 0;
    return isWithinWord
        || isBetweenMarks
        || (next != NONE && NEVER_OUTSIDE.indexOf(next) >= 0)
        || (isBracket && !Letters.isUnspaced(inside));
  }
}
