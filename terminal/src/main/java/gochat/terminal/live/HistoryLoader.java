package gochat.terminal.live;

import gochat.terminal.chat.Line;
import gochat.terminal.chat.Room;
import gochat.terminal.chat.Timeline;
import gochat.v1.ListHistoryRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Fetches older lines when the user scrolls to them.
final class HistoryLoader {
  private static final int PAGE_SIZE = 100;
  private static final int BIG_PAGE_SIZE = 200;

  private final ChatView view;

  /// The user has scrolled beyond the oldest line; the screen scrolls when a page comes.
  private boolean isPageUpPending;

  /// Where the user wants to go back to.
  ///
  /// @param isLoaded whether the timeline reaches back to it
  /// @param show brings it into view
  private record Destination(Room room, Predicate<Timeline> isLoaded, Runnable show) {}

  private @Nullable Destination destination;

  HistoryLoader(ChatView view) {
    this.view = view;
  }

  void pageUp() {
    Room room = view.chat().current();
    isPageUpPending = view.screen().isAtStart() && room != null && room.timeline().hasEarlier();
    view.screen().pageUp();
  }

  /// @param date such as `2026-11-22`; empty: one page back
  void show(String date) {
    if (date.isEmpty()) {
      pageUp();
      return;
    }
    Room room = view.chat().current();
    if (room == null) {
      return;
    }
    try {
      long sinceMs =
          LocalDate.parse(date).atStartOfDay(ZoneId.systemDefault()).toInstant().toEpochMilli();
      destination =
          new Destination(
              room, timeline -> startMs(timeline) < sinceMs, () -> view.screen().showFrom(sinceMs));
    } catch (DateTimeParseException _) {
      view.notice("history.date");
    }
  }

  /// Goes back to a message of the shown room, and selects it.
  void goTo(Room room, long seq) {
    destination =
        new Destination(
            room,
            timeline -> timeline.startSeq() <= seq,
            () -> select(room.timeline().message(seq)));
  }

  private void select(Line.@Nullable Message message) {
    if (message != null) {
      view.screen().showFrom(message.timeMs());
      view.screen().select(message);
    }
  }

  /// Called after the screen was drawn.
  void drawn() {
    Room room = view.chat().current();
    if (room == null || room.isAskingForHistory()) {
      return;
    }
    boolean hasEarlier = room.timeline().hasEarlier();
    Destination wanted = destination;
    boolean isOnTheWay =
        wanted != null
            && wanted.room == room
            && hasEarlier
            && !wanted.isLoaded.test(room.timeline());
    if (wanted != null && !isOnTheWay) {
      destination = null;
      arrive(wanted);
    }
    boolean isFirstDrawing = !room.hasBeenOpened();
    if (hasEarlier && (isFirstDrawing || view.screen().isAtStart() || isOnTheWay)) {
      fetch(room, isOnTheWay ? BIG_PAGE_SIZE : PAGE_SIZE);
    }
  }

  /// The user may have gone to another room meanwhile.
  private void arrive(Destination wanted) {
    if (wanted.room == view.chat().current()) {
      wanted.show.run();
      view.screen().draw(ChatView.now());
    }
  }

  private static long startMs(Timeline timeline) {
    return timeline.lines().isEmpty() ? Long.MAX_VALUE : timeline.lines().getFirst().timeMs();
  }

  private void fetch(Room room, int pageSize) {
    long before = room.timeline().startSeq();
    view.chat().askingForHistory(room);
    view.connection()
        .ask(
            requests ->
                requests.listHistory(
                    ListHistoryRequest.newBuilder()
                        .setRoom(room.id())
                        .setBeforeSeq(before)
                        .setPageSize(pageSize)
                        .build()),
            page -> {
              view.chat().history(room, before, page);
              if (isPageUpPending && room == view.chat().current()) {
                isPageUpPending = false;
                view.screen().pageUp();
              }
            });
    // A failed request is not repeated on this connection: the server would refuse it again.
  }
}
