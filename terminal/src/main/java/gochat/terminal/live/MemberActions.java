package gochat.terminal.live;

import gochat.client.v1.Requests;
import gochat.terminal.chat.Room;
import gochat.terminal.text.VisibleText;
import gochat.v1.BanMemberRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.Member;
import gochat.v1.MuteMemberRequest;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The commands about members of a room.
final class MemberActions {
  private static final int PAGE = 500;

  private final ChatView view;

  MemberActions(ChatView view) {
    this.view = view;
  }

  /// @param room id or `#name`
  void who(String room) {
    view.ask(
        requests ->
            requests.listMembers(
                ListMembersRequest.newBuilder().setRoom(room).setPageSize(PAGE).build()),
        answer -> {
          List<String> names = answer.getMembersList().stream().map(MemberActions::named).toList();
          view.say(
              names.isEmpty()
                  ? view.text("who.everybody")
                  : view.text("who.members", names.size()) + "\n" + String.join("  ", names));
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

  void invite(String user) {
    ask(
        user,
        (requests, target) ->
            requests.inviteMember(
                InviteMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .build()));
  }

  void kick(String user) {
    askConfirmed(
        "kick.ask",
        user,
        (requests, target) ->
            requests.kickMember(
                KickMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .build()));
  }

  void ban(String user) {
    askConfirmed(
        "ban.ask",
        user,
        (requests, target) ->
            requests.banMember(
                BanMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .build()));
  }

  void unban(String user) {
    ask(
        user,
        (requests, target) ->
            requests.unbanMember(
                UnbanMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .build()));
  }

  void mute(String user) {
    ask(
        user,
        (requests, target) ->
            requests.muteMember(
                MuteMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .build()));
  }

  void unmute(String user) {
    ask(
        user,
        (requests, target) ->
            requests.unmuteMember(
                UnmuteMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .build()));
  }

  /// A user, and the room that was shown when the command was entered.
  private record UserInRoom(Room room, String user) {}

  private @Nullable UserInRoom inShownRoom(String user) {
    Room room = view.chat().current();
    if (room == null) {
      view.notice("not-connected");
      return null;
    }
    return new UserInRoom(room, RoomActions.bare(user));
  }

  private <R> void ask(
      String user, BiFunction<Requests, UserInRoom, CompletableFuture<R>> request) {
    UserInRoom target = inShownRoom(user);
    if (target != null) {
      view.ask(requests -> request.apply(requests, target), _ -> {});
    }
  }

  /// @param question the key of the question about the user and the room
  private <R> void askConfirmed(
      String question,
      String user,
      BiFunction<Requests, UserInRoom, CompletableFuture<R>> request) {
    UserInRoom target = inShownRoom(user);
    if (target != null) {
      view.confirm(
          view.text(
              question, VisibleText.name(target.user()), VisibleText.title(target.room().title())),
          () -> view.ask(requests -> request.apply(requests, target), _ -> {}),
          () -> {});
    }
  }
}
