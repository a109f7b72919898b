package gochat.terminal.chat;

import gochat.terminal.chat.Line.Logged;
import gochat.terminal.chat.Line.Message;
import gochat.v1.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The lines of a room: its log from some position on without gaps, and lines that only this client
/// knows.
public final class Timeline {
  /// Beyond this number the oldest lines are dropped; the user can fetch them again.
  static final int LINES_MAX = 6_000;

  private static final int LINES_KEPT = 4_000;

  /// Changes of messages that are not in the timeline: a requested page may be older than them.
  private static final int EARLY_CHANGES_MAX = 200;

  private static final int ERASED_MAX = 2_000;

  private final List<Line> lines = new ArrayList<>();
  private final ArrayDeque<Event> earlyChanges = new ArrayDeque<>();

  /// Erased events; a later deletion shows which of them were messages.
  private final NavigableMap<Long, Event> erased = new TreeMap<>();

  private long startSeq = 1;
  private boolean hasEarlier;
  private long version;

  public List<Line> lines() {
    return Collections.unmodifiableList(lines);
  }

  /// The position from which on the timeline has the whole log.
  public long startSeq() {
    return startSeq;
  }

  /// Whether the log has events before [#startSeq()].
  public boolean hasEarlier() {
    return hasEarlier;
  }

  /// Grows with each change.
  public long version() {
    return version;
  }

  /// Drops all lines of the log; the user's unsent messages stay.
  void restart(long fromSeq) {
    lines.removeIf(Logged.class::isInstance);
    earlyChanges.clear();
    erased.clear();
    startSeq = fromSeq;
    hasEarlier = fromSeq > 1;
    version++;
  }

  void append(Logged line) {
    int end = lines.size();
    // Messages that are not in the log yet stay at the end.
    while (end > 0 && isWaiting(lines.get(end - 1))) {
      end--;
    }
    lines.add(end, line);
    version++;
  }

  private static boolean isWaiting(Line line) {
    return line instanceof Line.Outgoing(_, _, _, _, SendStatus.Pending _);
  }

  void append(Line line) {
    lines.add(line);
    version++;
  }

  /// @param page the lines before [#startSeq()], oldest first
  /// @param asOfSeq the last event whose change the page includes
  void prepend(List<? extends Logged> page, boolean hasMore, long asOfSeq, Changes changes) {
    List<Logged> older =
        new ArrayList<>(page.stream().filter(line -> line.seq() < startSeq).toList());
    for (Event change : earlyChanges) {
      if (change.getSeq() > asOfSeq) {
        older.replaceAll(line ->
            line instanceof Message message && message.seq() == changes.messageSeq(change)
                ? changes.apply(message, change)
                : line);
      }
    }
    lines.addAll(0, older);
    if (!older.isEmpty()) {
      startSeq = older.getFirst().seq();
    }
    hasEarlier = hasMore;
    version++;
  }

  /// Applies an event to a message.
  interface Changes {
    long messageSeq(Event change);

    Message apply(Message message, Event change);

    /// The deleted message of an erased event.
    Message deleted(Event erased, long atSeq);
  }

  /// Keeps an event whose text is erased, and that was no topic.
  void erased(Event event) {
    erased.put(event.getSeq(), event);
    if (erased.size() > ERASED_MAX) {
      erased.pollFirstEntry();
    }
  }

  void change(Event change, Changes changes) {
    long seq = changes.messageSeq(change);
    int index = indexOf(seq);
    Event gone = change.hasMessageDeleted() ? erased.remove(seq) : null;
    if (gone != null) {
      insert(changes.deleted(gone, change.getSeq()));
    } else if (index < 0) {
      earlyChanges.addLast(change);
      if (earlyChanges.size() > EARLY_CHANGES_MAX) {
        earlyChanges.removeFirst();
      }
    } else if (lines.get(index) instanceof Message message && message.asOfSeq() < change.getSeq()) {
      lines.set(index, changes.apply(message, change));
      version++;
    }
  }

  private void insert(Logged line) {
    int at = lines.size();
    while (at > 0 && !(lines.get(at - 1) instanceof Logged before && before.seq() < line.seq())) {
      at--;
    }
    lines.add(at, line);
    version++;
  }

  /// The message with this seq, if the timeline has it.
  public @Nullable Message message(long seq) {
    int index = indexOf(seq);
    return index >= 0 && lines.get(index) instanceof Message message ? message : null;
  }

  private int indexOf(long seq) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i) instanceof Logged logged && logged.seq() <= seq) {
        return logged.seq() == seq ? i : -1;
      }
    }
    return -1;
  }

  /// Changes the line of the own message with this client message id.
  ///
  /// @param change returns null to remove the line
  /// @return whether there is such a line
  boolean changeOwn(String id, UnaryOperator<@Nullable Line> change) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      String own =
          switch (lines.get(i)) {
            case Line.Outgoing outgoing -> outgoing.id();
            case Line.Whisper whisper -> whisper.id();
            case Logged _, Line.Notice _ -> "";
          };
      if (!own.isEmpty() && own.equals(id)) {
        Line next = change.apply(lines.get(i));
        if (next == null) {
          lines.remove(i);
        } else {
          lines.set(i, next);
        }
        version++;
        return true;
      }
    }
    return false;
  }

  void moveTo(Timeline other) {
    lines.forEach(other::append);
    lines.clear();
    version++;
  }

  /// Drops the oldest lines if there are too many.
  void trim() {
    if (lines.size() <= LINES_MAX) {
      return;
    }
    lines.subList(0, lines.size() - LINES_KEPT).clear();
    for (Line line : lines) {
      if (line instanceof Logged logged) {
        startSeq = logged.seq();
        hasEarlier = true;
        break;
      }
    }
    version++;
  }
}
