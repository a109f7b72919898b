package gochat.server;

import gochat.v1.AddReactionRequest;
import gochat.v1.BanMemberRequest;
import gochat.v1.CloseReportRequest;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListReportsRequest;
import gochat.v1.MuteMemberRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.PinMessageRequest;
import gochat.v1.Report;
import gochat.v1.ReportMessageRequest;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.SetRoleRequest;
import gochat.v1.UnmuteMemberRequest;
import io.grpc.Channel;
import java.util.List;
import java.util.UUID;

/// A user in a place, about to make one call. In a room the user and the owner have written a
/// message each, the owner's has the user's reaction, Ann is a member, Mel is muted and Ben is
/// banned.
final class RightsScene {
  static final String REACTION = "👍";

  private final RightsCast cast;
  private final RightsPlace place;
  private final RightsUser user;
  private final V1Client caller;
  private final String room;
  private long ownSeq = 1;
  private long otherSeq = 1;

  RightsScene(RightsCast cast, RightsPlace place, RightsUser user) {
    this.cast = cast;
    this.place = place;
    this.user = user;
    boolean isUsedUp = place == RightsPlace.SERVER || user == RightsUser.DISABLED;
    caller = isUsedUp ? cast.freshCaller(user) : cast.caller(user);
    if (user == RightsUser.BLOCKED) {
      // Of an earlier scene.
      cast.unblock(caller);
    }
    room =
        switch (place) {
          case SERVER -> "";
          case LOBBY -> "lobby";
          case AUDIT -> "audit";
          case DIRECT -> conversation();
          case PUBLIC -> create(RoomKind.ROOM_KIND_PUBLIC);
          case PRIVATE -> create(RoomKind.ROOM_KIND_PRIVATE);
        };
    switch (place) {
      case SERVER, AUDIT -> {}
      case LOBBY -> {
        unmute(caller);
        unmute(cast.member);
        mute(cast.muted);
        write(caller);
        restrict();
      }
      case DIRECT -> write(peer());
      case PUBLIC, PRIVATE -> {
        invite(cast.member);
        invite(cast.muted);
        mute(cast.muted);
        ban(cast.banned);
        invite(caller);
        write(caller);
        restrict();
      }
    }
    if (user == RightsUser.BLOCKED) {
      cast.block(caller);
    }
    if (user == RightsUser.DISABLED) {
      cast.disable(caller);
    }
  }

  /// The user with whom the owner has a conversation.
  private V1Client peer() {
    return user == RightsUser.MEMBER || user == RightsUser.BLOCKED ? caller : cast.member;
  }

  private String conversation() {
    var request = OpenDirectRequest.newBuilder().setUser(peer().id()).build();
    return cast.owner.rooms().openDirect(request).getOpened().getRoomId();
  }

  private String create(RoomKind kind) {
    var request = CreateRoomRequest.newBuilder().setName(cast.freshName()).setKind(kind).build();
    return cast.owner.rooms().createRoom(request).getCreated().getRoomId();
  }

  private void write(V1Client author) {
    ownSeq = author.send(room, "hello").getSent().getSeq();
    otherSeq = cast.owner.send(room, "hello").getSent().getSeq();
    var reaction =
        AddReactionRequest.newBuilder()
            .setRoom(room)
            .setMessageSeq(otherSeq)
            .setReaction(REACTION)
            .build();
    RightsTableTest.requireServed(author.messages().addReaction(reaction));
    // Other places outlive their scenes, and would have too many pins.
    if (place == RightsPlace.PUBLIC || place == RightsPlace.PRIVATE) {
      var pin = PinMessageRequest.newBuilder().setRoom(room).setMessageSeq(otherSeq).build();
      RightsTableTest.requireServed(cast.owner.messages().pinMessage(pin));
    }
  }

  /// Turns the caller, who is a member, into the user of the scene.
  private void restrict() {
    switch (user) {
      case MUTED -> mute(caller);
      case BANNED -> ban(caller);
      case MODERATOR -> setRole(Role.ROLE_MODERATOR);
      case OWNER -> setRole(Role.ROLE_OWNER);
      case GUEST_OUTSIDE, ACCOUNT, ADMINISTRATOR -> {
        if (place != RightsPlace.LOBBY) {
          var request = LeaveRoomRequest.newBuilder().setRoom(room).build();
          RightsTableTest.requireServed(caller.rooms().leaveRoom(request));
        }
      }
      case NO_TOKEN, DISABLED, GUEST, MEMBER, BLOCKED -> {}
    }
  }

