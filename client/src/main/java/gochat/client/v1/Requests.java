package gochat.client.v1;

import gochat.client.v1.PendingRequest.Repeat;
import gochat.v1.AddReactionRequest;
import gochat.v1.AddReactionResponse;
import gochat.v1.BanMemberRequest;
import gochat.v1.BanMemberResponse;
import gochat.v1.ClientFrame;
import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.DeleteMessageResponse;
import gochat.v1.EditMessageRequest;
import gochat.v1.EditMessageResponse;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetPresenceResponse;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetRoomResponse;
import gochat.v1.InviteMemberRequest;
import gochat.v1.InviteMemberResponse;
import gochat.v1.JoinRoomRequest;
import gochat.v1.JoinRoomResponse;
import gochat.v1.KickMemberRequest;
import gochat.v1.KickMemberResponse;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.LeaveRoomResponse;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListMembersResponse;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListPinsResponse;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListRoomsResponse;
import gochat.v1.ListThreadRequest;
import gochat.v1.ListThreadResponse;
import gochat.v1.MarkReadRequest;
import gochat.v1.MarkReadResponse;
import gochat.v1.MuteMemberRequest;
import gochat.v1.MuteMemberResponse;
import gochat.v1.OpenDirectRequest;
import gochat.v1.OpenDirectResponse;
import gochat.v1.Pin;
import gochat.v1.PinMessageRequest;
import gochat.v1.PinMessageResponse;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.RemoveReactionResponse;
import gochat.v1.Reply;
import gochat.v1.Room;
import gochat.v1.SendTypingRequest;
import gochat.v1.SendTypingResponse;
import gochat.v1.SetAwayRequest;
import gochat.v1.SetAwayResponse;
import gochat.v1.SetHiddenRequest;
import gochat.v1.SetHiddenResponse;
import gochat.v1.SetRoleRequest;
import gochat.v1.SetRoleResponse;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnbanMemberResponse;
import gochat.v1.UnmuteMemberRequest;
import gochat.v1.UnmuteMemberResponse;
import gochat.v1.UnpinMessageRequest;
import gochat.v1.UnpinMessageResponse;
import gochat.v1.UpdateRoomRequest;
import gochat.v1.UpdateRoomResponse;
import gochat.v1.WatchPresenceRequest;
import gochat.v1.WatchPresenceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The requests of the v1 API except sending messages; the API's documentation describes them. From
/// [Chat#requests()]; any thread may use it.
///
/// A request waits for a connection, and for room if too many requests are unanswered. The answer
/// to a request that the server refuses has a refusal. A request that fails completes with a
/// [ChatException]: with the server's status, with UNAVAILABLE if the connection was lost before
/// the answer, with DEADLINE_EXCEEDED after [Timeouts#giveUpMs()], with CANCELLED if the chat
/// ended. Idempotent requests are repeated over the next connection instead of failing with
/// UNAVAILABLE.
public final class Requests {
  /// Sends a request.
  interface RequestSender {
    <R> CompletableFuture<R> send(
        ClientFrame.Builder frame, Repeat repeat, Function<Reply, R> response);
  }

  private static final int PAGE_ROOMS = 500;

  private final RequestSender sender;

  Requests(RequestSender sender) {
    this.sender = sender;
  }

  public CompletableFuture<EditMessageResponse> editMessage(EditMessageRequest request) {
    return once(frame().setEditMessage(request), Reply::getEditMessage);
  }

  public CompletableFuture<DeleteMessageResponse> deleteMessage(DeleteMessageRequest request) {
    return once(frame().setDeleteMessage(request), Reply::getDeleteMessage);
  }

  public CompletableFuture<AddReactionResponse> addReaction(AddReactionRequest request) {
    return once(frame().setAddReaction(request), Reply::getAddReaction);
  }

  public CompletableFuture<RemoveReactionResponse> removeReaction(RemoveReactionRequest request) {
    return once(frame().setRemoveReaction(request), Reply::getRemoveReaction);
  }

  public CompletableFuture<PinMessageResponse> pinMessage(PinMessageRequest request) {
    return once(frame().setPinMessage(request), Reply::getPinMessage);
  }

  public CompletableFuture<UnpinMessageResponse> unpinMessage(UnpinMessageRequest request) {
    return once(frame().setUnpinMessage(request), Reply::getUnpinMessage);
  }

  /// A page of the pinned messages, the newest pin first.
  public CompletableFuture<ListPinsResponse> listPins(ListPinsRequest request) {
    return repeatably(frame().setListPins(request), Reply::getListPins);
  }

  /// All pinned messages of a room, page by page, the newest pin first.
  ///
  /// @param room its id, or `#name`
  public CompletableFuture<List<Pin>> listAllPins(String room) {
    return listAllPins(room, new ArrayList<>(), "");
  }

  private CompletableFuture<List<Pin>> listAllPins(
      String room, List<Pin> before, String pageToken) {
    ListPinsRequest request =
        ListPinsRequest.newBuilder().setRoom(room).setPageToken(pageToken).build();
    return listPins(request)
        .thenCompose(page -> {
          before.addAll(page.getPinsList());
          return page.getNextPageToken().isEmpty()
              ? CompletableFuture.completedFuture(before)
              : listAllPins(room, before, page.getNextPageToken());
        });
  }

