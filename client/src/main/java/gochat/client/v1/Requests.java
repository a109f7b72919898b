package gochat.client.v1;

import com.google.protobuf.Message;
import gochat.client.v1.PendingRequest.Repeat;
import gochat.v1.AddReactionRequest;
import gochat.v1.AwayChanged;
import gochat.v1.BanMemberRequest;
import gochat.v1.ClientFrame;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.HiddenChanged;
import gochat.v1.HistoryPage;
import gochat.v1.InviteMemberRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListBansRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListMutesRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListThreadRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.MarkedRead;
import gochat.v1.MeasurePage;
import gochat.v1.MemberPage;
import gochat.v1.MessageChanged;
import gochat.v1.MuteMemberRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Pin;
import gochat.v1.PinMessageRequest;
import gochat.v1.PinPage;
import gochat.v1.PresenceList;
import gochat.v1.PresenceWatched;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.Room;
import gochat.v1.RoomChanged;
import gochat.v1.RoomPage;
import gochat.v1.SendTypingRequest;
import gochat.v1.SetAwayRequest;
import gochat.v1.SetHiddenRequest;
import gochat.v1.SetRetentionRequest;
import gochat.v1.SetRoleRequest;
import gochat.v1.SetSlowModeRequest;
import gochat.v1.ThreadPage;
import gochat.v1.TypingSent;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import gochat.v1.UnpinMessageRequest;
import gochat.v1.UpdateRoomRequest;
import gochat.v1.WatchPresenceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The requests of the v1 API except sending messages; the API's documentation describes them. From
/// [Chat#requests()]; any thread may use it.
///
/// A request waits for a connection, and for room if too many requests are unanswered. It completes
/// with its outcome, or with a [ChatException]: with the server's refusal, with the server's
/// status, with UNAVAILABLE if the connection was lost before the answer, with DEADLINE_EXCEEDED
/// after [Timeouts#giveUpMs()], with CANCELLED if the chat ended, with UNKNOWN if the server is
/// newer than this library and answers with an outcome that the library does not know. Idempotent
/// requests are repeated over the next connection instead of failing with UNAVAILABLE.
public final class Requests {
  /// Sends a request.
  interface RequestSender {
    /// @param outcome the outcome that is no refusal
    <T extends Message> CompletableFuture<T> send(
        ClientFrame.Builder frame, Repeat repeat, Class<T> outcome);
  }

  private static final int PAGE_ROOMS = 500;

  private final RequestSender sender;

  Requests(RequestSender sender) {
    this.sender = sender;
  }

  public CompletableFuture<MessageChanged> editMessage(EditMessageRequest request) {
    return once(frame().setEditMessage(request), MessageChanged.class);
  }

  public CompletableFuture<MessageChanged> deleteMessage(DeleteMessageRequest request) {
    return once(frame().setDeleteMessage(request), MessageChanged.class);
  }

  public CompletableFuture<MessageChanged> addReaction(AddReactionRequest request) {
    return once(frame().setAddReaction(request), MessageChanged.class);
  }

  public CompletableFuture<MessageChanged> removeReaction(RemoveReactionRequest request) {
    return once(frame().setRemoveReaction(request), MessageChanged.class);
  }

  public CompletableFuture<MessageChanged> pinMessage(PinMessageRequest request) {
    return once(frame().setPinMessage(request), MessageChanged.class);
  }

  public CompletableFuture<MessageChanged> unpinMessage(UnpinMessageRequest request) {
    return once(frame().setUnpinMessage(request), MessageChanged.class);
  }

