package gochat.system;

import static java.util.stream.Collectors.toMap;

import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.Invocation;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Operation.Change;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Exit;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.NotSent;
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
import gochat.checker.Stream.Cursor;
import gochat.checker.Stream.Kind;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatException;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Ending;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.client.v1.Requests;
import gochat.client.v1.Timeouts;
import gochat.v1.JoinRoomRequest;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.Reply;
import gochat.v1.SetAwayRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A program that uses the client library, keeps its cursors, and after a crash sends again what it
/// does not know the outcome of.
final class LibraryClient implements Client {
  private static final Timeouts TIMEOUTS =
      new Timeouts(5_000, 45_000, 20, 300, 1_000, 300_000, 5_000);

  private final Device device;
  private final HistoryRecorder recorder;
  private final SplittableRandom random;

  /// For the listener's thread.
  private final SplittableRandom pauses;

  private final CursorStore cursors = CursorStore.inMemory();
  private final List<String> rooms;
  private final Set<String> watched;
  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private volatile boolean isSlow;
  private volatile boolean isClosed;
  private volatile StreamRecorder frames;
  private volatile Chat chat;

  /// @param rooms public ones that it follows, whether it is a member or not
  /// @param watched users whose presence it wants to be told
  LibraryClient(
      Device device, List<String> rooms, Set<String> watched, HistoryRecorder recorder, long seed) {
    this.device = device;
    this.rooms = rooms;
    this.watched = watched;
    this.recorder = recorder;
    random = new SplittableRandom(seed);
    pauses = random.split();
    frames = listen();
    chat = open(frames);
  }

  private StreamRecorder listen() {
    return recorder.opened(
        device.user(),
        Kind.V1_RESUMING,
        cursors.load().stream()
            .collect(
                toMap(
                    gochat.v1.Cursor::getRoom,
                    cursor -> new Cursor(cursor.getEpoch(), cursor.getSeq()))),
        0,
        watched);
  }

  private Chat open(StreamRecorder opened) {
    Options options =
        Options.DEFAULT
            .withTimeouts(TIMEOUTS)
            .withCursors(cursors)
            .withRooms(rooms)
            .withWatchedUsers(List.copyOf(watched))
            .withRandom(random::split);
    return new Endpoint(
            new ServerAddress("127.0.0.1", device.link().port()), new Security.Plaintext())
        .open(device.token(), options, (_, event) -> hear(opened, event));
  }

  private void hear(StreamRecorder opened, ChatEvent event) throws InterruptedException {
    if (isSlow) {
      Thread.sleep(pauses.nextInt(50));
    }
    if (event instanceof ChatEvent.Ended(Ending ending) && !(ending instanceof Ending.Closed)) {
      recorder.problem(opened.id() + " ended: " + ending);
    }
    LibraryEvents.heard(event, recorder, positions, opened);
  }

  @Override
  public synchronized void ask(Request request, Consumer<Result> answered) {
    Chat asked = chat;
    Invocation invocation = recorder.invoked(device.user(), frames.id(), request);
    switch (request) {
      case Post post ->
          asked
              .send(WireRequests.message(post))
              .thenAccept(outcome -> sent(post, invocation, outcome, answered));
      case Whisper whisper ->
          asked
              .sendDirect(WireRequests.whisper(whisper))
              .thenAccept(outcome -> settle(invocation, result(outcome), answered));
      case Edit _,
          Delete _,
          React _,
          SetTopic _,
          Enter _,
          Exit _,
          MarkRead _,
          ReadPage _,
          SetAway _,
          Change _ ->
          reply(asked.requests(), request)
              .whenComplete((reply, failure) ->
                  settle(
                      invocation,
                      reply == null ? failed(failure) : WireReplies.result(reply),
                      answered));
    }
  }

  private void sent(Post post, Invocation invocation, Outcome outcome, Consumer<Result> answered) {
    if (outcome instanceof Outcome.Unknown && !isClosed) {
      invocation.completed(result(outcome));
      // The program crashed; once it runs again it sends this again.
      Thread.startVirtualThread(() -> ask(post, answered));
    } else {
      settle(invocation, result(outcome), answered);
    }
  }