  public CompletableFuture<ListHistoryResponse> listHistory(ListHistoryRequest request) {
    return repeatably(frame().setListHistory(request), Reply::getListHistory);
  }

  public CompletableFuture<ListThreadResponse> listThread(ListThreadRequest request) {
    return repeatably(frame().setListThread(request), Reply::getListThread);
  }

  public CompletableFuture<MarkReadResponse> markRead(MarkReadRequest request) {
    return repeatably(frame().setMarkRead(request), Reply::getMarkRead);
  }

  public CompletableFuture<CreateRoomResponse> createRoom(CreateRoomRequest request) {
    return once(frame().setCreateRoom(request), Reply::getCreateRoom);
  }

  public CompletableFuture<GetRoomResponse> getRoom(GetRoomRequest request) {
    return repeatably(frame().setGetRoom(request), Reply::getGetRoom);
  }

  public CompletableFuture<ListRoomsResponse> listRooms(ListRoomsRequest request) {
    return repeatably(frame().setListRooms(request), Reply::getListRooms);
  }

  /// All rooms of the user, the hidden ones too, fetched page by page.
  public CompletableFuture<List<Room>> listOwnRooms() {
    return listOwnRooms(new ArrayList<>(), "");
  }

  private CompletableFuture<List<Room>> listOwnRooms(List<Room> before, String pageToken) {
    ListRoomsRequest request =
        ListRoomsRequest.newBuilder()
            .setPageSize(PAGE_ROOMS)
            .setPageToken(pageToken)
            .setIncludeHidden(true)
            .build();
    return listRooms(request)
        .thenCompose(page -> {
          before.addAll(page.getRoomsList());
          return page.getNextPageToken().isEmpty()
              ? CompletableFuture.completedFuture(before)
              : listOwnRooms(before, page.getNextPageToken());
        });
  }

  public CompletableFuture<SetHiddenResponse> setHidden(SetHiddenRequest request) {
    return repeatably(frame().setSetHidden(request), Reply::getSetHidden);
  }

  public CompletableFuture<UpdateRoomResponse> updateRoom(UpdateRoomRequest request) {
    return once(frame().setUpdateRoom(request), Reply::getUpdateRoom);
  }

  public CompletableFuture<JoinRoomResponse> joinRoom(JoinRoomRequest request) {
    return once(frame().setJoinRoom(request), Reply::getJoinRoom);
  }

  public CompletableFuture<LeaveRoomResponse> leaveRoom(LeaveRoomRequest request) {
    return once(frame().setLeaveRoom(request), Reply::getLeaveRoom);
  }

  public CompletableFuture<InviteMemberResponse> inviteMember(InviteMemberRequest request) {
    return once(frame().setInviteMember(request), Reply::getInviteMember);
  }

  public CompletableFuture<KickMemberResponse> kickMember(KickMemberRequest request) {
    return once(frame().setKickMember(request), Reply::getKickMember);
  }

  public CompletableFuture<BanMemberResponse> banMember(BanMemberRequest request) {
    return once(frame().setBanMember(request), Reply::getBanMember);
  }

  public CompletableFuture<UnbanMemberResponse> unbanMember(UnbanMemberRequest request) {
    return once(frame().setUnbanMember(request), Reply::getUnbanMember);
  }

  public CompletableFuture<MuteMemberResponse> muteMember(MuteMemberRequest request) {
    return once(frame().setMuteMember(request), Reply::getMuteMember);
  }

  public CompletableFuture<UnmuteMemberResponse> unmuteMember(UnmuteMemberRequest request) {
    return once(frame().setUnmuteMember(request), Reply::getUnmuteMember);
  }

  public CompletableFuture<SetRoleResponse> setRole(SetRoleRequest request) {
    return once(frame().setSetRole(request), Reply::getSetRole);
  }

  public CompletableFuture<ListMembersResponse> listMembers(ListMembersRequest request) {
    return repeatably(frame().setListMembers(request), Reply::getListMembers);
  }

  public CompletableFuture<OpenDirectResponse> openDirect(OpenDirectRequest request) {
    return repeatably(frame().setOpenDirect(request), Reply::getOpenDirect);
  }

  public CompletableFuture<SetAwayResponse> setAway(SetAwayRequest request) {
    return repeatably(frame().setSetAway(request), Reply::getSetAway);
  }

  public CompletableFuture<WatchPresenceResponse> watchPresence(WatchPresenceRequest request) {
    return repeatably(frame().setWatchPresence(request), Reply::getWatchPresence);
  }

  public CompletableFuture<GetPresenceResponse> getPresence(GetPresenceRequest request) {
    return repeatably(frame().setGetPresence(request), Reply::getGetPresence);
  }

  public CompletableFuture<SendTypingResponse> sendTyping(SendTypingRequest request) {
    return once(frame().setSendTyping(request), Reply::getSendTyping);
  }

  private static ClientFrame.Builder frame() {
    return ClientFrame.newBuilder();
  }

  private <R> CompletableFuture<R> repeatably(
      ClientFrame.Builder frame, Function<Reply, R> response) {
    return sender.send(frame, Repeat.ALWAYS, response);
  }

  private <R> CompletableFuture<R> once(ClientFrame.Builder frame, Function<Reply, R> response) {
    return sender.send(frame, Repeat.NEVER, response);
  }
}
