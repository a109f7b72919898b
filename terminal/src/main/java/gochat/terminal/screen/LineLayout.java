package gochat.terminal.screen;

import gochat.client.markup.Markup;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Reaction;
import gochat.terminal.chat.SendStatus;
import gochat.terminal.chat.Timeline;
import gochat.terminal.text.Entry;
import gochat.terminal.text.EventText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.UserText;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Lays out the lines of a timeline as rows of the screen. It makes texts of other users harmless:
/// only a line's first row has text left of its bar, so no text can look like another user's line.
final class LineLayout {
  /// From this width on there are columns for times and names.
  static final int WIDE_COLUMNS_MIN = 90;

  private static final int NAME_COLUMNS = 14;
  private static final int TIME_COLUMNS = 5;
  private static final int QUOTE_COLUMNS_MAX = 60;
  private static final String BAR = " │ ";
  private static final int RULE_START_COLUMNS = 3;

  private final Theme theme;
  private final Texts texts;
  private final Clock clock;
  private final EventText eventText;
  private final int columns;
  private final boolean isWide;
  private final String selfName;
  private final boolean highlights;

  /// @param highlights whether messages to the user stand out
  /// @param isWide whether there are columns for times and names
  LineLayout(
      Theme theme,
      Texts texts,
      Clock clock,
      String selfName,
      boolean highlights,
      int columns,
      boolean isWide) {
    this.theme = theme;
    this.texts = texts;
    this.clock = clock;
    this.selfName = selfName;
    this.highlights = highlights;
    this.columns = columns;
    this.isWide = isWide;
    eventText = new EventText(texts);
  }

  /// @param isFolded whether a message is shown without its text
  /// @param isPinned whether the line is a pinned message
  List<AttributedString> rows(
      Line line, Timeline timeline, Predicate<Line.Message> isFolded, boolean isPinned) {
    return switch (line) {
      case Line.Message message -> message(message, timeline, isFolded, isPinned);
      case Line.RoomEvent event ->
          plain("→", line.timeMs(), sentence(event, timeline), theme.quiet());
      case Line.Outgoing outgoing ->
          own(
              speaker(selfName, outgoing.text()),
              outgoing.timeMs(),
              outgoing.text(),
              outgoing.status());
      case Line.Whisper whisper -> whisper(whisper);
      case Line.Notice(var timeMs, var text) -> plain("*", timeMs, text, theme.notice());
    };
  }

  private String sentence(Line.RoomEvent line, Timeline timeline) {
    Line.Message message = timeline.message(line.messageSeq());
    return eventText.sentence(line.event(), message == null ? "" : withoutAction(message.text()));
  }

  /// The text before the first row, with its style.
  private record Head(String text, AttributedStyle style) {}

  private List<AttributedString> message(
      Line.Message message, Timeline timeline, Predicate<Line.Message> isFolded, boolean isPinned) {
    String name = message.author().getName();
    List<AttributedString> rows = new ArrayList<>();
    String standIn = standIn(message, isFolded);
    if (message.replyTo() > 0 && !isFolded.test(message)) {
      rows.add(quote(message.replyTo(), timeline, isFolded));
    }
    if (!standIn.isEmpty()) {
      rows.addAll(
          rows(
              speaker(name, ""),
              clock.time(message.timeMs()),
              MessageText.plain(List.of(standIn)),
              theme.quiet().italic()));
      return rows;
    }
    AttributedStyle style =
        message.isForMe() && highlights ? theme.attention() : AttributedStyle.DEFAULT;
    rows.addAll(
        rows(
            speaker(name, message.text()),
            clock.time(message.timeMs()),
            MessageText.of(withoutAction(message.text()), message.mentioned().names()),
            style));
    if (message.isEdited()) {
      addBehind(rows, texts.get("message.edited"));
    }
    if (isPinned) {
      addBehind(rows, texts.get("message.pinned"));
    }
    if (!message.reactions().isEmpty()) {
      rows.add(reactions(message.reactions()));
    }
    return rows;
  }

  /// The words in place of the text; empty if the text is shown.
  private String standIn(Line.Message message, Predicate<Line.Message> isFolded) {
    if (message.isDeleted()) {
      return texts.get("message.deleted");
    }
    return isFolded.test(message) ? texts.get("message.folded") : "";
  }

  private Head speaker(String name, String text) {
    String visible = UserText.name(name, texts);
    AttributedStyle style = theme.name(name);
    if (isWide) {
      return new Head((isAction(text) ? "✱ " : "") + visible, style);
    }
    return new Head(isAction(text) ? "✱ " + visible + " " : visible + ": ", style);
  }

  private static boolean isAction(String text) {
    return Markup.action(text) != null;
  }

  private static String withoutAction(String text) {
    return Objects.requireNonNullElse(Markup.action(text), text);
  }

  private List<AttributedString> own(Head head, long timeMs, String text, SendStatus status) {
    MessageText body = MessageText.of(withoutAction(text), List.of());
    return switch (status) {
      case SendStatus.Pending _ -> rows(head, " ··· ", body, theme.pending());
      case SendStatus.Sent _ -> rows(head, clock.time(timeMs), body, AttributedStyle.DEFAULT);
      case SendStatus.Failed(var sentence) ->
          failed(
              rows(head, "  ✗  ", body, theme.problem()),
              texts.get("message.failed", VisibleText.sentence(sentence)));
      case SendStatus.Uncertain _ ->
          failed(rows(head, "  ?  ", body, theme.problem()), texts.get("message.uncertain"));
    };
  }

