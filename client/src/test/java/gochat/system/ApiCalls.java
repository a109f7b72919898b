package gochat.system;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import gochat.checker.Operation.Change;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Exit;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.React;
import gochat.checker.Operation.ReadPage;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Operation.SetAway;
import gochat.checker.Operation.SetTopic;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Operation.Whisper;
import gochat.v1.AwayChanged;
import gochat.v1.ClientFrame;
import gochat.v1.Event;
import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.MarkedRead;
import gochat.v1.MessageChanged;
import gochat.v1.MessagePassedOn;
import gochat.v1.MessageSent;
import gochat.v1.ReactionCount;
import gochat.v1.Refusal;
import gochat.v1.Reply;
import gochat.v1.RoomChanged;
import io.grpc.Status;
import java.util.stream.Stream;

/// The checker's requests as calls of the v1 API, and the replies as its results.
final class ApiCalls {
  private static final OneofDescriptor RESPONSE = Reply.getDescriptor().getOneofs().getFirst();

  private ApiCalls() {}

  /// @param user the caller: joins and leaves rooms, and invites and removes others
  static ClientFrame call(Request request, String user, long id) {
    ClientFrame.Builder frame = ClientFrame.newBuilder().setId(id);
    switch (request) {
      case Post(String room, String messageId, String text) ->
          frame.getSendMessageBuilder().setRoom(room).setClientMessageId(messageId).setText(text);
      case Edit(String room, long message, String text) ->
          frame.getEditMessageBuilder().setRoom(room).setMessageSeq(message).setText(text);
      case Delete(String room, long message) ->
          frame.getDeleteMessageBuilder().setRoom(room).setMessageSeq(message);
      case React(String room, long message, String reaction, boolean isAdded) when isAdded ->
          frame.getAddReactionBuilder().setRoom(room).setMessageSeq(message).setReaction(reaction);
      case React(String room, long message, String reaction, _) ->
          frame
              .getRemoveReactionBuilder()
              .setRoom(room)
              .setMessageSeq(message)
              .setReaction(reaction);
      case SetTopic(String room, String topic) ->
          frame.getUpdateRoomBuilder().setRoom(room).setTopic(topic);
      case Enter(String room, String member) when member.equals(user) ->
          frame.getJoinRoomBuilder().setRoom(room);
      case Enter(String room, String member) ->
          frame.getInviteMemberBuilder().setRoom(room).setUser(member);
      case Exit(String room, String member) when member.equals(user) ->
          frame.getLeaveRoomBuilder().setRoom(room);
      case Exit(String room, String member) ->
          frame.getKickMemberBuilder().setRoom(room).setUser(member);
      case MarkRead(String room, long seq) -> frame.getMarkReadBuilder().setRoom(room).setSeq(seq);
      case ReadPage(String room) -> frame.getListHistoryBuilder().setRoom(room);
      case Whisper(_, String receiver, String text) ->
          frame.getSendDirectMessageBuilder().setUser(receiver).setText(text);
      case SetAway(boolean isAway) -> frame.getSetAwayBuilder().setAway(isAway);
      case Change change -> throw new IllegalArgumentException("no script asks for " + change);
    }
    return frame.build();
  }

  static Result result(Reply reply) {
    if (reply.hasError()) {
      return failed(
          Status.fromCodeValue(reply.getError().getCode()).getCode(),
          reply.getError().getMessage());
    }
    FieldDescriptor response = reply.getOneofFieldDescriptor(RESPONSE);
    return result(outcome((Message) reply.getField(response)));
  }

  private static Message outcome(Message response) {
    OneofDescriptor outcomes = response.getDescriptorForType().getOneofs().getFirst();
    return (Message) response.getField(response.getOneofFieldDescriptor(outcomes));
  }

  /// @param outcome of a request
  static Result result(Message outcome) {
    return switch (outcome) {
      case Refusal refusal -> refused(refusal);
      case MessageSent sent -> new Stored(sent.getEpoch(), sent.getSeq());
      case MessageChanged changed -> changed(changed.getSeq());
      case RoomChanged changed -> changed(changed.getSeq());
      case MarkedRead marked -> new Marked(marked.getReadSeq());
      case HistoryPage page -> page(page);
      case MessagePassedOn _, AwayChanged _ -> new Done();
      default -> new Unknown("an unexpected outcome: " + outcome);
    };
  }

  static Result refused(Refusal refusal) {
    return new Refused(refusal.getReason().name());
  }

  /// @param seq of the event; 0 if the call changed nothing
  private static Result changed(long seq) {
    return seq == 0 ? new Done() : new Stored(Stored.ANY_EPOCH, seq);
  }

  private static Result page(HistoryPage page) {
    return new Page(page.getEntriesList().stream().flatMap(ApiCalls::lines).toList());
  }

  private static Stream<Line> lines(HistoryEntry entry) {
    Event event = entry.getEvent();
    Stream<String> own =
        switch (event.getPayloadCase()) {
          case MESSAGE_POSTED -> Stream.of(event.getMessagePosted().getText());
          case TOPIC_CHANGED -> Stream.of(event.getTopicChanged().getTopic());
          default -> Stream.empty();
        };
    Stream<String> reactions = entry.getReactionsList().stream().map(ReactionCount::getReaction);
    return Stream.concat(own, reactions).map(text -> new Line(event.getSeq(), text));
  }

  static Result failed(Status.Code code, String sentence) {
    String why = code + ": " + sentence;
    return switch (code) {
      case OK, CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
          new Unknown(why);
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAUTHENTICATED ->
          new Refused(why);
    };
  }
}
