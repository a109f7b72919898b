package gochat.terminal.live;

import gochat.client.v1.Requests;
import gochat.terminal.chat.Room;
import gochat.terminal.text.VisibleText;
import gochat.v1.BanMemberRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.Member;
import gochat.v1.MuteMemberRequest;
import gochat.v1.Refusal;
import gochat.v1.RoomKind;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import gochat.v1.UpdateRoomRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The commands about rooms and who is in them.
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
  private String target(String room) {
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

  void who(String room) {
    String target = target(room);
    if (target.isEmpty()) {
      return;
    }
    desk.ask(
        requests ->
            requests.listMembers(
                ListMembersRequest.newBuilder().setRoom(target).setPageSize(PAGE).build()),
        answer -> {
          List<String> names = answer.getMembersList().stream().map(RoomActions::named).toList();
          desk.say(
              names.isEmpty()
                  ? desk.text("who.everybody")
                  : desk.text("who.members", names.size()) + "\n" + String.join("  ", names));
        });
  }

  private static String named(Member member) {
    String mark =
        switch (member.getRole()) {
          case ROLE_OWNER -> "★";
          case ROLE_MODERATOR -> "☆";
          case ROLE_MEMBER, ROLE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    return mark + VisibleText.name(member.getUser().getName());
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

  void invite(String user) {
    about(
        user,
        (requests, to) ->
            requests.inviteMember(
                InviteMemberRequest.newBuilder().setRoom(to.room()).setUser(to.user()).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void kick(String user) {
    about(
        user,
        (requests, to) ->
            requests.kickMember(
                KickMemberRequest.newBuilder().setRoom(to.room()).setUser(to.user()).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void ban(String user) {
    about(
        user,
        (requests, to) ->
            requests.banMember(
                BanMemberRequest.newBuilder().setRoom(to.room()).setUser(to.user()).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void unban(String user) {
    about(
        user,
        (requests, to) ->
            requests.unbanMember(
                UnbanMemberRequest.newBuilder().setRoom(to.room()).setUser(to.user()).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void mute(String user) {
    about(
        user,
        (requests, to) ->
            requests.muteMember(
                MuteMemberRequest.newBuilder().setRoom(to.room()).setUser(to.user()).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void unmute(String user) {
    about(
        user,
        (requests, to) ->
            requests.unmuteMember(
                UnmuteMemberRequest.newBuilder().setRoom(to.room()).setUser(to.user()).build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  /// Somebody in a room.
  private record Whom(String room, String user) {}

  private <R> void about(
      String user,
      BiFunction<Requests, Whom, CompletableFuture<R>> request,
      Function<R, @Nullable Refusal> refusal) {
    Room room = desk.chat().current();
    if (room == null) {
      desk.notice("not-connected");
      return;
    }
    Whom whom = new Whom(room.id(), bare(user));
    desk.ask(requests -> request.apply(requests, whom), refusal, _ -> {});
  }
}
