package gochat.server;

import com.google.protobuf.Message;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AddReactionRequest;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.BanMemberRequest;
import gochat.v1.BlockUserRequest;
import gochat.v1.ChangePasswordRequest;
import gochat.v1.ClientFrame;
import gochat.v1.CloseReportRequest;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.CreateRecoveryCodesRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteAccountRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.DeleteSelfRequest;
import gochat.v1.DisableAccountRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.EnableAccountRequest;
import gochat.v1.EndSessionsRequest;
import gochat.v1.FollowRequest;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetPrivacyRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.GetServerRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListAccountsRequest;
import gochat.v1.ListBansRequest;
import gochat.v1.ListBlockedRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListInvitationsRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListMutesRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListReportsRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListSessionsRequest;
import gochat.v1.ListThreadRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.MuteMemberRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.PinMessageRequest;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.RegisterRequest;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.ReportMessageRequest;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.Retention;
import gochat.v1.RevokeInvitationRequest;
import gochat.v1.RevokeSessionRequest;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.RoomScope;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendTypingRequest;
import gochat.v1.ServerServiceGrpc;
import gochat.v1.SetAccountKindRequest;
import gochat.v1.SetAwayRequest;
import gochat.v1.SetHiddenRequest;
import gochat.v1.SetPrivacyRequest;
import gochat.v1.SetRetentionRequest;
import gochat.v1.SetRoleRequest;
import gochat.v1.SetSlowModeRequest;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignOutRequest;
import gochat.v1.StartRequest;
import gochat.v1.StreamServiceGrpc;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnblockUserRequest;
import gochat.v1.UnmuteMemberRequest;
import gochat.v1.UnpinMessageRequest;
import gochat.v1.UpdateRoomRequest;
import gochat.v1.UserKind;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.function.Function;

