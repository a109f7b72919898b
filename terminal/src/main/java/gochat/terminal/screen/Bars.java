package gochat.terminal.screen;

import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.ConnectionState;
import gochat.terminal.chat.Room;
import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import gochat.terminal.text.Unread;
import gochat.terminal.text.VisibleText;
import gochat.terminal.text.WaitText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// The bars around the timeline: the title above, the status below, the rooms beside it.
final class Bars {
  /// Includes the line between the rooms and the timeline.
  static final int ROOMS_COLUMNS = 20;

  private static final int TYPISTS_MAX = 3;
  private static final int NUMBERS_MAX = 10;

  /// The columns for the count after a room's title.
  private static final int COUNT_COLUMNS = 3;

  private final Texts texts;
  private final Theme theme;

  Bars(Texts texts, Theme theme) {
    this.texts = texts;
    this.theme = theme;
  }

  AttributedString title(@Nullable Room room, int columns) {
    Row row = new Row(columns).add(" ", theme.bar());
    if (room != null) {
      row.add(title(room), theme.barAccent());
      if (room.isDirect() && room.isPeerAway()) {
        row.add(" " + texts.get("status.peer-away"), theme.barQuiet());
      }
      if (room.closing() != null) {
        row.add(" " + texts.get("title.closed") + " ", theme.barAttention());
      } else if (room.memberCount() > 0 && !room.isDirect()) {
        row.add("  " + texts.get("title.members", room.memberCount()), theme.barQuiet());
      }
      if (!room.pins().isEmpty()) {
        row.add("  " + texts.get("title.pinned", room.pins().size()), theme.barQuiet());
      }
      if (!room.slowMode().isZero()) {
        row.add("  " + texts.get("title.slow-mode"), theme.barQuiet());
      }
      if (room.isNotes()) {
        row.add("  " + texts.get("title.notes"), theme.barQuiet());
      }
      if (!room.topic().isBlank()) {
        row.add("  " + VisibleText.sentence(room.topic()), theme.bar());
      }
    }
    return row.fillTo(columns, " ", theme.bar()).build();
  }

  private static String title(Room room) {
    return VisibleText.title(room.title());
  }

  /// @param hasRoomList whether the rooms are beside the timeline
  /// @param below the number of messages below the view
  AttributedString status(ChatModel chat, boolean hasRoomList, int below, long nowMs, int columns) {
    String right = right(chat.current(), below, nowMs);
    int rightColumns = Math.min(Entry.width(right), columns / 2);
    Row row = new Row(columns);
    addLink(row, chat);
    row.add(" " + VisibleText.name(chat.self().getName()) + " ", theme.barAccent());
    if (chat.isAway()) {
      row.add(texts.get("status.away") + " ", theme.barAttention());
    }
    Row rooms = new Row(Math.max(0, columns - row.columns() - rightColumns - 1));
    if (hasRoomList) {
      addActivity(rooms, chat);
    } else {
      addRooms(rooms, chat);
    }
    row.add(rooms.build());
    row.fillTo(columns - rightColumns, " ", theme.bar());
    row.add(right, below > 0 ? theme.barAttention() : theme.bar());
    return row.fillTo(columns, " ", theme.bar()).build();
  }

  private void addLink(Row row, ChatModel chat) {
    int unsent = chat.unsentCount();
    String key =
        switch (chat.connection()) {
          case ConnectionState.Connecting _ -> "status.connecting";
          case ConnectionState.Online _ -> "";
          case ConnectionState.Reconnecting _ -> "status.reconnecting";
          case ConnectionState.Offline _ -> "status.offline";
        };
    if (!key.isEmpty()) {
      String state = texts.get(key);
      row.add(
          " " + (unsent == 0 ? state : texts.get("status.unsent", state, unsent)) + " ",
          theme.barProblem());
    }
  }

