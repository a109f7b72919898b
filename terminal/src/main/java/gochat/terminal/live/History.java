package gochat.terminal.live;

import gochat.terminal.chat.Room;
import gochat.v1.ListHistoryRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Fetches older lines when the user scrolls to them.
final class History {
  private static final int PAGE_SIZE = 100;
  private static final int BIG_PAGE_SIZE = 200;

  private final ChatView view;

  /// The user has scrolled beyond the oldest line; the screen scrolls when a page comes.
  private boolean isPageUpOwed;

  /// The time to which the user wants to scroll.
  private @Nullable Long sinceMs;

  History(ChatView view) {
    this.view = view;
  }

  void pageUp() {
    Room room = view.chat().current();
    isPageUpOwed = view.screen().isAtStart() && room != null && room.timeline().hasEarlier();
    view.screen().pageUp();
  }

  /// @param date such as `2026-11-22`; empty: one page back
  void show(String date) {
    if (date.isEmpty()) {
      pageUp();
      return;
    }
    try {
      sinceMs =
          LocalDate.parse(date).atStartOfDay(ZoneId.systemDefault()).toInstant().toEpochMilli();
    } catch (DateTimeParseException _) {
      view.notice("history.date");
    }
  }

  /// Called after the screen was drawn.
  void look() {
    Room room = view.chat().current();
    if (room == null || room.isAskingForHistory()) {
      return;
    }
    boolean hasEarlier = room.timeline().hasEarlier();
    Long since = sinceMs;
    boolean wantsSince = since != null && hasEarlier && startMs(room) >= since;
    if (since != null && !wantsSince) {
      sinceMs = null;
      view.screen().showFrom(since);
    }
    boolean isFirstLook = !room.hasBeenOpened();
    if (hasEarlier && (isFirstLook || view.screen().isAtStart() || wantsSince)) {
      fetch(room, wantsSince ? BIG_PAGE_SIZE : PAGE_SIZE);
    }
  }

  private static long startMs(Room room) {
    return room.timeline().lines().isEmpty()
        ? Long.MAX_VALUE
        : room.timeline().lines().getFirst().timeMs();
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
              if (isPageUpOwed && room == view.chat().current()) {
                isPageUpOwed = false;
                view.screen().pageUp();
              }
            });
    // A failed request is not repeated on this connection: the server would refuse it again.
  }
}
