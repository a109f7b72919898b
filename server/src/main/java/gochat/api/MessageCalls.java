package gochat.api;

import com.google.protobuf.Message;
import gochat.account.User;
import gochat.error.RefusalKind;
import gochat.error.VisibleText;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.session.DirectMessages;
import gochat.session.Reach;
import gochat.shard.Outcome;
import gochat.v1.AddReactionRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.MessageChanged;
import gochat.v1.MessagePassedOn;
import gochat.v1.MessageSent;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.PinMessageRequest;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.UnpinMessageRequest;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The calls that send and change messages.
final class MessageCalls {
  private static final Duration CROWDED_PAUSE = Duration.ofSeconds(5);

  private final RoomFinder rooms;
  private final UserFinder users;
  private final Reach reach;
  private final RoomCommands commands;
  private final DirectMessages directMessages;
  private final Rejections rejections;
  private final LongSupplier epoch;
  private final MessageIds messageIds = new MessageIds(InstantSource.system());

  /// @param epoch the current epoch of the logs
  MessageCalls(
      RoomFinder rooms,
      UserFinder users,
      Reach reach,
      RoomCommands commands,
      DirectMessages directMessages,
      Rejections rejections,
      LongSupplier epoch) {
    this.rooms = rooms;
    this.users = users;
    this.reach = reach;
    this.commands = commands;
    this.directMessages = directMessages;
    this.rejections = rejections;
    this.epoch = epoch;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.change(
            MessageServiceGrpc.getSendMessageMethod(),
            send -> waits(send.getRoom(), send.getMentionsCount()),
            this::send),
        Call.change(MessageServiceGrpc.getSendDirectMessageMethod(), this::sendDirect),
        Call.change(
            MessageServiceGrpc.getEditMessageMethod(),
            edit -> waits(edit.getRoom(), edit.getMentionsCount()),
            this::edit),
        onMessage(
            MessageServiceGrpc.getDeleteMessageMethod(),
            DeleteMessageRequest::getRoom,
            (author, delete) -> new Command.Delete(author, messageSeq(delete.getMessageSeq()))),
        onMessage(
            MessageServiceGrpc.getAddReactionMethod(),
            AddReactionRequest::getRoom,
            (author, add) ->
                new Command.React(
                    author, messageSeq(add.getMessageSeq()), add.getReaction(), true)),
        onMessage(
            MessageServiceGrpc.getRemoveReactionMethod(),
            RemoveReactionRequest::getRoom,
            (author, remove) ->
                new Command.React(
                    author, messageSeq(remove.getMessageSeq()), remove.getReaction(), false)),
        onMessage(
            MessageServiceGrpc.getPinMessageMethod(),
            PinMessageRequest::getRoom,
            (author, pin) -> new Command.Pin(author, messageSeq(pin.getMessageSeq()))),
        onMessage(
            MessageServiceGrpc.getUnpinMessageMethod(),
            UnpinMessageRequest::getRoom,
            (author, unpin) -> new Command.Unpin(author, messageSeq(unpin.getMessageSeq()))));
  }

  /// A call that changes one message and mentions no users.
  private <Q extends Message, R extends Message> Call<Q, R> onMessage(
      MethodDescriptor<Q, R> method,
      Function<Q, String> room,
      BiFunction<Author, Q, Command> command) {
    return Call.change(
        method,
        request -> waits(room.apply(request), 0),
        (caller, request) -> {
          RoomId of = rooms.require(caller, room.apply(request));
          Command asked = command.apply(caller.author(), request);
          return shows(asked)
              ? ifReachable(caller, of, () -> change(request, of, asked, Set.of()))
              : change(request, of, asked, Set.of());
        });
  }

  /// Whether a change shows something new to others; a user can always take back its own.
  private static boolean shows(Command change) {
    return change instanceof Command.Pin
        || (change instanceof Command.React react && react.isAdded());
  }

  /// A room's name, the users whom a text mentions, and the privacy of the other user of a direct
  /// conversation are looked up.
  private static boolean waits(String room, int mentions) {
    return RoomFinder.isName(room) || mentions > 0 || new RoomId(room).isDirect();
  }

  /// In a direct conversation, only if the other user takes private messages from the caller.
  private Resolved<Message> ifReachable(
      Caller caller, RoomId room, Supplier<Resolved<Message>> then) {
    return rooms
        .peer(caller, room)
        .filter(peer -> !reach.mayWrite(caller.id(), peer.user()))
        .<Resolved<Message>>map(peer -> new Resolved.Answer<>(Rejections.notReachable(peer.name())))
        .orElseGet(then);
  }

  private Resolved<Message> send(Caller caller, SendMessageRequest request) {
    UUID id = messageId(request.getClientMessageId());
    long replyTo = Arguments.position("reply_to_seq", request.getReplyToSeq());
    RoomId room = rooms.require(caller, request.getRoom());
    UserFinder.Found mentioned = mentioned(request.getMentionsList());
    Command post =
        new Command.Post(
            caller.author(), id, request.getText(), replyTo, List.copyOf(mentioned.ids()));
    return ifReachable(
        caller,
        room,
        () ->
            commands.change(
                room, post, outcome -> sent(outcome, request, room, id, mentioned.unknown())));
  }

  private UserFinder.Found mentioned(List<String> references) {
    return users.findAll("mentions", references, Command.MENTIONS_MAX);
  }

  /// The client's id or a new one. With an id, a repeated message can be recognised later.
  private UUID messageId(String asked) {
    return asked.isEmpty() ? messageIds.next() : Arguments.uuid("client_message_id", asked);
  }

  private Message sent(
      Outcome outcome, Message request, RoomId room, UUID id, Set<String> unknownMentions) {
    return commands.answer(
        outcome,
        request,
        seq ->
            MessageSent.newBuilder()
                .setRoomId(room.value())
                .setEpoch(epoch.getAsLong())
                .setSeq(seq)
                .setClientMessageId(id.toString())
                .addAllUnknownMentions(unknownMentions)
                .build(),
        () -> Failures.outcomeUnknown(id));
  }

  private Resolved<Message> sendDirect(Caller caller, SendDirectMessageRequest request) {
    UUID id = messageId(request.getClientMessageId());
    long replyTo = Arguments.position("reply_to_seq", request.getReplyToSeq());
    // A message that is not stored may reach no room that checks its text.
    rejections.checkText(request.getText());
    Command.Post message =
        new Command.Post(caller.author(), id, request.getText(), replyTo, List.of());
    return users.concerning(
        request.getUser(),
        to ->
            reach.mayWrite(caller.id(), to.id())
                ? new Resolved.Change<>(
                    by -> directMessages.send(to, message, by),
                    outcome -> sentDirectly(outcome, caller, request, to, id))
                : new Resolved.Answer<>(Rejections.notReachable(to.name().toString())));
  }

  private Message sentDirectly(
      Outcome outcome, Caller caller, SendDirectMessageRequest request, User to, UUID id) {
    return switch (outcome) {
      case Outcome.Passed _ -> MessagePassedOn.getDefaultInstance();
      case Outcome.Undelivered _ ->
          RefusalKind.NOT_ONLINE.refusal(
              "%s is not online, and without accounts on both sides a message is not kept; it has not been delivered."
                  .formatted(VisibleText.quoted(to.name().toString())));
      case Outcome.Unconfirmed _ -> throw Failures.receiverSilent(to.name().toString());
      case Outcome.Crowded _ ->
          RefusalKind.THROTTLED.refusal(
              "%s does not read what you wrote before; this message has not been delivered. Try again in %d s."
                  .formatted(VisibleText.quoted(to.name().toString()), CROWDED_PAUSE.toSeconds()),
              CROWDED_PAUSE);
      case Outcome.Stored _, Outcome.Unchanged _, Outcome.Rejected _, Outcome.Unknown _ ->
          sent(outcome, request, RoomId.direct(caller.id(), to.id()), id, Set.of());
    };
  }

  private Resolved<Message> edit(Caller caller, EditMessageRequest request) {
    RoomId room = rooms.require(caller, request.getRoom());
    UserFinder.Found mentioned = mentioned(request.getMentionsList());
    Command edit =
        new Command.Edit(
            caller.author(),
            messageSeq(request.getMessageSeq()),
            request.getText(),
            List.copyOf(mentioned.ids()));
    return ifReachable(caller, room, () -> change(request, room, edit, mentioned.unknown()));
  }

  private static long messageSeq(long asked) {
    return Arguments.seq("message_seq", asked);
  }

  private Resolved<Message> change(
      Message request, RoomId room, Command command, Set<String> unknownMentions) {
    return commands.change(
        request,
        room,
        command,
        seq ->
            MessageChanged.newBuilder()
                .setRoomId(room.value())
                .setEpoch(epoch.getAsLong())
                .setSeq(seq)
                .addAllUnknownMentions(unknownMentions)
                .build());
  }
}