  /// A page of the pinned messages, the newest pin first.
  public CompletableFuture<PinPage> listPins(ListPinsRequest request) {
    return repeatably(frame().setListPins(request), PinPage.class);
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

  public CompletableFuture<HistoryPage> listHistory(ListHistoryRequest request) {
    return repeatably(frame().setListHistory(request), HistoryPage.class);
  }

  public CompletableFuture<ThreadPage> listThread(ListThreadRequest request) {
    return repeatably(frame().setListThread(request), ThreadPage.class);
  }

  public CompletableFuture<MarkedRead> markRead(MarkReadRequest request) {
    return repeatably(frame().setMarkRead(request), MarkedRead.class);
  }

  /// Creates a room. The request gets an id unless it has one, so it is created once.
  public CompletableFuture<RoomChanged> createRoom(CreateRoomRequest request) {
    CreateRoomRequest.Builder complete = request.toBuilder();
    if (request.getRequestId().isEmpty()) {
      complete.setRequestId(UUID.randomUUID().toString());
    }
    return repeatably(frame().setCreateRoom(complete), RoomChanged.class);
  }

  public CompletableFuture<Room> getRoom(GetRoomRequest request) {
    return repeatably(frame().setGetRoom(request), Room.class);
  }

  public CompletableFuture<RoomPage> listRooms(ListRoomsRequest request) {
    return repeatably(frame().setListRooms(request), RoomPage.class);
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

  public CompletableFuture<HiddenChanged> setHidden(SetHiddenRequest request) {
    return repeatably(frame().setSetHidden(request), HiddenChanged.class);
  }

  public CompletableFuture<RoomChanged> updateRoom(UpdateRoomRequest request) {
    return once(frame().setUpdateRoom(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> joinRoom(JoinRoomRequest request) {
    return once(frame().setJoinRoom(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> leaveRoom(LeaveRoomRequest request) {
    return once(frame().setLeaveRoom(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> inviteMember(InviteMemberRequest request) {
    return once(frame().setInviteMember(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> kickMember(KickMemberRequest request) {
    return once(frame().setKickMember(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> banMember(BanMemberRequest request) {
    return once(frame().setBanMember(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> unbanMember(UnbanMemberRequest request) {
    return once(frame().setUnbanMember(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> muteMember(MuteMemberRequest request) {
    return once(frame().setMuteMember(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> unmuteMember(UnmuteMemberRequest request) {
    return once(frame().setUnmuteMember(request), RoomChanged.class);
  }

  /// A page of the bans of a room, in the order of the users' ids.
  public CompletableFuture<MeasurePage> listBans(ListBansRequest request) {
    return repeatably(frame().setListBans(request), MeasurePage.class);
  }

  /// A page of the mutes of a room, in the order of the users' ids.
  public CompletableFuture<MeasurePage> listMutes(ListMutesRequest request) {
    return repeatably(frame().setListMutes(request), MeasurePage.class);
  }

  public CompletableFuture<RoomChanged> setRole(SetRoleRequest request) {
    return once(frame().setSetRole(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> setSlowMode(SetSlowModeRequest request) {
    return once(frame().setSetSlowMode(request), RoomChanged.class);
  }

  public CompletableFuture<RoomChanged> setRetention(SetRetentionRequest request) {
    return once(frame().setSetRetention(request), RoomChanged.class);
  }

  public CompletableFuture<MemberPage> listMembers(ListMembersRequest request) {
    return repeatably(frame().setListMembers(request), MemberPage.class);
  }

  public CompletableFuture<RoomChanged> openDirect(OpenDirectRequest request) {
    return repeatably(frame().setOpenDirect(request), RoomChanged.class);
  }

  public CompletableFuture<AwayChanged> setAway(SetAwayRequest request) {
    return repeatably(frame().setSetAway(request), AwayChanged.class);
  }

  public CompletableFuture<PresenceWatched> watchPresence(WatchPresenceRequest request) {
    return repeatably(frame().setWatchPresence(request), PresenceWatched.class);
  }

  public CompletableFuture<PresenceList> getPresence(GetPresenceRequest request) {
    return repeatably(frame().setGetPresence(request), PresenceList.class);
  }

  public CompletableFuture<TypingSent> sendTyping(SendTypingRequest request) {
    return once(frame().setSendTyping(request), TypingSent.class);
  }

  private static ClientFrame.Builder frame() {
    return ClientFrame.newBuilder();
  }

  private <T extends Message> CompletableFuture<T> repeatably(
      ClientFrame.Builder frame, Class<T> outcome) {
    return sender.send(frame, Repeat.ALWAYS, outcome);
  }

  private <T extends Message> CompletableFuture<T> once(
      ClientFrame.Builder frame, Class<T> outcome) {
    return sender.send(frame, Repeat.NEVER, outcome);
  }
}
