package gochat.terminal.screen;

import gochat.terminal.chat.Line;
import gochat.terminal.chat.Line.Logged;
import gochat.terminal.chat.Room;
import gochat.terminal.chat.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// The visible part of a timeline. At the end it follows new lines; scrolled back it stays in place
/// when lines are added below or above.
final class TimelineView {
  /// After such a pause the time is shown, if there is no column for times.
  private static final long PAUSE_MS = 5 * 60_000;

  /// The line at the bottom edge, and the number of its rows below the edge.
  private record Bottom(Line line, int hiddenRows) {}

  private final IdentityHashMap<Line, List<AttributedString>> layouts = new IdentityHashMap<>();
  private LineLayout layout;
  private Timeline timeline;
  private long unreadLineAfter = -1;
  private List<Long> pins = List.of();
  private int height = 1;
  private long laidOutVersion;
  private @Nullable Bottom bottom;
  private @Nullable Logged selected;
  private boolean isAtStart;

  TimelineView(LineLayout layout, Timeline timeline) {
    this.layout = layout;
    this.timeline = timeline;
  }

  void layOutBy(LineLayout newLayout) {
    layout = newLayout;
    layouts.clear();
  }

  /// @param room null if there is none
  void show(Timeline shown, @Nullable Room room, int rows) {
    if (shown != timeline) {
      timeline = shown;
      layouts.clear();
      bottom = null;
      selected = null;
    }
    List<Long> shownPins = room == null ? List.of() : room.pins();
    if (timeline.version() != laidOutVersion || !shownPins.equals(pins)) {
      // A reply quotes another line, which may have changed or arrived.
      laidOutVersion = timeline.version();
      pins = shownPins;
      layouts.clear();
    }
    unreadLineAfter = room == null ? -1 : room.unreadLineAfter();
    height = Math.max(1, rows);
  }

  boolean isAtEnd() {
    return bottom == null;
  }

  /// Whether the first row was in view at the last drawing.
  boolean isAtStart() {
    return isAtStart;
  }

  void toEnd() {
    bottom = null;
    selected = null;
  }

  @Nullable Logged selected() {
    return selected;
  }

  void deselect() {
    selected = null;
  }

  /// The visible rows, from the top.
  List<AttributedString> draw() {
    List<Line> lines = timeline.lines();
    List<AttributedString> rows = new ArrayList<>();
    int index = bottomIndex();
    int hidden = bottom == null ? 0 : bottom.hiddenRows();
    while (index >= 0 && rows.size() < height) {
      List<AttributedString> own = rowsOf(lines, index);
      for (int row = own.size() - 1 - hidden; row >= 0 && rows.size() < height; row--) {
        rows.add(own.get(row));
      }
      hidden = 0;
      index--;
    }
    isAtStart = index < 0;
    Collections.reverse(rows);
    return rows;
  }

  /// The number of messages below the view.
  int messagesBelow() {
    if (bottom == null) {
      return 0;
    }
    List<Line> lines = timeline.lines();
    return (int)
        lines.subList(Math.min(bottomIndex() + 1, lines.size()), lines.size()).stream()
            .filter(line -> line instanceof Line.Message || line instanceof Line.Whisper)
            .count();
  }

  /// Scrolls back by about a screen.
  void pageUp() {
    scrollUp(Math.max(1, height - 2));
  }

  void pageDown() {
    scrollDown(Math.max(1, height - 2));
  }

  /// Scrolls so that the line of this seq is near the top, if it exists.
  void showFrom(long timeMs) {
    List<Line> lines = timeline.lines();
    int first = 0;
    while (first < lines.size() && lines.get(first).timeMs() < timeMs) {
      first++;
    }
    int rows = 0;
    for (int i = first; i < lines.size(); i++) {
      rows += rowsOf(lines, i).size();
      if (rows >= height) {
        bottom = new Bottom(lines.get(i), rows - height);
        return;
      }
    }
    bottom = null;
  }

  private void scrollUp(int rows) {
    List<Line> lines = timeline.lines();
    int index = bottomIndex();
    int hidden = (bottom == null ? 0 : bottom.hiddenRows()) + rows;
    while (index >= 0 && hidden >= rowsOf(lines, index).size()) {
      hidden -= rowsOf(lines, index).size();
      index--;
    }
    Bottom highest = highest(lines);
    if (index < 0 || (highest != null && isAbove(lines, index, hidden, highest))) {
      bottom = highest;
    } else {
      bottom = new Bottom(lines.get(index), hidden);
    }
  }

  private static boolean isAbove(List<Line> lines, int index, int hidden, Bottom other) {
    int otherIndex = lines.indexOf(other.line());
    return index < otherIndex || (index == otherIndex && hidden > other.hiddenRows());
  }

