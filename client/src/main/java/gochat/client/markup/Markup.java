package gochat.client.markup;

import gochat.client.markup.Span.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses the markup of texts.
public final class Markup {
  /// The server's limit for one message.
  private static final int MENTIONS_MAX = 64;

  private static final String ACTION = "/me ";
  private static final int QUOTES_DEEP_MAX = 4;
  private static final String BLANK = "[\\s\\p{Z}\\x{85}\\x{FEFF}]";
  private static final String NO_BLANK = "[^\\s\\p{Z}\\x{85}\\x{FEFF}]";
  private static final Pattern FENCE =
      Pattern.compile("^ {0,3}(`{3,}|~{3,})[ \\t]*[\\w+#.-]{0,20}[ \\t]*$");
  private static final Pattern CLOSING = Pattern.compile("[ \\t]*(`{3,}|~{3,})[ \\t]*$");
  private static final Pattern QUOTE =
      Pattern.compile("^ {0,3}> (?=" + BLANK + "*" + NO_BLANK + ")");

  /// Continues a quote, and begins none.
  private static final Pattern QUOTE_ON = Pattern.compile("^ {0,3}>(?: |$)");

  private static final Pattern ITEM =
      Pattern.compile("^ {0,3}(?:[-*]|(?:0|[1-9][0-9]{0,2})[.)]) +(?=" + NO_BLANK + ")");
  private static final Pattern SLASH = Pattern.compile("^ {0,3}\\\\");

  private final String text;
  private final KnownNames known;
  private final List<Span> spans = new ArrayList<>();

  /// The marks that began the current code block, with the depth of quotes; empty: none.
  private String fence = "";

  private int fenceDepth;

  /// The depth of quotes of the previous line.
  private int depth;

  private Markup(String text, KnownNames known) {
    this.text = text;
    this.known = known;
  }

  /// The spans of a text in the order of their beginnings; they nest and never overlap otherwise.
  public static List<Span> spans(String text, KnownNames known) {
    Markup markup = new Markup(text, known);
    markup.run();
    markup.spans.sort(
        Comparator.comparingInt(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
    return markup.spans;
  }

  /// The action of a text, as in XEP-0245: the text after `/me `; null if it is an ordinary
  /// message.
  public static @Nullable String action(String text) {
    return text.startsWith(ACTION) && !text.substring(ACTION.length()).isBlank()
        ? text.substring(ACTION.length())
        : null;
  }

  /// The mentioned names, known or not, up to the server's limit.
  public static List<String> mentions(String text, KnownNames known) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (Span span : spans(text, known)) {
      if (span.kind() == Kind.MENTION && names.size() < MENTIONS_MAX) {
        names.add(span.target());
      }
    }
    return List.copyOf(names);
  }

  private void run() {
    for (int from = 0; from <= text.length(); ) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      line(from, to);
      from = to + 1;
    }
  }

  private void line(int from, int to) {
    if (!fence.isEmpty()) {
      int inside = behindQuotes(from, to, fenceDepth);
      if (depth == fenceDepth) {
        fence = isClosing(inside, to) ? "" : fence;
        return;
      }
      // The quote has ended, and so has its code block.
      fence = "";
    }
    block(behindQuotes(from, to, QUOTES_DEEP_MAX), to);
  }

  /// The index after the marks of the quotes that continue or begin here.
  private int behindQuotes(int from, int to, int depthMax) {
    int at = from;
    for (int quotes = 0; quotes < depthMax; quotes++) {
      int next = behind(quotes < depth ? QUOTE_ON : QUOTE, at, to);
      if (next < 0) {
        depth = quotes;
        return at;
      }
      at = next;
    }
    depth = depthMax;
    return at;
  }

  private void block(int from, int to) {
    Matcher fenced = FENCE.matcher(text).region(from, to);
    if (fenced.lookingAt()) {
      fence = fenced.group(1);
      fenceDepth = depth;
      return;
    }
    int content = from;
    int item = behind(ITEM, from, to);
    int slash = behind(SLASH, from, to);
    if (item >= 0) {
      content = item;
    } else if (slash >= 0 && beginsBlock(slash, to)) {
      spans.add(Span.escape(slash - 1));
      content = slash;
    }
    new InlineScan(text, content, to, known, spans).run();
  }

  private boolean beginsBlock(int from, int to) {
    return behind(FENCE, from, to) >= 0
        || behind(ITEM, from, to) >= 0
        || (depth < QUOTES_DEEP_MAX && behind(QUOTE, from, to) >= 0);
  }

  private boolean isClosing(int from, int to) {
    Matcher closing = CLOSING.matcher(text).region(from, to);
    return closing.lookingAt() && closing.group(1).startsWith(fence);
  }

  /// The index after the match of `pattern` at `from`; -1 without a match.
  private int behind(Pattern pattern, int from, int to) {
    Matcher matcher = pattern.matcher(text).region(from, to);
    return matcher.lookingAt() ? matcher.end() : -1;
  }
}
