package gochat.api;

import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.RefusalKind;
import gochat.error.VisibleText;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.ListedMember;
import gochat.limit.RequestLimit;
import gochat.room.Command;
import gochat.room.Role;
import gochat.room.RoomId;
import gochat.session.Authors;
import gochat.session.Reach;
import gochat.v1.InviteMemberRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.MemberPage;
import gochat.v1.Refusal;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SetRoleRequest;
import gochat.wire.RoomWire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls about members of rooms and their roles.
final class MemberCalls {
  private static final int PAGE_MEMBERS_MAX = RequestLimit.MEMBERS_OF_PAGE.standardInt();
  private static final int PAGE_MEMBERS = 100;

  /// The id of the last member of the page before.
  private static final PageToken<UUID> MEMBERS = new PageToken<>("members", UUID::fromString);

  private final RoomDirectory directory;
  private final RoomFinder rooms;
  private final UserFinder users;
  private final Reach reach;
  private final RoomCommands commands;
  private final RoomQuotas quotas;

  MemberCalls(
      RoomDirectory directory,
      RoomFinder rooms,
      UserFinder users,
      Reach reach,
      RoomCommands commands,
      RoomQuotas quotas) {
    this.directory = directory;
    this.rooms = rooms;
    this.users = users;
    this.reach = reach;
    this.commands = commands;
    this.quotas = quotas;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.change(RoomServiceGrpc.getInviteMemberMethod(), this::invite),
        Call.change(RoomServiceGrpc.getSetRoleMethod(), this::setRole),
        Call.of(RoomServiceGrpc.getListMembersMethod(), this::list));
  }

  private Resolved<Message> invite(Caller caller, InviteMemberRequest request) {
    // The invited user could never sign in and would remain a member forever.
    if (users.find(request.getUser()).filter(users::isNameOnly).isPresent()) {
      return new Resolved.Answer<>(
          RefusalKind.ACCOUNT_NEEDED.refusal(
              "%s uses a client that knows the lobby only, and can't be invited."
                  .formatted(VisibleText.quoted(request.getUser()))));
    }
    RoomId room = rooms.require(caller, request.getRoom());
    return users.concerning(
        request.getUser(),
        user -> {
          if (!reach.mayInvite(caller.id(), user.id())) {
            return new Resolved.Answer<>(
                RefusalKind.NOT_REACHABLE.refusal(
                    "%s takes no invitations from you, so nothing was done."
                        .formatted(VisibleText.quoted(user.name().toString()))));
          }
          Refusal refusal = quotas.invite(user);
          if (refusal != null) {
            return new Resolved.Answer<>(refusal);
          }
          return commands.change(
              request,
              room,
              new Command.Invite(caller.author(), Authors.person(user)),
              seq -> {
                // 0 when the user was a member already.
                if (seq > 0) {
                  quotas.invited(user);
                }
                return commands.changed(room).apply(seq);
              });
        });
  }

  private Resolved<Message> setRole(Caller caller, SetRoleRequest request) {
    Role role =
        RoomWire.role(request.getRole())
            .orElseThrow(() ->
                Failure.invalid(
                    "role",
                    Arguments.shown(request.getRole(), request.getRoleValue()),
                    "ROLE_MEMBER, ROLE_MODERATOR or ROLE_OWNER"));
    RoomId room = rooms.require(caller, request.getRoom());
    return users.concerning(
        request.getUser(),
        user ->
            commands.change(
                request,
                room,
                new Command.SetRole(caller.author(), Authors.person(user), role),
                commands.changed(room)));
  }

  private Message list(Caller caller, ListMembersRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), PAGE_MEMBERS_MAX, PAGE_MEMBERS);
    UUID after = MEMBERS.place(request.getPageToken()).orElse(null);
    return rooms.read(caller, request.getRoom(), room -> page(room.room(), after, size));
  }

  private MemberPage page(RoomId room, @Nullable UUID after, int size) {
    List<ListedMember> found = directory.members(room, after, size + 1);
    List<ListedMember> page = found.subList(0, Math.min(size, found.size()));
    MemberPage.Builder response = MemberPage.newBuilder();
    page.forEach(member -> response.addMembers(RoomWire.of(member)));
    if (found.size() > size) {
      response.setNextPageToken(MEMBERS.of(page.getLast().member().person().user()));
    }
    return response.build();
  }
}
