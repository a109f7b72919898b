package gochat.terminal.screen;

import gochat.terminal.chat.Folds;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Line.Logged;
import gochat.terminal.chat.Room;
import gochat.terminal.chat.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// The visible part of a timeline. At the end it follows new lines; scrolled back it stays in place
/// when lines are added below or above.
final class TimelineView {
  /// The line at the bottom edge, and the number of its rows below the edge.
  private record Bottom(Line line, int hiddenRows) {}

  private final TimelineRows rows;
  private int height = 1;
  private @Nullable Bottom bottom;
  private @Nullable Logged selected;
  private boolean isAtStart;

  TimelineView(LineLayout layout, Timeline timeline) {
    rows = new TimelineRows(layout, timeline);
  }

  void layOutBy(LineLayout newLayout) {
    rows.layOutBy(newLayout);
  }

  /// @param room null if there is none
  /// @param newHeight the number of rows of the view
  void show(Timeline shown, @Nullable Room room, Folds folds, int newHeight) {
    if (shown != rows.timeline()) {
      toEnd();
    }
    rows.show(shown, room, folds);
    height = Math.max(1, newHeight);
  }

  private List<Line> lines() {
    return rows.timeline().lines();
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
    List<AttributedString> visible = new ArrayList<>();
    int index = bottomIndex();
    int hidden = bottom == null ? 0 : bottom.hiddenRows();
    while (index >= 0 && visible.size() < height) {
      List<AttributedString> own = rows.of(index, selected);
      for (int row = own.size() - 1 - hidden; row >= 0 && visible.size() < height; row--) {
        visible.add(own.get(row));
      }
      hidden = 0;
      index--;
    }
    isAtStart = index < 0;
    return visible.reversed();
  }

  /// The number of messages below the view.
  int messagesBelow() {
    if (bottom == null) {
      return 0;
    }
    List<Line> lines = lines();
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

  /// Scrolls so that the first line at or after a time is at the top.
  void showFrom(long timeMs) {
    List<Line> lines = lines();
    int first = 0;
    while (first < lines.size() && lines.get(first).timeMs() < timeMs) {
      first++;
    }
    int rowCount = 0;
    for (int i = first; i < lines.size(); i++) {
      rowCount += rows.count(i);
      if (rowCount >= height) {
        bottom = new Bottom(lines.get(i), rowCount - height);
        return;
      }
    }
    bottom = null;
  }

  private void scrollUp(int count) {
    List<Line> lines = lines();
    int index = bottomIndex();
    int hidden = (bottom == null ? 0 : bottom.hiddenRows()) + count;
    while (index >= 0 && hidden >= rows.count(index)) {
      hidden -= rows.count(index);
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
    int rowCount = 0;
    for (int i = 0; i < lines.size(); i++) {
      rowCount += rows.count(i);
      if (rowCount >= height) {
        return i == lines.size() - 1 && rowCount == height
            ? null
            : new Bottom(lines.get(i), rowCount - height);
      }
    }
    return null;
  }

  private void scrollDown(int count) {
    if (bottom == null) {
      return;
    }
    List<Line> lines = lines();
    int index = bottomIndex();
    int shown = rows.count(index) - bottom.hiddenRows() + count;
    while (index < lines.size() && shown > rows.count(index)) {
      shown -= rows.count(index);
      index++;
    }
    bottom =
        index >= lines.size() || (index == lines.size() - 1 && shown == rows.count(index))
            ? null
            : new Bottom(lines.get(index), rows.count(index) - shown);
  }

  /// Selects the message before or after the selected one, and shows it.
  void select(int direction) {
    List<Line> lines = lines();
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
      makeVisible(lines(), index);
    }
  }

  private void makeVisible(List<Line> lines, int index) {
    int first = bottomIndex();
    int rowCount = -(bottom == null ? 0 : bottom.hiddenRows());
    if (index > first || (index == first && bottom != null && bottom.hiddenRows() > 0)) {
      bottom = index == lines.size() - 1 ? null : new Bottom(lines.get(index), 0);
      return;
    }
    while (first > index && rowCount < height) {
      rowCount += rows.count(first);
      first--;
    }
    int missing = rowCount + rows.count(index) - height;
    if (first > index) {
      bottom = new Bottom(lines.get(index), 0);
    } else if (missing > 0) {
      scrollUp(missing);
    }
  }

  private int bottomIndex() {
    int last = lines().size() - 1;
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
    List<Line> lines = lines();
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
}
