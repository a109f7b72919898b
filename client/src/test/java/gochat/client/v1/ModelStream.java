package gochat.client.v1;

import com.google.rpc.Code;
import gochat.client.v1.ModelServer.ModelRoom;
import gochat.v1.AwayChanged;
import gochat.v1.CaughtUp;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.FollowFrom;
import gochat.v1.FollowRequest;
import gochat.v1.Gap;
import gochat.v1.GapReason;
import gochat.v1.GetRoomResponse;
import gochat.v1.JoinRoomResponse;
import gochat.v1.MessagePassedOn;
import gochat.v1.MessageSent;
import gochat.v1.PresenceWatched;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Reply;
import gochat.v1.Reset;
import gochat.v1.Room;
import gochat.v1.RoomCaughtUp;
import gochat.v1.RoomChanged;
import gochat.v1.RoomFollowed;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import gochat.v1.ServerFrame;
import gochat.v1.SetAwayResponse;
import gochat.v1.StartResponse;
import gochat.v1.Started;
import gochat.v1.User;
import gochat.v1.WatchPresenceResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One stream of a [ModelServer]. Confined to the server's lock.
final class ModelStream implements StreamObserver<ClientFrame> {
  private final ModelServer server;
  private final User user;
  private final StreamObserver<ServerFrame> out;
  private final Consumer<ModelStream> gone;
  private boolean isStarted;
  private boolean isEnded;

  ModelStream(
      ModelServer server, User user, StreamObserver<ServerFrame> out, Consumer<ModelStream> gone) {
    this.server = server;
    this.user = user;
    this.out = out;
    this.gone = gone;
  }