  /// The user who moderates the room.
  private V1Client moderator() {
    return place == RightsPlace.LOBBY ? cast.root : cast.owner;
  }

  private void invite(V1Client invited) {
    var request = InviteMemberRequest.newBuilder().setRoom(room).setUser(invited.id()).build();
    RightsTableTest.requireServed(cast.owner.rooms().inviteMember(request));
  }

  private void mute(V1Client member) {
    var request = MuteMemberRequest.newBuilder().setRoom(room).setUser(member.id()).build();
    RightsTableTest.requireServed(moderator().rooms().muteMember(request));
  }

  private void unmute(V1Client member) {
    var request = UnmuteMemberRequest.newBuilder().setRoom(room).setUser(member.id()).build();
    RightsTableTest.requireServed(moderator().rooms().unmuteMember(request));
  }

  private void ban(V1Client banned) {
    var request = BanMemberRequest.newBuilder().setRoom(room).setUser(banned.id()).build();
    RightsTableTest.requireServed(cast.owner.rooms().banMember(request));
  }

  private void setRole(Role role) {
    var request =
        SetRoleRequest.newBuilder().setRoom(room).setUser(caller.id()).setRole(role).build();
    RightsTableTest.requireServed(cast.owner.rooms().setRole(request));
  }

  /// The connection over which the user calls.
  Channel connection() {
    return user == RightsUser.NO_TOKEN ? caller.channel() : caller.asSelf();
  }

  /// A room's id.
  String room() {
    return room;
  }

  /// The seq of the room's last event, 0 without a room.
  long head() {
    if (place == RightsPlace.SERVER) {
      return 0;
    }
    var request = GetRoomRequest.newBuilder().setRoom(room).build();
    return (place == RightsPlace.AUDIT ? cast.root : cast.owner)
        .rooms()
        .getRoom(request)
        .getRoom()
        .getHeadSeq();
  }

  /// The caller's message.
  long ownSeq() {
    return ownSeq;
  }

  /// The owner's message.
  long otherSeq() {
    return otherSeq;
  }

  String member() {
    return cast.member.id();
  }

  String muted() {
    return cast.muted.id();
  }

  String banned() {
    return cast.banned.id();
  }

  /// An account that is no member of the room.
  String newcomer() {
    return cast.newcomer.id();
  }

  String freshName() {
    return cast.freshName();
  }

  String freshAccount() {
    return cast.freshAccount().id();
  }

  /// The name of an account to which the caller knows the password.
  String accountName() {
    V1Client account = user.hasAccount() ? caller : cast.newcomer;
    return account.signedIn().getUser().getName();
  }

  String sessionId() {
    return caller.signedIn().getSessionId();
  }

  String resetCode() {
    var request = CreatePasswordResetRequest.newBuilder().setAccount(freshAccount()).build();
    return cast.administration().createPasswordReset(request).getCreated().getCode();
  }

  /// The id of a report of the owner's message; elsewhere than in rooms with messages, of none.
  String reportId() {
    if (place == RightsPlace.SERVER || place == RightsPlace.AUDIT) {
      return UUID.randomUUID().toString();
    }
    // One user can't have many open reports.
    openReports()
        .forEach(report -> {
          var request = CloseReportRequest.newBuilder().setReportId(report.getId()).build();
          RightsTableTest.requireServed(cast.root.messages().closeReport(request));
        });
    V1Client reporter = place == RightsPlace.DIRECT ? peer() : cast.member;
    var request = ReportMessageRequest.newBuilder().setRoom(room).setMessageSeq(otherSeq).build();
    RightsTableTest.requireServed(reporter.messages().reportMessage(request));
    return openReports().getFirst().getId();
  }

  private List<Report> openReports() {
    var request = ListReportsRequest.getDefaultInstance();
    return cast.root.messages().listReports(request).getPage().getReportsList();
  }

  String invitationId() {
    return cast.administration()
        .createInvitation(CreateInvitationRequest.getDefaultInstance())
        .getCreated()
        .getInvitation()
        .getInvitationId();
  }
}
