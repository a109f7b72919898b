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
import gochat.v1.Refusal;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
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
    concerning(
        user,
        (requests, whom) ->
            requests.inviteMember(
                InviteMemberRequest.newBuilder()
                    .setRoom(whom.room().id())
                    .setUser(whom.user())
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void kick(String user) {
    concerningOnceConfirmed(
        "kick.ask",
        user,
        (requests, whom) ->
            requests.kickMember(
                KickMemberRequest.newBuilder()
                    .setRoom(whom.room().id())
                    .setUser(whom.user())
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void ban(String user) {
    concerningOnceConfirmed(
        "ban.ask",
        user,
        (requests, whom) ->
            requests.banMember(
                BanMemberRequest.newBuilder()
                    .setRoom(whom.room().id())
                    .setUser(whom.user())
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void unban(String user) {
    concerning(
        user,
        (requests, whom) ->
            requests.unbanMember(
                UnbanMemberRequest.newBuilder()
                    .setRoom(whom.room().id())
                    .setUser(whom.user())
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void mute(String user) {
    concerning(
        user,
        (requests, whom) ->
            requests.muteMember(
                MuteMemberRequest.newBuilder()
                    .setRoom(whom.room().id())
                    .setUser(whom.user())
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  void unmute(String user) {
    concerning(
        user,
        (requests, whom) ->
            requests.unmuteMember(
                UnmuteMemberRequest.newBuilder()
                    .setRoom(whom.room().id())
                    .setUser(whom.user())
                    .build()),
        answer -> answer.hasRefusal() ? answer.getRefusal() : null);
  }

  /// A user, and the room that was shown when the command was entered.
  private record Whom(Room room, String user) {}

  private @Nullable Whom whom(String user) {
    Room room = view.chat().current();
    if (room == null) {
      view.notice("not-connected");
      return null;
    }
    return new Whom(room, RoomActions.bare(user));
  }

  private <R> void concerning(
      String user,
      BiFunction<Requests, Whom, CompletableFuture<R>> request,
      Function<R, @Nullable Refusal> refusal) {
    Whom whom = whom(user);
    if (whom != null) {
      view.ask(requests -> request.apply(requests, whom), refusal, _ -> {});
    }
  }

  /// @param question the key of the question about the user and the room
  private <R> void concerningOnceConfirmed(
      String question,
      String user,
      BiFunction<Requests, Whom, CompletableFuture<R>> request,
      Function<R, @Nullable Refusal> refusal) {
    Whom whom = whom(user);
    if (whom != null) {
      view.confirm(
          view.text(
              question, VisibleText.name(whom.user()), VisibleText.title(whom.room().title())),
          () -> view.ask(requests -> request.apply(requests, whom), refusal, _ -> {}),
          () -> {});
    }
  }
}
