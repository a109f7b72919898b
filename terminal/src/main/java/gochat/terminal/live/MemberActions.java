package gochat.terminal.live;

import com.google.protobuf.Duration;
import gochat.client.v1.Requests;
import gochat.terminal.chat.Room;
import gochat.terminal.text.MeasureText;
import gochat.terminal.text.VisibleText;
import gochat.v1.BanMemberRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.ListBansRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListMutesRequest;
import gochat.v1.MeasurePage;
import gochat.v1.Member;
import gochat.v1.MuteMemberRequest;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import java.util.List;
import java.util.Optional;
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

  /// @param reason may be empty
  void kick(String user, String reason) {
    askConfirmed(
        "kick.ask",
        user,
        (requests, target) ->
            requests.kickMember(
                KickMemberRequest.newBuilder()
                    .setRoom(target.room().id())
                    .setUser(target.user())
                    .setReason(reason)
                    .build()));
  }

  /// @param rest a time, a reason, both, or empty
  void ban(String user, String rest) {
    Terms terms = Terms.of(rest);
    askConfirmed(
        "ban.ask",
        user,
        (requests, target) -> {
          BanMemberRequest.Builder ban =
              BanMemberRequest.newBuilder()
                  .setRoom(target.room().id())
                  .setUser(target.user())
                  .setReason(terms.reason());
          terms.duration().ifPresent(ban::setDuration);
          return requests.banMember(ban.build());
        });
  }

  void bans() {
    UserInRoom target = inShownRoom("");
    if (target != null) {
      view.ask(
          requests ->
              requests.listBans(
                  ListBansRequest.newBuilder()
                      .setRoom(target.room().id())
                      .setPageSize(PAGE)
                      .build()),
          page -> listed(page, "bans"));
    }
  }

  void mutes() {
    UserInRoom target = inShownRoom("");
    if (target != null) {
      view.ask(
          requests ->
              requests.listMutes(
                  ListMutesRequest.newBuilder()
                      .setRoom(target.room().id())
                      .setPageSize(PAGE)
                      .build()),
          page -> listed(page, "mutes"));
    }
  }

  /// @param what the beginning of the keys of the texts
  private void listed(MeasurePage page, String what) {
    List<String> lines =
        page.getMeasuresList().stream()
            .map(measure -> MeasureText.line(measure, view.texts()))
            .toList();
    if (lines.isEmpty()) {
      view.notice(what + ".none");
    } else {
      String more = page.getNextPageToken().isEmpty() ? "" : "\n…";
      view.say(view.text(what + ".all", lines.size()) + "\n" + String.join("\n", lines) + more);
    }
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

  /// @param rest as for [#ban]
  void mute(String user, String rest) {
    Terms terms = Terms.of(rest);
    ask(
        user,
        (requests, target) -> {
          MuteMemberRequest.Builder mute =
              MuteMemberRequest.newBuilder()
                  .setRoom(target.room().id())
                  .setUser(target.user())
                  .setReason(terms.reason());
          terms.duration().ifPresent(mute::setDuration);
          return requests.muteMember(mute.build());
        });
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

  /// The duration and the reason of a measure, as typed: `10m spam`, `spam`, `10m`.
  private record Terms(Optional<Duration> duration, String reason) {
    static Terms of(String typed) {
      String[] words = typed.split("\\s+", 2);
      return Times.parse(words[0])
          .map(time ->
              new Terms(
                  Optional.of(Duration.newBuilder().setSeconds(time.toSeconds()).build()),
                  words.length > 1 ? words[1] : ""))
          .orElse(new Terms(Optional.empty(), typed));
    }
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
