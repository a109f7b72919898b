package gochat.system;

import gochat.checker.Operation.Change;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Exit;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.React;
import gochat.checker.Operation.ReadPage;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.SetAway;
import gochat.checker.Operation.SetTopic;
import gochat.checker.Operation.Whisper;
import gochat.v1.AddReactionRequest;
import gochat.v1.ClientFrame;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.SetAwayRequest;
import gochat.v1.UpdateRoomRequest;

/// The checker's requests as the v1 API wants them.
final class WireRequests {
  private WireRequests() {}

  static ClientFrame frame(Request request, String user, long id) {
    ClientFrame.Builder frame = ClientFrame.newBuilder().setId(id);
    return switch (request) {
      case Post post -> frame.setSendMessage(message(post)).build();
      case Edit edit -> frame.setEditMessage(edit(edit)).build();
      case Delete delete -> frame.setDeleteMessage(delete(delete)).build();
      case React react when react.isAdded() -> frame.setAddReaction(reaction(react)).build();
      case React react -> frame.setRemoveReaction(noReaction(react)).build();
      case SetTopic topic -> frame.setUpdateRoom(topic(topic)).build();
      case Enter(String room, String member) when member.equals(user) ->
          frame.setJoinRoom(JoinRoomRequest.newBuilder().setRoom(room)).build();
      case Enter enter -> frame.setInviteMember(invitation(enter)).build();
      case Exit(String room, String member) when member.equals(user) ->
          frame.setLeaveRoom(LeaveRoomRequest.newBuilder().setRoom(room)).build();
      case Exit exit -> frame.setKickMember(kick(exit)).build();
      case MarkRead mark -> frame.setMarkRead(marker(mark)).build();
      case ReadPage(String room) ->
          frame.setListHistory(ListHistoryRequest.newBuilder().setRoom(room)).build();
      case Whisper whisper -> frame.setSendDirectMessage(whisper(whisper)).build();
      case SetAway(boolean isAway) ->
          frame.setSetAway(SetAwayRequest.newBuilder().setAway(isAway)).build();
      case Change change -> throw new IllegalArgumentException("no script asks for " + change);
    };
  }

  static SendMessageRequest message(Post post) {
    return SendMessageRequest.newBuilder()
        .setRoom(post.room())
        .setClientMessageId(post.messageId())
        .setText(post.text())
        .build();
  }

  static EditMessageRequest edit(Edit edit) {
    return EditMessageRequest.newBuilder()
        .setRoom(edit.room())
        .setMessageSeq(edit.message())
        .setText(edit.text())
        .build();
  }

  static DeleteMessageRequest delete(Delete delete) {
    return DeleteMessageRequest.newBuilder()
        .setRoom(delete.room())
        .setMessageSeq(delete.message())
        .build();
  }

  static AddReactionRequest reaction(React react) {
    return AddReactionRequest.newBuilder()
        .setRoom(react.room())
        .setMessageSeq(react.message())
        .setReaction(react.reaction())
        .build();
  }

  static RemoveReactionRequest noReaction(React react) {
    return RemoveReactionRequest.newBuilder()
        .setRoom(react.room())
        .setMessageSeq(react.message())
        .setReaction(react.reaction())
        .build();
  }

  static UpdateRoomRequest topic(SetTopic set) {
    return UpdateRoomRequest.newBuilder().setRoom(set.room()).setTopic(set.topic()).build();
  }

  static InviteMemberRequest invitation(Enter enter) {
    return InviteMemberRequest.newBuilder().setRoom(enter.room()).setUser(enter.member()).build();
  }

  static KickMemberRequest kick(Exit exit) {
    return KickMemberRequest.newBuilder().setRoom(exit.room()).setUser(exit.member()).build();
  }

  static MarkReadRequest marker(MarkRead mark) {
    return MarkReadRequest.newBuilder().setRoom(mark.room()).setSeq(mark.seq()).build();
  }

  static SendDirectMessageRequest whisper(Whisper whisper) {
    return SendDirectMessageRequest.newBuilder()
        .setUser(whisper.receiver())
        .setText(whisper.text())
        .build();
  }
}