  private List<AttributedString> failed(List<AttributedString> rows, String sentence) {
    List<AttributedString> all = new ArrayList<>(rows);
    String bar = bar("╰");
    Entry entry = new Entry(bar, List.of(sentence));
    for (Entry.Row row : entry.rows(columns, continuation())) {
      all.add(Row.of(entry.text(row), theme.problem(), columns));
    }
    return all;
  }

  private List<AttributedString> whisper(Line.Whisper whisper) {
    String peer = VisibleText.name(whisper.peer());
    AttributedStyle style = theme.name(whisper.peer());
    if (whisper.peer().isEmpty()) {
      return rows(
          new Head(isWide ? "server" : "[server] ", theme.attention()),
          clock.time(whisper.timeMs()),
          MessageText.of(whisper.text(), List.of()),
          AttributedStyle.DEFAULT);
    }
    if (whisper.isOwn()) {
      Head head = new Head(isWide ? "✉ → " + peer : texts.get("private.sent", peer), style);
      return own(head, whisper.timeMs(), whisper.text(), whisper.status());
    }
    return rows(
        new Head(isWide ? "✉ " + peer : texts.get("private.received", peer), style),
        clock.time(whisper.timeMs()),
        MessageText.of(whisper.text(), List.of()),
        highlights ? theme.attention() : AttributedStyle.DEFAULT);
  }

  private List<AttributedString> plain(
      String mark, long timeMs, String text, AttributedStyle style) {
    return rows(
        new Head(isWide ? mark : mark + " ", style),
        clock.time(timeMs),
        MessageText.plain(List.of(text.split("\n", -1))),
        style);
  }

  private AttributedString quote(long seq, Timeline timeline, Predicate<Line.Message> isFolded) {
    Line.Message message = timeline.message(seq);
    boolean isGone = seq < timeline.startSeq() && !timeline.hasEarlier();
    String text =
        message == null
            ? isGone ? texts.get("message.gone") : "…"
            : UserText.name(message.author(), texts)
                + ": "
                + (standIn(message, isFolded).isEmpty()
                    ? VisibleText.sentence(withoutAction(message.text()))
                    : standIn(message, isFolded));
    return new Row(columns)
        .add(bar("╭"), theme.quiet())
        .add(Row.clipped(text, QUOTE_COLUMNS_MAX), theme.quiet().italic())
        .build();
  }

  private AttributedString reactions(List<Reaction> reactions) {
    Row row = new Row(columns).add(bar("╰"), theme.quiet());
    for (Reaction reaction : reactions) {
      row.add(
          VisibleText.sentence(reaction.symbol()) + " " + reaction.count() + "  ",
          reaction.isOwn() ? theme.attention() : AttributedStyle.DEFAULT);
    }
    return row.build();
  }

  private void addBehind(List<AttributedString> rows, String mark) {
    AttributedString last = rows.getLast();
    if (Entry.width(last.toString()) + Entry.width(mark) + 1 <= columns) {
      rows.set(rows.size() - 1, new Row(columns).add(last).add(" " + mark, theme.quiet()).build());
    } else {
      rows.add(
          new Row(columns).add(continuation(), theme.quiet()).add(mark, theme.quiet()).build());
    }
  }

  private String continuation() {
    return bar("│");
  }

  private String bar(String character) {
    return isWide
        ? " ".repeat(TIME_COLUMNS + 1 + NAME_COLUMNS) + " " + character + " "
        : "  " + character + " ";
  }

  private List<AttributedString> rows(
      Head head, String time, MessageText body, AttributedStyle style) {
    String start = isWide ? time + " " + inColumn(head.text()) + BAR : head.text();
    List<AttributedString> rows = new ArrayList<>();
    for (Entry.Row row : new Entry(start, body.lines()).rows(columns, continuation())) {
      AttributedStringBuilder built = new AttributedStringBuilder();
      if (!rows.isEmpty()) {
        built.append(row.start(), theme.quiet());
      } else if (isWide) {
        built.append(time + " ", theme.quiet());
        built.append(inColumn(head.text()), head.style());
        built.append(BAR, theme.quiet());
      } else {
        built.append(head.text(), head.style());
      }
      body.append(built, row, style, theme);
      rows.add(built.toAttributedString());
    }
    return rows;
  }

  private static String inColumn(String name) {
    String clipped = Row.clipped(name, NAME_COLUMNS);
    return " ".repeat(Math.max(0, NAME_COLUMNS - Entry.width(clipped))) + clipped;
  }

  /// A horizontal line with a text in it.
  AttributedString rule(String text, AttributedStyle style) {
    String shown = text.isEmpty() ? "" : " " + text + " ";
    return new Row(columns)
        .fillTo(RULE_START_COLUMNS, "─", style)
        .add(shown, style)
        .fillTo(columns, "─", style)
        .build();
  }

  AttributedString day(long ms) {
    return rule(clock.date(ms), theme.quiet());
  }

  AttributedString unread() {
    return rule(texts.get("unread-line"), theme.attention());
  }

  /// The time in a separate line, if there is no column for it.
  AttributedString time(long ms) {
    String time = clock.time(ms);
    return new Row(columns)
        .fillTo(Math.max(0, columns - time.length() - 1), " ", theme.quiet())
        .add(time, theme.quiet())
        .build();
  }

  boolean isSameDay(long ms, long otherMs) {
    return clock.day(ms).equals(clock.day(otherMs));
  }

  boolean isWide() {
    return isWide;
  }
}
