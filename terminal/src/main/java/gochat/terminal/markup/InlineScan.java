package gochat.terminal.markup;

import gochat.terminal.markup.Span.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the links, mentions, code and marks of one line.
final class InlineScan {
  private static final String ESCAPABLE = "`*_~[@＠";
  private static final int LABEL_MAX = 400;

  /// Characters of paths and faces; a mark next to one has no meaning.
  private static final String NEVER_OUTSIDE = "/\\";

  private static final String NEVER_INSIDE = "/\\=<>^";
  private static final String JOINING = ".=@-";
  private static final String MARKS = "*_~";
  private static final int NONE = -1;

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
  private final KnownNames known;
  private final List<Span> spans;

  /// The last openers, by their run.
  private final Map<String, Opener> openers = new HashMap<>();

  private final Map<String, Opener> escapedOpeners = new HashMap<>();

  /// The last position of a blank, and of a character that marks can enclose. Marks around
  /// punctuation only are a face, or a pattern of files.
  private int blankAt = NONE;

  private int contentAt = NONE;

  /// The next run of backticks of the same length, by a run's position.
  private @Nullable Map<Integer, Integer> nextTicks;

  /// Runs of backticks that would have ended code whose beginning was escaped by a backslash.
  private final Set<Integer> freedTicks = new HashSet<>();

  /// @param from the beginning of the line
  /// @param to its end
  /// @param spans receives the spans, in no order
  InlineScan(String text, int from, int to, KnownNames known, List<Span> spans) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.known = known;
    this.spans = spans;
  }

  void run() {
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (Letters.isBlank(c)) {
        blankAt = at;
      } else if (c >= 0x80 || Character.isLetterOrDigit(c)) {
        contentAt = at;
      }
      boolean isEscaped = c == '\\' && at + 1 < to && ESCAPABLE.indexOf(text.charAt(at + 1)) >= 0;
      at = isEscaped ? read(at + 1, at) : read(at, NONE);
    }
  }

  /// @param slash the position of a backslash before it, or [#NONE]
  /// @return the index to go on from
  private int read(int at, int slash) {
    return switch (text.charAt(at)) {
      case '`' -> code(at, slash);
      case '*', '_', '~' -> mark(at, slash);
      case '[' -> labelled(at, slash);
      case '@', '＠' -> mention(at, slash);
      case 'h', 'H' -> address(at);
      default -> at + 1;
    };
  }

  private int add(Span span) {
    spans.add(span);
    return span.to();
  }

  /// Notes a character that is not parsed further: marks can enclose it.
  private int addWhole(Span span) {
    contentAt = span.to() - 1;
    return add(span);
  }

  private void escape(int slash) {
    spans.add(Span.of(Kind.ESCAPE, slash, slash + 1));
  }

  private int runEnd(int at) {
    int end = at + 1;
    while (end < to && text.charAt(end) == text.charAt(at)) {
      end++;
    }
    return end;
  }

  private int code(int at, int slash) {
    if (nextTicks == null) {
      nextTicks = ticks();
    }
    int end = runEnd(at);
    int next = nextTicks.getOrDefault(at, NONE);
    if (slash == NONE) {
      return next == NONE ? end : addWhole(Span.of(Kind.CODE, at, next + end - at));
    }
    if (next != NONE || freedTicks.contains(at)) {
      escape(slash);
      freedTicks.add(next);
    }
    return end;
  }

  private Map<Integer, Integer> ticks() {
    Map<Integer, Integer> next = new HashMap<>();
    Map<Integer, Integer> lastOfLength = new HashMap<>();
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == '`') {
        int end = runEnd(at);
        Integer last = lastOfLength.put(end - at, at);
        if (last != null) {
          next.put(last, at);
        }
        at = end;
      }
    }
    return next;
  }

  private int mark(int at, int slash) {
    int end = runEnd(at);
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
      escape(escaped.slash());
      escapedOpeners.remove(run);
    }
    if (slash != NONE) {
      if (opener != null || escaped != null) {
        escape(slash);
      }
      return opener != null || escaped != null;
    }
    if (opener == null) {
      return false;
    }
    for (int depth = 0; depth < kinds.size(); depth++) {
      add(Span.of(kinds.get(depth), opener.from() + depth, end - depth));
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

  private int labelled(int at, int slash) {
    int labelEnd = at + 1;
    while (labelEnd < to
        && labelEnd - at <= LABEL_MAX
        && text.charAt(labelEnd) != '['
        && text.charAt(labelEnd) != ']') {
      labelEnd++;
    }
    if (!text.startsWith("](", labelEnd)
        || text.substring(at + 1, labelEnd).codePoints().allMatch(Letters::isBlank)) {
      return at + 1;
    }
    int start = labelEnd + 2;
    int end = start < to ? Address.delimitedEnd(text, start, to) : NONE;
    if (end == NONE) {
      return at + 1;
    }
    if (slash != NONE) {
      escape(slash);
      return at + 1;
    }
    return addWhole(Span.link(at, end + 1, text.substring(start, end)));
  }

  private int mention(int at, int slash) {
    int outside = slash == NONE ? at : slash;
    Mention mention =
        Mention.mayBegin(text, outside, from) ? Mention.at(text, at, to, known) : null;
    if (mention == null) {
      return at + 1;
    }
    if (slash != NONE) {
      escape(slash);
      return at + 1;
    }
    return addWhole(new Span(Kind.MENTION, at, mention.end(), mention.name(), mention.isKnown()));
  }

  private int address(int at) {
    Address address = Address.at(text, at, to);
    int before = Letters.baseBefore(text, at, from);
    if (address == null || (before != NONE && Letters.isWord(before))) {
      return at + 1;
    }
    return address.isLink()
        ? addWhole(Span.link(at, address.end(), text.substring(at, address.end())))
        : address.end();
  }
}