  /// The position with the first line at the top; null if all lines fit.
  private @Nullable Bottom highest(List<Line> lines) {
    int rows = 0;
    for (int i = 0; i < lines.size(); i++) {
      rows += rowsOf(lines, i).size();
      if (rows >= height) {
        return i == lines.size() - 1 && rows == height
            ? null
            : new Bottom(lines.get(i), rows - height);
      }
    }
    return null;
  }

  private void scrollDown(int rows) {
    if (bottom == null) {
      return;
    }
    List<Line> lines = timeline.lines();
    int index = bottomIndex();
    int shown = rowsOf(lines, index).size() - bottom.hiddenRows() + rows;
    while (index < lines.size() && shown > rowsOf(lines, index).size()) {
      shown -= rowsOf(lines, index).size();
      index++;
    }
    bottom =
        index >= lines.size() || (index == lines.size() - 1 && shown == rowsOf(lines, index).size())
            ? null
            : new Bottom(lines.get(index), rowsOf(lines, index).size() - shown);
  }

  /// Selects the message before or after the selected one, and shows it.
  void select(int direction) {
    List<Line> lines = timeline.lines();
    int index = selected == null ? lines.size() : indexOf(selected);
    do {
      index += direction;
    } while (index >= 0 && index < lines.size() && !(lines.get(index) instanceof Line.Message));
    if (index >= lines.size()) {
      toEnd();
    } else if (index >= 0 && lines.get(index) instanceof Line.Message message) {
      selected = message;
      makeVisible(lines, index);
    }
  }

  /// Selects a loaded message, and shows it.
  void select(Line.Message message) {
    int index = indexOf(message);
    if (index >= 0) {
      selected = message;
      makeVisible(timeline.lines(), index);
    }
  }

  private void makeVisible(List<Line> lines, int index) {
    int first = bottomIndex();
    int rows = -(bottom == null ? 0 : bottom.hiddenRows());
    if (index > first || (index == first && bottom != null && bottom.hiddenRows() > 0)) {
      bottom = index == lines.size() - 1 ? null : new Bottom(lines.get(index), 0);
      return;
    }
    while (first > index && rows < height) {
      rows += rowsOf(lines, first).size();
      first--;
    }
    int missing = rows + rowsOf(lines, index).size() - height;
    if (first > index) {
      bottom = new Bottom(lines.get(index), 0);
    } else if (missing > 0) {
      scrollUp(missing);
    }
  }

  private int bottomIndex() {
    int last = timeline.lines().size() - 1;
    if (bottom == null) {
      return last;
    }
    int index = indexOf(bottom.line());
    if (index < 0) {
      // The message no longer exists.
      bottom = null;
      return last;
    }
    return index;
  }

  /// The current index of a line; a changed message is another object.
  private int indexOf(Line line) {
    List<Line> lines = timeline.lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line other = lines.get(i);
      boolean isSame =
          (line instanceof Logged a && other instanceof Logged b)
              ? a.seq() == b.seq()
              : other == line;
      if (isSame) {
        return i;
      }
    }
    return -1;
  }

  private List<AttributedString> rowsOf(List<Line> lines, int index) {
    Line line = lines.get(index);
    List<AttributedString> body =
        layouts.computeIfAbsent(line, added -> layout.rows(added, timeline, isPinned(added)));
    List<AttributedString> rows = new ArrayList<>(body.size() + 2);
    addSeparators(rows, index == 0 ? null : lines.get(index - 1), line);
    if (line instanceof Logged a && selected != null && a.seq() == selected.seq()) {
      body.forEach(row -> rows.add(selected(row)));
    } else {
      rows.addAll(body);
    }
    return rows;
  }

  private boolean isPinned(Line line) {
    return line instanceof Line.Message message && pins.contains(message.seq());
  }

  private static AttributedString selected(AttributedString row) {
    return new AttributedString(row.toString(), AttributedStyle.INVERSE);
  }

  private void addSeparators(List<AttributedString> rows, @Nullable Line before, Line line) {
    boolean isNewDay = before == null || !layout.isSameDay(before.timeMs(), line.timeMs());
    if (isNewDay && line instanceof Logged) {
      rows.add(layout.day(line.timeMs()));
    }
    boolean isLongAfter = before != null && line.timeMs() - before.timeMs() >= PAUSE_MS;
    if (!layout.isWide() && line instanceof Logged && (isNewDay || isLongAfter)) {
      rows.add(layout.time(line.timeMs()));
    }
    if (unreadLineAfter >= 0
        && line instanceof Logged logged
        && logged.seq() > unreadLineAfter
        && !(before != null && lastSeqBefore(before) > unreadLineAfter)) {
      rows.add(layout.unread());
    }
  }

  /// The seq of the last line of the log up to `line`; 0 if there is none.
  private long lastSeqBefore(Line line) {
    if (line instanceof Logged logged) {
      return logged.seq();
    }
    List<Line> lines = timeline.lines();
    for (int i = lines.indexOf(line); i >= 0; i--) {
      if (lines.get(i) instanceof Logged logged) {
        return logged.seq();
      }
    }
    return 0;
  }
}