/// A call of the table of rights, with a request that is right for every user who has the right.
///
/// @param note behind the name of the method, if the method has several rows
record RightsCall(
    MethodDescriptor<Message, Message> method,
    String note,
    Function<RightsScene, Message> request) {
  static final List<ServiceDescriptor> SERVICES =
      List.of(
          ServerServiceGrpc.getServiceDescriptor(),
          AccountServiceGrpc.getServiceDescriptor(),
          AdminServiceGrpc.getServiceDescriptor(),
          RoomServiceGrpc.getServiceDescriptor(),
          MessageServiceGrpc.getServiceDescriptor(),
          PresenceServiceGrpc.getServiceDescriptor(),
          StreamServiceGrpc.getServiceDescriptor());

  private static final String PASSWORD = V1Client.PASSWORD;

  /// The calls that concern no room.
  static List<RightsCall> ofServer() {
    return List.of(
        of(ServerServiceGrpc.getGetServerMethod(), _ -> GetServerRequest.getDefaultInstance()),
        of(
            AccountServiceGrpc.getRegisterMethod(),
            s -> RegisterRequest.newBuilder().setName(s.freshName()).setPassword(PASSWORD).build()),
        of(
            AccountServiceGrpc.getSignInMethod(),
            s -> SignInRequest.newBuilder().setName(s.accountName()).setPassword(PASSWORD).build()),
        of(
            AccountServiceGrpc.getSignInAsGuestMethod(),
            s -> SignInAsGuestRequest.newBuilder().setName(s.freshName()).build()),
        of(
            AccountServiceGrpc.getResetPasswordMethod(),
            s ->
                ResetPasswordRequest.newBuilder()
                    .setCode(s.resetCode())
                    .setNewPassword(PASSWORD)
                    .build()),
        of(AccountServiceGrpc.getSignOutMethod(), _ -> SignOutRequest.getDefaultInstance()),
        of(AccountServiceGrpc.getGetSelfMethod(), _ -> GetSelfRequest.getDefaultInstance()),
        of(
            AccountServiceGrpc.getChangePasswordMethod(),
            _ ->
                ChangePasswordRequest.newBuilder()
                    .setOldPassword(PASSWORD)
                    .setNewPassword(PASSWORD)
                    .build()),
        of(
            AccountServiceGrpc.getDeleteSelfMethod(),
            _ -> DeleteSelfRequest.newBuilder().setPassword(PASSWORD).build()),
        of(
            AccountServiceGrpc.getCreateRecoveryCodesMethod(),
            _ -> CreateRecoveryCodesRequest.newBuilder().setPassword(PASSWORD).build()),
        of(
            AccountServiceGrpc.getListSessionsMethod(),
            _ -> ListSessionsRequest.getDefaultInstance()),
        of(
            AccountServiceGrpc.getRevokeSessionMethod(),
            s -> RevokeSessionRequest.newBuilder().setSessionId(s.sessionId()).build()),
        of(AccountServiceGrpc.getGetPrivacyMethod(), _ -> GetPrivacyRequest.getDefaultInstance()),
        of(AccountServiceGrpc.getSetPrivacyMethod(), _ -> SetPrivacyRequest.getDefaultInstance()),
        of(
            AccountServiceGrpc.getBlockUserMethod(),
            s -> BlockUserRequest.newBuilder().setUser(s.muted()).build()),
        of(
            AccountServiceGrpc.getUnblockUserMethod(),
            s -> UnblockUserRequest.newBuilder().setUser(s.muted()).build()),
        of(AccountServiceGrpc.getListBlockedMethod(), _ -> ListBlockedRequest.getDefaultInstance()),
        of(
            AdminServiceGrpc.getCreateInvitationMethod(),
            _ -> CreateInvitationRequest.getDefaultInstance()),
        of(
            AdminServiceGrpc.getListInvitationsMethod(),
            _ -> ListInvitationsRequest.getDefaultInstance()),
        of(
            AdminServiceGrpc.getRevokeInvitationMethod(),
            s -> RevokeInvitationRequest.newBuilder().setInvitationId(s.invitationId()).build()),
        of(AdminServiceGrpc.getListAccountsMethod(), _ -> ListAccountsRequest.getDefaultInstance()),
        of(
            AdminServiceGrpc.getDisableAccountMethod(),
            s -> DisableAccountRequest.newBuilder().setAccount(s.freshAccount()).build()),
        of(
            AdminServiceGrpc.getDeleteAccountMethod(),
            s -> DeleteAccountRequest.newBuilder().setAccount(s.freshAccount()).build()),
        of(
            AdminServiceGrpc.getEnableAccountMethod(),
            s -> EnableAccountRequest.newBuilder().setAccount(s.member()).build()),
        of(
            AdminServiceGrpc.getSetAccountKindMethod(),
            s ->
                SetAccountKindRequest.newBuilder()
                    .setAccount(s.freshAccount())
                    .setKind(UserKind.USER_KIND_ADMINISTRATOR)
                    .build()),
        of(
            AdminServiceGrpc.getEndSessionsMethod(),
            s -> EndSessionsRequest.newBuilder().setAccount(s.freshAccount()).build()),
        of(
            AdminServiceGrpc.getCreatePasswordResetMethod(),
            s -> CreatePasswordResetRequest.newBuilder().setAccount(s.member()).build()),
        of(
            RoomServiceGrpc.getCreateRoomMethod(),
            s ->
                CreateRoomRequest.newBuilder()
                    .setName(s.freshName())
                    .setKind(RoomKind.ROOM_KIND_PUBLIC)
                    .build()),
        of(
            RoomServiceGrpc.getListRoomsMethod(),
            _ -> ListRoomsRequest.newBuilder().setScope(RoomScope.ROOM_SCOPE_PUBLIC).build()),
        of(
            RoomServiceGrpc.getOpenDirectMethod(),
            s -> OpenDirectRequest.newBuilder().setUser(s.member()).build()),
        of(
            MessageServiceGrpc.getSendDirectMessageMethod(),
            s -> SendDirectMessageRequest.newBuilder().setUser(s.member()).setText("hi").build()),
        of(PresenceServiceGrpc.getSetAwayMethod(), _ -> SetAwayRequest.getDefaultInstance()),
        of(
            PresenceServiceGrpc.getGetPresenceMethod(),
            s -> GetPresenceRequest.newBuilder().addUsers(s.member()).build()),
        of(StreamServiceGrpc.getFollowMethod(), _ -> FollowRequest.getDefaultInstance()),
        of(StreamServiceGrpc.getConnectMethod(), _ -> start(FollowRequest.getDefaultInstance())));
  }

  /// The calls that concern a room.
  static List<RightsCall> ofRoom() {
    return List.of(
        of(
            RoomServiceGrpc.getGetRoomMethod(),
            s -> GetRoomRequest.newBuilder().setRoom(s.room()).build()),
        of(
            RoomServiceGrpc.getListMembersMethod(),
            s -> ListMembersRequest.newBuilder().setRoom(s.room()).build()),
        of(
            MessageServiceGrpc.getListHistoryMethod(),
            s -> ListHistoryRequest.newBuilder().setRoom(s.room()).build()),
        of(
            MessageServiceGrpc.getListThreadMethod(),
            s -> ListThreadRequest.newBuilder().setRoom(s.room()).setRootSeq(s.otherSeq()).build()),
        of(
            MessageServiceGrpc.getReportMessageMethod(),
            s ->
                ReportMessageRequest.newBuilder()
                    .setRoom(s.room())
                    .setMessageSeq(s.otherSeq())
                    .build()),
        of(
            MessageServiceGrpc.getListReportsMethod(),
            s -> ListReportsRequest.newBuilder().setRoom(s.room()).build()),
        of(
            MessageServiceGrpc.getCloseReportMethod(),
            s -> CloseReportRequest.newBuilder().setReportId(s.reportId()).build()),
        of(
            MessageServiceGrpc.getListPinsMethod(),
            s -> ListPinsRequest.newBuilder().setRoom(s.room()).build()),
        of(StreamServiceGrpc.getFollowMethod(), RightsCall::follow),
        of(StreamServiceGrpc.getConnectMethod(), s -> start(follow(s))),
        of(
            RoomServiceGrpc.getJoinRoomMethod(),
            s -> JoinRoomRequest.newBuilder().setRoom(s.room()).build()),
        of(
            RoomServiceGrpc.getLeaveRoomMethod(),
            s -> LeaveRoomRequest.newBuilder().setRoom(s.room()).build()),
        of(
            RoomServiceGrpc.getSetHiddenMethod(),
            s -> SetHiddenRequest.newBuilder().setRoom(s.room()).setHidden(true).build()),
        of(
            MessageServiceGrpc.getMarkReadMethod(),
            s -> MarkReadRequest.newBuilder().setRoom(s.room()).setSeq(s.otherSeq()).build()),
        of(
            MessageServiceGrpc.getSendMessageMethod(),
            s -> SendMessageRequest.newBuilder().setRoom(s.room()).setText("hi").build()),
        of(
            PresenceServiceGrpc.getSendTypingMethod(),
            s -> SendTypingRequest.newBuilder().setRoom(s.room()).build()),
        of(MessageServiceGrpc.getEditMessageMethod(), s -> edit(s, s.ownSeq()), "own"),
        of(MessageServiceGrpc.getEditMessageMethod(), s -> edit(s, s.otherSeq()), "another's"),
        of(MessageServiceGrpc.getDeleteMessageMethod(), s -> delete(s, s.ownSeq()), "own"),
        of(MessageServiceGrpc.getDeleteMessageMethod(), s -> delete(s, s.otherSeq()), "another's"),
        of(
            MessageServiceGrpc.getAddReactionMethod(),
            s ->
                AddReactionRequest.newBuilder()
                    .setRoom(s.room())
                    .setMessageSeq(s.otherSeq())
                    .setReaction("👋")
                    .build()),
        of(
            MessageServiceGrpc.getRemoveReactionMethod(),
            s ->
                RemoveReactionRequest.newBuilder()
                    .setRoom(s.room())
                    .setMessageSeq(s.otherSeq())
                    .setReaction(RightsScene.REACTION)
                    .build()),
        of(
            MessageServiceGrpc.getPinMessageMethod(),
            s ->
                PinMessageRequest.newBuilder().setRoom(s.room()).setMessageSeq(s.ownSeq()).build()),
        of(
            MessageServiceGrpc.getUnpinMessageMethod(),
            s ->
                UnpinMessageRequest.newBuilder()
                    .setRoom(s.room())
                    .setMessageSeq(s.otherSeq())
                    .build()),
        of(
            RoomServiceGrpc.getInviteMemberMethod(),
            s -> InviteMemberRequest.newBuilder().setRoom(s.room()).setUser(s.newcomer()).build()),
        of(
            RoomServiceGrpc.getKickMemberMethod(),
            s -> KickMemberRequest.newBuilder().setRoom(s.room()).setUser(s.member()).build()),
        of(
            RoomServiceGrpc.getBanMemberMethod(),
            s -> BanMemberRequest.newBuilder().setRoom(s.room()).setUser(s.member()).build()),
        of(
            RoomServiceGrpc.getUnbanMemberMethod(),
            s -> UnbanMemberRequest.newBuilder().setRoom(s.room()).setUser(s.banned()).build()),
        of(
            RoomServiceGrpc.getMuteMemberMethod(),
            s -> MuteMemberRequest.newBuilder().setRoom(s.room()).setUser(s.member()).build()),
        of(
            RoomServiceGrpc.getUnmuteMemberMethod(),
            s -> UnmuteMemberRequest.newBuilder().setRoom(s.room()).setUser(s.muted()).build()),
        of(
            RoomServiceGrpc.getListBansMethod(),
            s -> ListBansRequest.newBuilder().setRoom(s.room()).build()),
        of(
            RoomServiceGrpc.getListMutesMethod(),
            s -> ListMutesRequest.newBuilder().setRoom(s.room()).build()),
        of(
            RoomServiceGrpc.getUpdateRoomMethod(),
            s -> UpdateRoomRequest.newBuilder().setRoom(s.room()).setTopic("news").build()),
        of(
            RoomServiceGrpc.getSetRoleMethod(),
            s ->
                SetRoleRequest.newBuilder()
                    .setRoom(s.room())
                    .setUser(s.member())
                    .setRole(Role.ROLE_MODERATOR)
                    .build()),
        of(
            RoomServiceGrpc.getSetRetentionMethod(),
            s ->
                SetRetentionRequest.newBuilder()
                    .setRoom(s.room())
                    .setRetention(Retention.newBuilder().setEventsMax(1_000))
                    .build()),
        of(
            RoomServiceGrpc.getSetSlowModeMethod(),
            s -> SetSlowModeRequest.newBuilder().setRoom(s.room()).setIntervalSeconds(30).build()));
  }

  private static RightsCall of(
      MethodDescriptor<?, ?> method, Function<RightsScene, Message> request) {
    return of(method, request, "");
  }

  // All methods of the API take and return messages.
  @SuppressWarnings("unchecked")
  private static RightsCall of(
      MethodDescriptor<?, ?> method, Function<RightsScene, Message> request, String note) {
    return new RightsCall((MethodDescriptor<Message, Message>) method, note, request);
  }

  private static EditMessageRequest edit(RightsScene scene, long seq) {
    return EditMessageRequest.newBuilder()
        .setRoom(scene.room())
        .setMessageSeq(seq)
        .setText("hello")
        .build();
  }

  private static DeleteMessageRequest delete(RightsScene scene, long seq) {
    return DeleteMessageRequest.newBuilder().setRoom(scene.room()).setMessageSeq(seq).build();
  }

  private static FollowRequest follow(RightsScene scene) {
    return FollowRequest.newBuilder().addRooms(scene.room()).build();
  }

  private static ClientFrame start(FollowRequest follow) {
    return ClientFrame.newBuilder()
        .setId(1)
        .setStart(StartRequest.newBuilder().setFollow(follow))
        .build();
  }

  /// As the table names it.
  String text() {
    String name = "`%s`".formatted(method.getBareMethodName());
    return note.isEmpty() ? name : "%s (%s)".formatted(name, note);
  }
}
