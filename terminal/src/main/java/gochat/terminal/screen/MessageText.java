package gochat.terminal.screen;

import gochat.client.markup.KnownNames;
import gochat.client.markup.Markup;
import gochat.client.markup.Span;
import gochat.terminal.text.Entry;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The text of a message for the screen: all its characters, with styles for links, mentions and
/// marks.
///
/// @param lines safe to show, at least one
/// @param spans of each line, with positions within it
record MessageText(List<String> lines, List<List<Span>> spans) {
  /// A longer text is drawn as plain text.
  private static final int MARKED_CHARS_MAX = 10_240;

  /// @param mentioned names of the mentioned users
  static MessageText of(String text, List<String> mentioned) {
    List<String> lines = VisibleText.lines(text);
    String visible = String.join("\n", lines);
    if (visible.length() > MARKED_CHARS_MAX) {
      return plain(lines);
    }
    List<List<Span>> spans = new ArrayList<>();
    int line = -1;
    int from = 0;
    int to = -1;
    for (Span span : Markup.spans(visible, new KnownNames(mentioned))) {
      while (span.from() > to) {
        from = to + 1;
        to = from + lines.get(++line).length();
        spans.add(new ArrayList<>());
      }
      spans.getLast().add(span.movedBy(-from));
    }
    while (spans.size() < lines.size()) {
      spans.add(List.of());
    }
    return new MessageText(lines, spans);
  }

  static MessageText plain(List<String> lines) {
    return new MessageText(lines, lines.stream().map(_ -> List.<Span>of()).toList());
  }

  /// Appends a row's part of the text.
  ///
  /// @param style of the text outside of spans
  void append(AttributedStringBuilder built, Entry.Row row, AttributedStyle style, Theme theme) {
    String part = lines.get(row.line()).substring(row.from(), row.to());
    AttributedStyle[] styles = new AttributedStyle[part.length()];
    Arrays.fill(styles, style);
    for (Span span : spans.get(row.line())) {
      int to = Math.min(span.to(), row.to());
      for (int i = Math.max(span.from(), row.from()); i < to; i++) {
        styles[i - row.from()] = styled(span, styles[i - row.from()], theme);
      }
    }
    String isolated = VisibleText.isolated(part);
    int isolation = (isolated.length() - part.length()) / 2;
    built.append(isolated.substring(0, isolation), style);
    for (int from = 0, to; from < part.length(); from = to) {
      to = from + 1;
      while (to < part.length() && styles[to].equals(styles[from])) {
        to++;
      }
      built.append(part.substring(from, to), styles[from]);
    }
    built.append(isolated.substring(isolation + part.length()), style);
  }

  private static AttributedStyle styled(Span span, AttributedStyle style, Theme theme) {
    return switch (span.kind()) {
      case LINK -> style.underline();
      case MENTION -> span.isKnown() ? theme.name(span.target()) : style;
      case BOLD -> style.bold();
      case ITALIC -> style.italic();
      case STRIKE -> style.crossedOut();
      case CODE, ESCAPE -> style;
    };
  }
}
