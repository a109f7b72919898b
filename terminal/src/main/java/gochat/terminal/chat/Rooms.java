package gochat.terminal.chat;

import gochat.client.v1.RoomState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rooms that the user is in, which of them is shown, and what was begun in each.
final class Rooms {
  private final Map<String, Room> rooms = new LinkedHashMap<>();

  /// What was typed ahead of any room, and what concerns none.
  private final Timeline start = new Timeline();

  /// Of rooms that are not there, or not yet.
  private final Map<String, Draft> keptDrafts = new HashMap<>();

  private @Nullable Room current;
  private @Nullable String wanted;
  private boolean isAtEnd = true;

  List<Room> all() {
    return List.copyOf(rooms.values());
  }

  /// In the order in which they are numbered: those that are not hidden, and the one that is shown.
  List<Room> listed() {
    return rooms.values().stream().filter(room -> !room.isHidden() || room == current).toList();
  }

  @Nullable Room find(String id) {
    return rooms.get(id);
  }

  Room get(String id) {
    return Objects.requireNonNull(rooms.get(id), id);
  }

  @Nullable Room current() {
    return current;
  }

  /// What is shown now.
  Timeline timeline() {
    return current == null ? start : current.timeline();
  }

  List<Timeline> timelines() {
    List<Timeline> timelines = new ArrayList<>(List.of(start));
    rooms.values().forEach(room -> timelines.add(room.timeline()));
    return timelines;
  }

  /// Whether the newest lines of what is shown are in view.
  void isAtEnd(boolean atEnd) {
    isAtEnd = atEnd;
  }

  /// Whether the user sees what comes into this room.
  boolean isInView(Room room) {
    return room == current && isAtEnd;
  }

  /// @param seq the position from which the room's events come
  void followed(RoomState state, long seq) {
    Room room = rooms.computeIfAbsent(state.about().getRoomId(), _ -> new Room(state));
    room.followed(state, seq);
    Draft kept = keptDrafts.remove(room.id());
    if (kept != null) {
      room.draft(kept);
    }
    if (current == null && (wanted == null || isWanted(room))) {
      wanted = null;
      goTo(room);
    }
  }

  private boolean isWanted(Room room) {
    return room.id().equals(wanted);
  }

  /// All rooms that the user is in are there.
  void caughtUp() {
    if (current == null && !rooms.isEmpty()) {
      wanted = null;
      goTo(rooms.values().iterator().next());
    }
  }

  /// The user is out of a room. The one that is shown stays until the user goes elsewhere: where a
  /// line goes is changed by nobody else.
  void unfollowed(String roomId) {
    Room room = rooms.get(roomId);
    if (room == null) {
      return;
    }
    room.closed();
    if (room != current) {
      forget(room);
    }
  }

  private void forget(Room room) {
    rooms.remove(room.id());
    // What waits to be sent there will be refused.
    Draft left = room.draft().behind(OwnMessages.unsent(room));
    if (!left.isEmpty()) {
      keptDrafts.put(room.id(), left);
    }
  }

  /// Shows a room, with a line that marks what is unread in it.
  void goTo(Room room) {
    Room left = current;
    if (left != null && left != room) {
      left.unreadLineAfter(-1);
      if (left.closing() != null) {
        forget(left);
      }
    }
    if (current != room && room.unread() > 0) {
      room.unreadLineAfter(room.readSeq());
    }
    if (current == null) {
      start.moveTo(room.timeline());
    }
    current = room;
    isAtEnd = true;
  }

  /// The user wants to go to a room, which may not be there yet.
  void want(String roomId) {
    wanted = roomId;
  }

  /// The room that the user wants to go to, once it is there; after that it is wanted no more.
  @Nullable Room arrived() {
    Room room = wanted == null ? null : rooms.get(wanted);
    if (room != null) {
      wanted = null;
    }
    return room;
  }

  /// Whether no room is shown because the one that was shown before is still to come.
  boolean isAwaitingRoom() {
    return current == null && wanted != null;
  }

  /// Where the next unread messages are; those that want attention first.
  @Nullable Room nextUnread() {
    List<Room> order = listed();
    int from = current == null ? 0 : order.indexOf(current) + 1;
    @Nullable Room next = null;
    for (int i = 0; i < order.size(); i++) {
      Room room = order.get((from + i) % order.size());
      if (room != current && room.attention() > 0) {
        return room;
      }
      if (next == null && room != current && room.unread() > 0) {
        next = room;
      }
    }
    return next;
  }

  /// What was typed and not sent, by the room's id.
  ///
  /// @param withUnsent also what was sent and never left, ahead of the rest
  Map<String, Draft> drafts(boolean withUnsent) {
    Map<String, Draft> drafts = new LinkedHashMap<>(keptDrafts);
    for (Room room : rooms.values()) {
      List<String> unsent = withUnsent ? OwnMessages.unsent(room) : List.of();
      Draft draft = room.draft().behind(unsent);
      if (!draft.isEmpty()) {
        drafts.put(room.id(), draft);
      }
    }
    return drafts;
  }

  /// What an earlier run kept.
  ///
  /// @param currentId the room that was shown
  void restore(Map<String, Draft> drafts, @Nullable String currentId) {
    keptDrafts.putAll(drafts);
    wanted = currentId;
  }

  /// Takes over what no log would bring back: the private messages that others have shown.
  void takeOver(Rooms before) {
    before.timelines().stream()
        .flatMap(timeline -> timeline.lines().stream())
        .filter(line -> line instanceof Line.Whisper whisper && whisper.status() == SendStatus.SENT)
        .forEach(start::append);
  }
}