  private static void settle(Invocation invocation, Result result, Consumer<Result> answered) {
    invocation.completed(result);
    answered.accept(result);
  }

  private static Result result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored(_, long epoch, long seq) -> new Stored(epoch, seq);
      case Outcome.PassedOn() -> new Done();
      case Outcome.Refused(var refusal) -> WireReplies.refused(refusal);
      case Outcome.Failed(var code, String sentence) ->
          code == Status.Code.CANCELLED
              ? new NotSent(sentence)
              : new Refused(code + ": " + sentence);
      case Outcome.Unknown(String sentence) -> new Unknown(sentence);
    };
  }

  private static Result failed(Throwable failure) {
    return failure instanceof ChatException told
            && told.reason() instanceof ChatException.Failed(var code, _)
        ? WireReplies.failed(code, String.valueOf(told.getMessage()))
        : new Unknown(failure.toString());
  }

  private CompletableFuture<Reply> reply(Requests requests, Request request) {
    return switch (request) {
      case Edit edit ->
          requests
              .editMessage(WireRequests.edit(edit))
              .thenApply(response -> newReply().setEditMessage(response).build());
      case Delete delete ->
          requests
              .deleteMessage(WireRequests.delete(delete))
              .thenApply(response -> newReply().setDeleteMessage(response).build());
      case React react when react.isAdded() ->
          requests
              .addReaction(WireRequests.reaction(react))
              .thenApply(response -> newReply().setAddReaction(response).build());
      case React react ->
          requests
              .removeReaction(WireRequests.noReaction(react))
              .thenApply(response -> newReply().setRemoveReaction(response).build());
      case SetTopic topic ->
          requests
              .updateRoom(WireRequests.topic(topic))
              .thenApply(response -> newReply().setUpdateRoom(response).build());
      case Enter(String room, String member) when member.equals(device.user()) ->
          requests
              .joinRoom(JoinRoomRequest.newBuilder().setRoom(room).build())
              .thenApply(response -> newReply().setJoinRoom(response).build());
      case Enter enter ->
          requests
              .inviteMember(WireRequests.invitation(enter))
              .thenApply(response -> newReply().setInviteMember(response).build());
      case Exit(String room, String member) when member.equals(device.user()) ->
          requests
              .leaveRoom(LeaveRoomRequest.newBuilder().setRoom(room).build())
              .thenApply(response -> newReply().setLeaveRoom(response).build());
      case Exit exit ->
          requests
              .kickMember(WireRequests.kick(exit))
              .thenApply(response -> newReply().setKickMember(response).build());
      case MarkRead mark ->
          requests
              .markRead(WireRequests.marker(mark))
              .thenApply(response -> newReply().setMarkRead(response).build());
      case ReadPage(String room) ->
          requests
              .listHistory(ListHistoryRequest.newBuilder().setRoom(room).build())
              .thenApply(response -> newReply().setListHistory(response).build());
      case SetAway(boolean isAway) ->
          requests
              .setAway(SetAwayRequest.newBuilder().setAway(isAway).build())
              .thenApply(response -> newReply().setSetAway(response).build());
      case Post _, Whisper _, Change _ -> throw new IllegalArgumentException("no call: " + request);
    };
  }

  private static Reply.Builder newReply() {
    return Reply.newBuilder();
  }

  /// Without a goodbye. What it does next it does over the new one.
  @Override
  public synchronized void crash() throws InterruptedException {
    Chat crashed = chat;
    crashed.close(Duration.ZERO);
    crashed.awaitEnd();
    StreamRecorder opened = listen();
    frames = opened;
    chat = open(opened);
  }

  @Override
  public void dawdle(boolean slow) {
    isSlow = slow;
  }

  @Override
  public String user() {
    return device.user();
  }

  @Override
  public Map<String, Long> positions() {
    return positions;
  }

  @Override
  public String stream() {
    return frames.id();
  }

  @Override
  public void close() {
    isClosed = true;
    chat.close(Duration.ZERO);
  }
}
