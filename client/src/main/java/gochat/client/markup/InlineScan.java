package gochat.client.markup;

import gochat.client.markup.Span.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the links, mentions and code of one line, and hands its marks to [MarkScan].
final class InlineScan {
  private static final String ESCAPABLE = "`*_~[@＠";
  private static final int LABEL_MAX = 400;
  private static final int NONE = MarkScan.NONE;

  private final String text;
  private final int from;
  private final int to;
  private final KnownNames known;
  private final List<Span> spans;
  private final MarkScan marks;

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
    marks = new MarkScan(text, from, to, spans);
  }

  void run() {
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (Letters.isBlank(c)) {
        marks.blank(at);
      } else if (c >= 0x80 || Character.isLetterOrDigit(c)) {
        marks.content(at);
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
      case '*', '_', '~' -> marks.read(at, runEnd(at), slash);
      case '[' -> labelled(at, slash);
      case '@', '＠' -> mention(at, slash);
      case 'h', 'H' -> address(at);
      default -> at + 1;
    };
  }

  /// Adds a span that is not parsed further: marks can enclose it.
  private int addWhole(Span span) {
    marks.content(span.to() - 1);
    spans.add(span);
    return span.to();
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
      spans.add(Span.escape(slash));
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
      spans.add(Span.escape(slash));
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
      spans.add(Span.escape(slash));
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
