package gochat.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import gochat.v1.AddReactionRequest;
import gochat.v1.BanMemberRequest;
import gochat.v1.ClientFrame;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListThreadRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.MuteMemberRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.PinMessageRequest;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.Retention;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendTypingRequest;
import gochat.v1.SetHiddenRequest;
import gochat.v1.SetRetentionRequest;
import gochat.v1.SetRoleRequest;
import gochat.v1.SetSlowModeRequest;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import gochat.v1.UnpinMessageRequest;
import gochat.v1.UpdateRoomRequest;
import java.util.List;

/// Well-formed requests, and the frames that carry them.
final class Requests {
  private Requests() {}

  static CreateRoomRequest create(String name, RoomKind kind) {
    return CreateRoomRequest.newBuilder().setName(name).setKind(kind).build();
  }

  static GetRoomRequest get(String room) {
    return GetRoomRequest.newBuilder().setRoom(room).build();
  }

  static JoinRoomRequest join(String room) {
    return JoinRoomRequest.newBuilder().setRoom(room).build();
  }

  static OpenDirectRequest openDirect(String user) {
    return OpenDirectRequest.newBuilder().setUser(user).build();
  }

  static BanMemberRequest ban(String room, String user) {
    return BanMemberRequest.newBuilder().setRoom(room).setUser(user).build();
  }

  static InviteMemberRequest invite(String room, String user) {
    return InviteMemberRequest.newBuilder().setRoom(room).setUser(user).build();
  }

  static KickMemberRequest kick(String room, String user) {
    return KickMemberRequest.newBuilder().setRoom(room).setUser(user).build();
  }

  static SetRoleRequest setRole(String room, String user, Role role) {
    return SetRoleRequest.newBuilder().setRoom(room).setUser(user).setRole(role).build();
  }

  static SetRetentionRequest setRetention(String room, long ageSecondsMax, long eventsMax) {
    return SetRetentionRequest.newBuilder()
        .setRoom(room)
        .setRetention(
            Retention.newBuilder().setAgeSecondsMax(ageSecondsMax).setEventsMax(eventsMax))
        .build();
  }

  static SetSlowModeRequest setSlowMode(String room, int intervalSeconds) {
    return SetSlowModeRequest.newBuilder()
        .setRoom(room)
        .setIntervalSeconds(intervalSeconds)
        .build();
  }

  static ClientFrame frame(long id, Message request) {
    for (FieldDescriptor field : Calls.REQUEST.getFields()) {
      if (field.getMessageType().equals(request.getDescriptorForType())) {
        return ClientFrame.newBuilder().setId(id).setField(field, request).build();
      }
    }
    throw new AssertionError("no frame takes a " + request.getDescriptorForType().getName());
  }

  /// The same request for another room.
  static Message with(Message request, String room) {
    return request.toBuilder()
        .setField(request.getDescriptorForType().findFieldByName("room"), room)
        .build();
  }

  /// A request of each kind that concerns a room; those that name a user name `alice`.
  static List<Message> ofRoom(String room) {
    String user = "alice";
    return List.of(
        get(room),
        UpdateRoomRequest.newBuilder().setRoom(room).setName("other").build(),
        join(room),
        LeaveRoomRequest.newBuilder().setRoom(room).build(),
        invite(room, user),
        kick(room, user),
        ban(room, user),
        UnbanMemberRequest.newBuilder().setRoom(room).setUser(user).build(),
        MuteMemberRequest.newBuilder().setRoom(room).setUser(user).build(),
        UnmuteMemberRequest.newBuilder().setRoom(room).setUser(user).build(),
        setRole(room, user, Role.ROLE_OWNER),
        setRetention(room, 60, 0),
        setSlowMode(room, 30),
        ListMembersRequest.newBuilder().setRoom(room).build(),
        SendMessageRequest.newBuilder().setRoom(room).setText("hi").build(),
        EditMessageRequest.newBuilder().setRoom(room).setMessageSeq(1).setText("hi").build(),
        DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(1).build(),
        AddReactionRequest.newBuilder().setRoom(room).setMessageSeq(1).setReaction("x").build(),
        RemoveReactionRequest.newBuilder().setRoom(room).setMessageSeq(1).setReaction("x").build(),
        PinMessageRequest.newBuilder().setRoom(room).setMessageSeq(1).build(),
        UnpinMessageRequest.newBuilder().setRoom(room).setMessageSeq(1).build(),
        ListPinsRequest.newBuilder().setRoom(room).build(),
        ListHistoryRequest.newBuilder().setRoom(room).build(),
        ListThreadRequest.newBuilder().setRoom(room).setRootSeq(1).build(),
        MarkReadRequest.newBuilder().setRoom(room).setSeq(1).build(),
        SendTypingRequest.newBuilder().setRoom(room).build(),
        SetHiddenRequest.newBuilder().setRoom(room).setHidden(true).build());
  }
}
