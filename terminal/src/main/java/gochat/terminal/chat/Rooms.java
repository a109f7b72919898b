package gochat.terminal.chat;

import gochat.client.v1.RoomState;
import gochat.v1.Availability;
import gochat.v1.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rooms that the user is in, the current one, and their drafts.
final class Rooms {
  private final Map<String, Room> rooms = new LinkedHashMap<>();

  /// The lines that belong to no room, and those before the first room is followed.
  private final Timeline start = new Timeline();

  /// The drafts of rooms that are not followed, or not yet.
  private final Map<String, Draft> keptDrafts = new HashMap<>();

  private @Nullable Room current;
  private @Nullable String wanted;
  private boolean isAtEnd = true;

  List<Room> all() {
    return List.copyOf(rooms.values());
  }

  /// The rooms in the order of their numbers: those that are not hidden, and the current one.
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

  /// The lines on the screen.
  Timeline timeline() {
    return current == null ? start : current.timeline();
  }

  List<Timeline> timelines() {
    List<Timeline> timelines = new ArrayList<>(List.of(start));
    rooms.values().forEach(room -> timelines.add(room.timeline()));
    return timelines;
  }

  /// Sets whether the newest lines are on the screen.
  void isAtEnd(boolean atEnd) {
    isAtEnd = atEnd;
  }

  /// Whether new lines of this room are visible.
  boolean isInView(Room room) {
    return room == current && isAtEnd;
  }

  /// @param seq the position from which events come
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

  /// Called when all rooms of the user are followed.
  void caughtUp() {
    if (current == null && !rooms.isEmpty()) {
      wanted = null;
      goTo(rooms.values().iterator().next());
    }
  }

  /// Closes a room that the user is not in any more. The current room stays until the user goes
  /// elsewhere, because only the user may change where a line goes.
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

  /// Called when another log has replaced the room's.
  void reset(String roomId) {
    Room room = rooms.get(roomId);
    if (room != null) {
      room.reset();
    }
  }

  void presenceChanged(Presence presence) {
    boolean isAway = presence.getAvailability() != Availability.AVAILABILITY_ONLINE;
    for (Room room : rooms.values()) {
      if (room.isDirect() && room.peer().getId().equals(presence.getUserId())) {
        room.peerIsAway(isAway);
      }
    }
  }

  private void forget(Room room) {
    rooms.remove(room.id());
    // The server will refuse messages that still wait to be sent there.
    Draft left = room.draft().behind(OwnMessages.unsent(room));
    if (!left.isEmpty()) {
      keptDrafts.put(room.id(), left);
    }
  }

  /// Makes a room the current one and marks its unread lines.
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

  /// Goes to a room as soon as it is followed.
  void want(String roomId) {
    wanted = roomId;
  }

  /// The room that the user wants to go to, returned once when it is followed.
  @Nullable Room arrived() {
    Room room = wanted == null ? null : rooms.get(wanted);
    if (room != null) {
      wanted = null;
    }
    return room;
  }

  /// Whether there is no current room because the one of the last run is not followed yet.
  boolean isAwaitingRoom() {
    return current == null && wanted != null;
  }

  /// The next room with unread messages; one with alerts comes first.
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

  /// The drafts, by the room's id.
  ///
  /// @param withUnsent whether the texts of messages that wait for a connection come before the
  ///   drafts
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

  /// Restores the state of an earlier run.
  ///
  /// @param currentId the room that was shown
  void restore(Map<String, Draft> drafts, @Nullable String currentId) {
    keptDrafts.putAll(drafts);
    wanted = currentId;
  }

  /// Takes over the private messages, which are in no log.
  void takeOver(Rooms before) {
    before.timelines().stream()
        .flatMap(timeline -> timeline.lines().stream())
        .filter(line -> line instanceof Line.Whisper whisper && whisper.status() == SendStatus.SENT)
        .forEach(start::append);
  }
}
