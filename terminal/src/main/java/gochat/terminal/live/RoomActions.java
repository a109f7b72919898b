package gochat.terminal.live;

import gochat.terminal.chat.Room;
import gochat.terminal.text.VisibleText;
import gochat.v1.CreateRoomRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.RoomKind;
import gochat.v1.UpdateRoomRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The commands about rooms.
final class RoomActions {
  private static final int PAGE = 500;
  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Desk desk;

  RoomActions(Desk desk) {
    this.desk = desk;
  }

  /// A room's id as it is, else `#name`, whether it was typed with or without `#`.
  private static String named(String room) {
    return room.startsWith("#") || ID.matcher(room).matches() ? room : "#" + room;
  }

  /// A name, whether it was typed with `#` or `@` or without.
  static String bare(String name) {
    return name.startsWith("#") || name.startsWith("@") ? name.substring(1) : name;
  }

  void join(String room) {
    List<Room> mine =
        desk.chat().rooms().stream()
            .filter(own -> own.title().equalsIgnoreCase(named(room)))
            .toList();
    // Of several the server says by which ids they are told apart.
    if (mine.size() == 1) {
      desk.goTo(mine.getFirst());
      return;
    }
    desk.ask(
        requests -> requests.joinRoom(JoinRoomRequest.newBuilder().setRoom(named(room)).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null,
        answer -> desk.chat().want(answer.getJoined().getRoomId()));
  }

  void leave(String room) {
    String target = target(room);
    if (target.isEmpty()) {
      return;
    }
    Room current = desk.chat().current();
    if (room.isEmpty() && current != null && current.closing() != null) {
      desk.leaveView(current);
      return;
    }
    desk.ask(
        requests -> requests.leaveRoom(LeaveRoomRequest.newBuilder().setRoom(target).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null,
        _ -> {
          if (current != null && (room.isEmpty() || current.title().equalsIgnoreCase(target))) {
            desk.leaveView(current);
          }
        });
  }

  /// The room's id or name; empty when there is none.
  String target(String room) {
    if (!room.isEmpty()) {
      return named(room);
    }
    Room current = desk.chat().current();
    if (current == null) {
      desk.notice("not-connected");
      return "";
    }
    return current.id();
  }

  void list() {
    desk.ask(
        requests ->
            requests.listRooms(
                ListRoomsRequest.newBuilder().setPublic(true).setPageSize(PAGE).build()),
        answer -> {
          List<String> lines = new ArrayList<>();
          lines.add(desk.text("list.title", answer.getRoomsCount()));
          for (var room : answer.getRoomsList()) {
            String topic =
                room.getTopic().isBlank() ? "" : " – " + VisibleText.sentence(room.getTopic());
            lines.add(
                "#"
                    + VisibleText.name(room.getName())
                    + " ("
                    + room.getMemberCount()
                    + ")"
                    + topic);
          }
          desk.say(String.join("\n", lines));
        });
  }

  void topic(String text) {
    Room room = desk.chat().current();
    if (room == null) {
      desk.notice("not-connected");
      return;
    }
    if (text.isEmpty()) {
      desk.say(
          room.topic().isBlank()
              ? desk.text("topic.none")
              : desk.text("topic.is", VisibleText.sentence(room.topic())));
      return;
    }
    desk.ask(
        requests ->
            requests.updateRoom(
                UpdateRoomRequest.newBuilder().setRoom(room.id()).setTopic(text).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null,
        _ -> {});
  }

  void create(String room, String kindAndTopic) {
    String[] words = kindAndTopic.split("\\s+", 2);
    boolean isPrivate = words[0].equalsIgnoreCase("private");
    boolean hasKind = isPrivate || words[0].equalsIgnoreCase("public");
    String topic = hasKind ? (words.length > 1 ? words[1] : "") : kindAndTopic;
    desk.ask(
        requests ->
            requests.createRoom(
                CreateRoomRequest.newBuilder()
                    .setName(bare(room))
                    .setKind(isPrivate ? RoomKind.ROOM_KIND_PRIVATE : RoomKind.ROOM_KIND_PUBLIC)
                    .setTopic(topic)
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null,
        answer -> desk.chat().want(answer.getCreated().getRoomId()));
  }
}
