package gochat.terminal.screen;

import gochat.terminal.chat.Folds;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Line.Logged;
import gochat.terminal.chat.Room;
import gochat.terminal.chat.Timeline;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// The rows of a timeline's lines, with the separators above them: a new day, a time, the first
/// unread message. Layouts are kept until the timeline changes.
final class TimelineRows {
  /// After such a pause the time is shown, if there is no column for times.
  private static final long PAUSE_MS = 5 * 60_000;

  private final IdentityHashMap<Line, List<AttributedString>> layouts = new IdentityHashMap<>();
  private LineLayout layout;
  private Timeline timeline;
  private long unreadLineAfter = -1;
  private List<Long> pins = List.of();
  private long laidOutVersion;
  private long laidOutFolds;
  private Predicate<Line.Message> isFolded = _ -> false;

  TimelineRows(LineLayout layout, Timeline timeline) {
    this.layout = layout;
    this.timeline = timeline;
  }

  void layOutBy(LineLayout newLayout) {
    layout = newLayout;
    layouts.clear();
  }

  Timeline timeline() {
    return timeline;
  }

  /// @param room null if there is none
  void show(Timeline shown, @Nullable Room room, Folds folds) {
    List<Long> shownPins = room == null ? List.of() : room.pins();
    // A reply quotes another line, which may have changed or arrived.
    if (shown != timeline
        || shown.version() != laidOutVersion
        || folds.version() != laidOutFolds
        || !shownPins.equals(pins)) {
      timeline = shown;
      laidOutVersion = shown.version();
      laidOutFolds = folds.version();
      isFolded = message -> room != null && folds.isFolded(room, message);
      pins = shownPins;
      layouts.clear();
    }
    unreadLineAfter = room == null ? -1 : room.unreadLineAfter();
  }

  /// The number of rows of a line; the selection does not change it.
  int count(int index) {
    return of(index, null).size();
  }

  /// The rows of a line, from the top.
  ///
  /// @param selected the selected line
  List<AttributedString> of(int index, @Nullable Logged selected) {
    List<Line> lines = timeline.lines();
    Line line = lines.get(index);
    List<AttributedString> body =
        layouts.computeIfAbsent(
            line, added -> layout.rows(added, timeline, isFolded, isPinned(added)));
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
