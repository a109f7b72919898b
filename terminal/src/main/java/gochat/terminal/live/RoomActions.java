package gochat.terminal.live;

import gochat.client.markup.KnownNames;
import gochat.terminal.chat.Room;
import gochat.terminal.command.ChatCommand;
import gochat.terminal.text.VisibleText;
import gochat.v1.CreateRoomRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.RoomKind;
import gochat.v1.RoomScope;
import gochat.v1.SetHiddenRequest;
import gochat.v1.UpdateRoomRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The commands about rooms.
final class RoomActions {
  private static final int PAGE = 500;

  /// A longer list would displace all other lines.
  private static final int LISTED_MAX = 2_000;

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final ChatView view;

  RoomActions(ChatView view) {
    this.view = view;
  }

  /// A room's id, or `#name`, typed with or without `#`.
  private static String named(String room) {
    return room.startsWith("#") || ID.matcher(room).matches() ? room : "#" + room;
  }

  /// A name that may have been typed with `#` or `@`.
  static String bare(String name) {
    return name.startsWith("#") || name.startsWith("@") ? name.substring(1) : name;
  }

  void join(String room) {
    List<Room> mine =
        view.chat().allRooms().stream()
            .filter(own -> KnownNames.areSame(own.title(), named(room)))
            .toList();
    // For several rooms of the same name the server's refusal lists their ids.
    if (mine.size() == 1) {
      view.goTo(mine.getFirst());
      return;
    }
    view.ask(
        requests -> requests.joinRoom(JoinRoomRequest.newBuilder().setRoom(named(room)).build()),
        changed -> view.chat().want(changed.getRoomId()));
  }

  void leave(String room) {
    String target = target(room);
    if (target.isEmpty()) {
      return;
    }
    Room current = view.chat().current();
    if (room.isEmpty() && current != null && current.closing() != null) {
      view.leaveView(current);
      return;
    }
    view.ask(
        requests -> requests.leaveRoom(LeaveRoomRequest.newBuilder().setRoom(target).build()),
        _ -> {
          if (current != null && (room.isEmpty() || KnownNames.areSame(current.title(), target))) {
            view.leaveView(current);
          }
        });
  }

  /// @param title empty: the current room
  void hide(String title) {
    Room room = title.isEmpty() ? view.chat().current() : own(title, false);
    if (room != null) {
      setHidden(
          room,
          true,
          () -> {
            if (room == view.chat().current()) {
              view.leaveView(room);
            }
            view.notice("hidden", VisibleText.title(room.title()), room.isDirect() ? 1 : 0);
          });
    }
  }

  /// @param title empty: lists the hidden rooms
  void unhide(String title) {
    if (title.isEmpty()) {
      List<String> hidden =
          view.chat().allRooms().stream()
              .filter(Room::isHidden)
              .map(room -> VisibleText.title(room.title()))
              .toList();
      view.notice("hidden.rooms", hidden.size(), String.join(", ", hidden));
      return;
    }
    Room room = own(title, true);
    if (room != null) {
      setHidden(room, false, () -> view.notice("unhidden", VisibleText.title(room.title())));
    }
  }

  /// A room by its title or id, typed with or without `#`.
  ///
  /// @return null if there is none, or more than one; a notice says so
  private @Nullable Room own(String title, boolean isHidden) {
    List<Room> found =
        view.chat().allRooms().stream()
            .filter(room -> room.isHidden() == isHidden)
            .filter(room ->
                KnownNames.areSame(room.title(), title)
                    || KnownNames.areSame(room.title(), "#" + title)
                    || room.id().equals(title))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      view.notice(isHidden ? "unhide.none" : "hide.none", VisibleText.sentence(title));
    } else {
      String ids = found.stream().map(Room::id).collect(Collectors.joining(", "));
      view.notice("own.several", VisibleText.sentence(title), ids);
    }
    return null;
  }

  private void setHidden(Room room, boolean hidden, Runnable done) {
    view.ask(
        requests ->
            requests.setHidden(
                SetHiddenRequest.newBuilder().setRoom(room.id()).setHidden(hidden).build()),
        _ -> {
          view.chat().hide(room, hidden);
          done.run();
        });
  }

  /// The room's id or name; empty if there is none.
  String target(String room) {
    if (!room.isEmpty()) {
      return named(room);
    }
    Room current = view.chat().current();
    if (current == null) {
      view.notice("not-connected");
      return "";
    }
    return current.id();
  }

  void list() {
    list(new ArrayList<>(), "");
  }

  private void list(List<String> before, String pageToken) {
    view.ask(
        requests ->
            requests.listRooms(
                ListRoomsRequest.newBuilder()
                    .setScope(RoomScope.ROOM_SCOPE_PUBLIC)
                    .setPageSize(PAGE)
                    .setPageToken(pageToken)
                    .build()),
        page -> {
          page.getRoomsList().forEach(room -> before.add(listed(room)));
          String next = page.getNextPageToken();
          if (!next.isEmpty() && before.size() < LISTED_MAX) {
            list(before, next);
            return;
          }
          boolean isMaker = view.refusal(ChatCommand.CREATE).isEmpty();
          before.addFirst(
              before.isEmpty() && !isMaker
                  ? view.text("list.none")
                  : view.text("list.title", before.size()));
          if (!next.isEmpty()) {
            before.add(view.text("list.more"));
          }
          view.say(String.join("\n", before));
        });
  }

  private static String listed(gochat.v1.Room room) {
    String topic = room.getTopic().isBlank() ? "" : " – " + VisibleText.sentence(room.getTopic());
    return "#" + VisibleText.name(room.getName()) + " (" + room.getMemberCount() + ")" + topic;
  }

  void topic(String text) {
    Room room = view.chat().current();
    if (room == null) {
      view.notice("not-connected");
      return;
    }
    if (text.isEmpty()) {
      view.say(
          room.topic().isBlank()
              ? view.text("topic.none")
              : view.text("topic.is", VisibleText.sentence(room.topic())));
      return;
    }
    view.ask(
        requests ->
            requests.updateRoom(
                UpdateRoomRequest.newBuilder().setRoom(room.id()).setTopic(text).build()),
        _ -> {});
  }

  void create(String room, String kindAndTopic) {
    String[] words = kindAndTopic.split("\\s+", 2);
    boolean isPrivate = words[0].equalsIgnoreCase("private");
    boolean hasKind = isPrivate || words[0].equalsIgnoreCase("public");
    String topic = hasKind ? (words.length > 1 ? words[1] : "") : kindAndTopic;
    view.ask(
        requests ->
            requests.createRoom(
                CreateRoomRequest.newBuilder()
                    .setName(bare(room))
                    .setKind(isPrivate ? RoomKind.ROOM_KIND_PRIVATE : RoomKind.ROOM_KIND_PUBLIC)
                    .setTopic(topic)
                    .build()),
        changed -> view.chat().want(changed.getRoomId()));
  }
}