  private void addRooms(Row row, ChatModel chat) {
    List<Room> numbered = chat.rooms();
    List<Room> shown = numbered;
    int columns = 0;
    for (int i = 0; i < numbered.size(); i++) {
      columns += Entry.width(" " + (i + 1) + ":" + title(numbered.get(i))) + COUNT_COLUMNS;
    }
    if (columns > row.columnsLeft()) {
      // Rooms without news give way: the order is the shown room, then rooms with mentions.
      shown =
          numbered.stream()
              .filter(room -> room == chat.current() || room.unread() > 0)
              .sorted(
                  Comparator.comparing((Room room) -> room != chat.current())
                      .thenComparing(room -> room.attention() == 0))
              .toList();
    }
    for (Room room : shown) {
      boolean isCurrent = room == chat.current();
      row.add(" ", theme.bar());
      row.add(
          (numbered.indexOf(room) + 1) + ":" + title(room),
          isCurrent ? theme.barAccent() : theme.barQuiet());
      if (!isCurrent || room.unread() > 0) {
        addCounts(row, room, theme.bar(), theme.barAttention());
      }
    }
  }

  private void addActivity(Row row, ChatModel chat) {
    int unread = 0;
    int attention = 0;
    for (Room room : chat.rooms()) {
      unread += room.unread();
      attention += room.attention();
    }
    if (unread > 0) {
      row.add(" " + texts.get("status.unread", Unread.shown(unread)) + " ", theme.bar());
    }
    if (attention > 0) {
      row.add(
          " " + texts.get("status.mentions", Unread.shown(attention)) + " ", theme.barAttention());
    }
  }

  private static void addCounts(
      Row row, Room room, AttributedStyle unread, AttributedStyle attention) {
    if (room.attention() > 0) {
      row.add(" " + Unread.shown(room.unread()) + "!", attention);
    } else if (room.unread() > 0) {
      row.add("+" + Unread.shown(room.unread()), unread);
    }
  }

  private String right(@Nullable Room room, int below, long nowMs) {
    if (below > 0) {
      return " " + texts.get("status.below", below) + " ";
    }
    long waitMs = room == null ? 0 : room.slowModeWaitMs(nowMs);
    if (waitMs > 0) {
      return texts.get("status.slow-mode", WaitText.of(waitMs)) + " ";
    }
    List<String> typing = room == null ? List.of() : room.typing(nowMs);
    if (typing.isEmpty()) {
      return "";
    }
    List<String> names = new ArrayList<>();
    typing.stream().limit(TYPISTS_MAX).map(VisibleText::name).forEach(names::add);
    return texts.get("status.typing", String.join(", ", names), typing.size()) + " ";
  }

  /// The rooms, one in each row.
  List<AttributedString> rooms(ChatModel chat, int height) {
    List<Room> rooms = chat.rooms();
    int current = chat.current() == null ? 0 : rooms.indexOf(chat.current());
    int first = Math.clamp(current - height + 1, 0, Math.max(0, rooms.size() - height));
    List<AttributedString> rows = new ArrayList<>();
    for (int i = first; i < first + height; i++) {
      Row row = new Row(ROOMS_COLUMNS);
      if (i < rooms.size()) {
        addRoom(row, rooms.get(i), i + 1, rooms.get(i) == chat.current());
      }
      rows.add(
          row.fillTo(ROOMS_COLUMNS - 2, " ", AttributedStyle.DEFAULT)
              .add("│ ", theme.quiet())
              .build());
    }
    return rows;
  }

  private void addRoom(Row row, Room room, int number, boolean isCurrent) {
    int columns = ROOMS_COLUMNS - 3;
    AttributedStyle style =
        isCurrent
            ? theme.barAccent()
            : room.unread() > 0 ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
    String count =
        room.unread() == 0 ? "" : Unread.shown(room.unread()) + (room.attention() > 0 ? "!" : "");
    String start = (number < NUMBERS_MAX ? " " : "") + number + " ";
    row.add(start, isCurrent ? theme.bar() : theme.quiet());
    row.add(Row.clipped(title(room), columns - start.length() - count.length() - 1), style);
    row.fillTo(columns - count.length(), " ", isCurrent ? theme.bar() : AttributedStyle.DEFAULT);
    row.add(count, room.attention() > 0 ? theme.attention() : theme.quiet());
    row.fillTo(columns + 1, " ", isCurrent ? theme.bar() : AttributedStyle.DEFAULT);
  }
}
