package gochat.system;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.Message;
import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.Invocation;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.NotSent;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Cursor;
import gochat.checker.Stream.From;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.Wishes;
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
import gochat.system.Devices.Client;
import gochat.system.Devices.Device;
import gochat.v1.ClientFrame;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A program that uses the client library and keeps its cursors. After a crash it sends its
/// messages of unknown outcome again.
final class LibraryClient implements Client {
  private static final Timeouts TIMEOUTS =
      new Timeouts(5_000, 45_000, 20, 300, 1_000, 300_000, 5_000);

  private final Device device;
  private final HistoryRecorder recorder;
  private final SplittableRandom random;

  /// Used by the listener's thread.
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
  /// @param watched users whose presence it follows
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
        new Wishes(
            cursors.load().stream()
                .collect(
                    toMap(
                        gochat.v1.Cursor::getRoom,
                        cursor -> new Cursor(cursor.getEpoch(), cursor.getSeq()))),
            // The default of the library.
            From.JOINED,
            0,
            watched));
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
    new EventRecording(recorder, opened).record(event, positions);
  }

  @Override
  public synchronized void ask(Request request, Consumer<Result> answered) {
    Chat asked = chat;
    Invocation invocation = recorder.invoked(device.user(), frames.id(), request);
    ClientFrame call = ApiCalls.call(request, device.user(), 0);
    switch (call.getRequestCase()) {
      case SEND_MESSAGE -> {
        long connections = device.link().connections();
        asked
            .send(call.getSendMessage())
            .thenAccept(
                outcome -> sent(request, invocation, asFarAsKnown(outcome, connections), answered));
      }
      case SEND_DIRECT_MESSAGE ->
          asked
              .sendDirect(call.getSendDirectMessage())
              .thenAccept(outcome -> settle(invocation, result(outcome), answered));
      default ->
          call(asked.requests(), call)
              .whenComplete((outcome, failure) ->
                  settle(
                      invocation,
                      outcome == null ? failed(failure) : ApiCalls.result(outcome),
                      answered));
    }
  }

  /// The library repeats a message on the next connection. When that leads to another server, its
  /// refusal does not say what the first one did.
  private Outcome asFarAsKnown(Outcome outcome, long connectionsBefore) {
    boolean isRepeated = device.link().connections() > connectionsBefore;
    return device.mayMove() && isRepeated && result(outcome) instanceof Refused
        ? new Outcome.Unknown(outcome.toString())
        : outcome;
  }

  private void sent(
      Request message, Invocation invocation, Outcome outcome, Consumer<Result> answered) {
    if (outcome instanceof Outcome.Unknown && !isClosed) {
      invocation.completed(result(outcome));
      // The program crashed: after its restart it sends this again.
      Thread.startVirtualThread(() -> ask(message, answered));
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
      case Outcome.Stored(_, long epoch, long seq, _) -> new Stored(epoch, seq);
      case Outcome.PassedOn() -> new Done();
      case Outcome.Refused(var refusal) -> ApiCalls.refused(refusal);
      case Outcome.Failed(var code, _, String sentence) ->
          code == Status.Code.CANCELLED
              ? new NotSent(sentence)
              : new Refused(code + ": " + sentence);
      case Outcome.Unknown(String sentence) -> new Unknown(sentence);
    };
  }

  private static Result failed(Throwable failure) {
    if (!(failure instanceof ChatException told)) {
      return new Unknown(failure.toString());
    }
    return switch (told.reason()) {
      case ChatException.Refused(var refusal) -> ApiCalls.refused(refusal);
      case ChatException.Failed(var code, _) ->
          ApiCalls.failed(code, String.valueOf(told.getMessage()));
      case ChatException.Unreachable _, ChatException.CertificateRejected _ ->
          new Unknown(failure.toString());
    };
  }

  /// @return the outcome
  private static CompletableFuture<? extends Message> call(Requests requests, ClientFrame call) {
    return switch (call.getRequestCase()) {
      case EDIT_MESSAGE -> requests.editMessage(call.getEditMessage());
      case DELETE_MESSAGE -> requests.deleteMessage(call.getDeleteMessage());
      case ADD_REACTION -> requests.addReaction(call.getAddReaction());
      case REMOVE_REACTION -> requests.removeReaction(call.getRemoveReaction());
      case UPDATE_ROOM -> requests.updateRoom(call.getUpdateRoom());
      case JOIN_ROOM -> requests.joinRoom(call.getJoinRoom());
      case INVITE_MEMBER -> requests.inviteMember(call.getInviteMember());
      case LEAVE_ROOM -> requests.leaveRoom(call.getLeaveRoom());
      case KICK_MEMBER -> requests.kickMember(call.getKickMember());
      case MARK_READ -> requests.markRead(call.getMarkRead());
      case LIST_HISTORY -> requests.listHistory(call.getListHistory());
      case SET_AWAY -> requests.setAway(call.getSetAway());
      default -> throw new IllegalArgumentException("no script makes this call: " + call);
    };
  }

  /// Ends the connection without waiting for unfinished requests, and opens the next one.
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
  public void setSlow(boolean slow) {
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