  @Override
  public void onNext(ClientFrame frame) {
    synchronized (server) {
      if (isEnded) {
        return;
      }
      server.received.add(frame);
      if (frame.hasStart()) {
        start(frame);
      } else if (!server.isDeaf()) {
        request(frame);
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    synchronized (server) {
      isEnded = true;
      gone.accept(this);
    }
  }

  @Override
  public void onCompleted() {
    synchronized (server) {
      if (!isEnded) {
        isEnded = true;
        gone.accept(this);
        out.onCompleted();
      }
    }
  }

  boolean isStarted() {
    return isStarted;
  }

  void end(Status status) {
    if (!isEnded) {
      isEnded = true;
      gone.accept(this);
      out.onError(status.asException());
    }
  }

  void send(ServerFrame frame) {
    if (isStarted && !isEnded && !server.isMute()) {
      out.onNext(frame);
    }
  }

  private void send(ServerFrame.Builder frame) {
    send(frame.build());
  }

  private void reply(ClientFrame request, Reply.Builder reply) {
    send(ServerFrame.newBuilder().setReply(reply.setId(request.getId())));
  }

  private void start(ClientFrame frame) {
    Status refusal = server.refusal();
    if (refusal != null) {
      end(refusal);
      return;
    }
    isStarted = true;
    reply(
        frame,
        Reply.newBuilder()
            .setStart(StartResponse.newBuilder().setStarted(Started.newBuilder().setUser(user))));
    FollowRequest follow = frame.getStart().getFollow();
    for (ModelRoom room : server.rooms()) {
      follow(room, cursor(follow.getCursorsList(), room.id), follow);
    }
    send(ServerFrame.newBuilder().setCaughtUp(CaughtUp.getDefaultInstance()));
  }

  private static @Nullable Cursor cursor(List<Cursor> cursors, String room) {
    return cursors.stream()
        .filter(cursor -> cursor.getRoom().equals(room))
        .findFirst()
        .orElse(null);
  }

  private void follow(ModelRoom room, @Nullable Cursor cursor, FollowRequest follow) {
    int catchUpMax = follow.getCatchUpMax();
    boolean isFromStart = follow.getFrom() == FollowFrom.FOLLOW_FROM_START;
    long after = cursor != null ? cursor.getSeq() : isFromStart ? 0 : room.head();
    if (cursor != null && cursor.getEpoch() != 0 && cursor.getEpoch() != room.epoch) {
      send(
          ServerFrame.newBuilder()
              .setReset(Reset.newBuilder().setRoomId(room.id).setEpoch(room.epoch)));
      after = 0;
    }
    send(followed(room, after));
    if (catchUpMax > 0 && room.head() - after > catchUpMax) {
      send(
          ServerFrame.newBuilder()
              .setGap(
                  Gap.newBuilder()
                      .setRoomId(room.id)
                      .setEpoch(room.epoch)
                      .setFromSeq(after + 1)
                      .setToSeq(room.head() - catchUpMax)
                      .setReason(GapReason.GAP_REASON_CATCH_UP_MAX)));
      after = room.head() - catchUpMax;
    }
    for (Event event : room.log.subList((int) after, room.log.size())) {
      send(ServerFrame.newBuilder().setEvent(event));
    }
    send(
        ServerFrame.newBuilder()
            .setRoomCaughtUp(
                RoomCaughtUp.newBuilder()
                    .setRoomId(room.id)
                    .setEpoch(room.epoch)
                    .setSeq(room.head())));
  }

  static ServerFrame followed(ModelRoom room, long after) {
    Room.Builder description =
        Room.newBuilder().setRoomId(room.id).setEpoch(room.epoch).setHeadSeq(room.head());
    return ServerFrame.newBuilder()
        .setRoomFollowed(RoomFollowed.newBuilder().setRoom(description).setSeq(after))
        .build();
  }

  private void request(ClientFrame frame) {
    switch (frame.getRequestCase()) {
      case SEND_MESSAGE -> message(frame, frame.getSendMessage());
      case SEND_DIRECT_MESSAGE ->
          reply(
              frame,
              Reply.newBuilder()
                  .setSendDirectMessage(
                      SendDirectMessageResponse.newBuilder()
                          .setPassedOn(MessagePassedOn.getDefaultInstance())));
      case GET_ROOM -> room(frame);
      case JOIN_ROOM ->
          reply(
              frame,
              Reply.newBuilder()
                  .setJoinRoom(
                      JoinRoomResponse.newBuilder().setJoined(RoomChanged.getDefaultInstance())));
      case SET_AWAY ->
          reply(
              frame,
              Reply.newBuilder()
                  .setSetAway(
                      SetAwayResponse.newBuilder().setChanged(AwayChanged.getDefaultInstance())));
      case WATCH_PRESENCE ->
          reply(
              frame,
              Reply.newBuilder()
                  .setWatchPresence(
                      WatchPresenceResponse.newBuilder()
                          .setWatched(PresenceWatched.getDefaultInstance())));
      default -> error(frame, Code.UNIMPLEMENTED, "not in this model");
    }
  }

  private void room(ClientFrame frame) {
    String id = frame.getGetRoom().getRoom();
    if (server.rooms().stream().noneMatch(room -> room.id.equals(id))) {
      error(frame, Code.NOT_FOUND, "room: '" + id + "' (expected: one that you may read)");
      return;
    }
    reply(
        frame,
        Reply.newBuilder()
            .setGetRoom(GetRoomResponse.newBuilder().setRoom(Room.newBuilder().setRoomId(id))));
  }

  private void message(ClientFrame frame, SendMessageRequest message) {
    if (message.getText().isBlank()) {
      error(frame, Code.INVALID_ARGUMENT, "text: '' (expected: something to read)");
      return;
    }
    switch (server.nextFault()) {
      case null -> sent(frame, store(message));
      case LOSE_AND_BREAK -> end(Status.UNAVAILABLE);
      case STORE_AND_BREAK -> {
        store(message);
        end(Status.UNAVAILABLE);
      }
      case STORE_IN_SILENCE -> store(message);
      case STORE_AND_DOUBT -> {
        store(message);
        error(frame, Code.UNAVAILABLE, "the disk did not answer");
      }
      case REFUSE ->
          reply(
              frame,
              Reply.newBuilder()
                  .setSendMessage(
                      SendMessageResponse.newBuilder()
                          .setRefusal(
                              Refusal.newBuilder()
                                  .setReason(RefusalReason.REFUSAL_REASON_MUTED)
                                  .setSentence("A moderator does not let you write."))));
    }
  }

  private MessageSent store(SendMessageRequest message) {
    long seq =
        server.post(message.getRoom(), user, message.getClientMessageId(), message.getText());
    return MessageSent.newBuilder()
        .setRoomId(message.getRoom())
        .setEpoch(server.room(message.getRoom()).epoch)
        .setSeq(seq)
        .setClientMessageId(message.getClientMessageId())
        .build();
  }

  private void sent(ClientFrame frame, MessageSent sent) {
    reply(frame, Reply.newBuilder().setSendMessage(SendMessageResponse.newBuilder().setSent(sent)));
  }

  private void error(ClientFrame frame, Code code, String sentence) {
    reply(
        frame,
        Reply.newBuilder()
            .setError(
                com.google.rpc.Status.newBuilder().setCode(code.getNumber()).setMessage(sentence)));
  }
}
