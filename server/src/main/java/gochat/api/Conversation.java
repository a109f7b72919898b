package gochat.api;

import static java.util.Objects.requireNonNull;

import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.Tokens;
import gochat.session.Admission;
import gochat.session.Ending;
import gochat.session.FollowWishes;
import gochat.session.StreamSession;
import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.Reply;
import gochat.v1.StartResponse;
import gochat.v1.WatchPresenceResponse;
import gochat.wire.UserWire;
import io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One stream of the v1 API, whatever carries it: it opens with a proof of who the client is, then
/// its session brings events, and its requests are handled in the order in which they came.
///
/// Confined to the lane of its stream; handlers may wait and run on other threads, one at a time.
public final class Conversation {
  /// Requests whose replies are due. Who has more has to wait.
  private static final int UNANSWERED_MAX = 256;

  /// Requests that are not handled yet; beyond it the transport is asked to hold the client back.
  private static final int WAITING_MAX = 64;

  /// What carries a conversation.
  public interface Transport extends StreamSession.Client {
    /// Takes replies, however much waits already.
    void reply(List<Reply> replies);

    /// More requests are welcome again.
    void resume();

    /// Ends the stream with a failure.
    void fail(StatusRuntimeException failure);
  }

  private enum State {
    NEW,
    OPENING,
    OPEN,
    ENDED
  }

  private final UUID id = UUID.randomUUID();
  private final ConversationContext context;
  private final Origin origin;
  private final Transport transport;
  private final ArrayDeque<ClientFrame> waiting = new ArrayDeque<>();
  private final ReplyQueue replies;
  private State state = State.NEW;
  private boolean isHandling;
  private boolean isHandlingDue;
  private boolean isHeldBack;
  private boolean isHalfClosed;
  private int unanswered;
  private @Nullable Caller caller;
  private @Nullable StreamSession session;
  private @Nullable Lease lease;

  public Conversation(ConversationContext context, Origin origin, Transport transport) {
    this.context = context;
    this.origin = origin;
    this.transport = transport;
    replies = new ReplyQueue(context.lane(), this::reply);
  }

  /// Opens a conversation in which the client only listens.
  ///
  /// @param token the proof of who the client is, null when it has none
  public void follow(@Nullable String token, FollowRequest request) {
    open(token, request, () -> {});
  }

  /// Takes a request. The first one has to be `start`.
  ///
  /// @param token the proof of who the client is that came with the stream, null when there was
  ///   none
  /// @return false when no more are welcome until [Transport#resume]; this one was taken
  public boolean receive(@Nullable String token, ClientFrame frame) {
    switch (state) {
      case NEW -> start(token, frame);
      case OPENING, OPEN -> {
        waiting.add(frame);
        handleSoon();
      }
      case ENDED -> {}
    }
    isHeldBack = waiting.size() >= WAITING_MAX;
    return !isHeldBack;
  }

  /// A request was too long to be read; it was skipped, and nobody knows its id.
  public void skipped(long bytes, int bytesMax) {
    StatusRuntimeException tooLong =
        Failures.invalid("frame", bytes + " bytes", "at most " + bytesMax + " bytes");
    transport.reply(List.of(Reply.newBuilder().setError(Failures.toStatus(tooLong)).build()));
  }

  /// A request could not be read, and nobody knows its id.
  ///
  /// @param why for people
  public void unreadable(String why) {
    StatusRuntimeException failure = Failures.invalid("frame", "frame: " + why);
    transport.reply(List.of(Reply.newBuilder().setError(Failures.toStatus(failure)).build()));
  }

  private void start(@Nullable String token, ClientFrame frame) {
    if (!frame.hasStart()) {
      fail(Failures.invalid("request", frame.getRequestCase(), "start, as the first frame"));
      return;
    }
    String shown = frame.getStart().getToken();
    open(
        shown.isEmpty() ? token : shown,
        frame.getStart().getFollow(),
        () -> {
          Identity identity = requireNonNull(caller).identity();
          StartResponse started =
              StartResponse.newBuilder()
                  .setUser(UserWire.of(identity.user()))
                  .setSessionId(identity.tokenId().toString())
                  .build();
          transport.reply(
              List.of(Reply.newBuilder().setId(frame.getId()).setStart(started).build()));
        });
  }

  private void open(@Nullable String token, FollowRequest request, Runnable onOpen) {
    state = State.OPENING;
    context
        .waiting()
        .execute(() -> {
          Runnable then = admit(token, request, onOpen);
          context.lane().execute(then);
        });
  }

  /// Waits.
  ///
  /// @return what is to be done on the lane
  private Runnable admit(@Nullable String token, FollowRequest request, Runnable onOpen) {
    Admission admission = null;
    try {
      Runnable onEnd = () -> context.lane().execute(this::revoked);
      admission = context.authentication().admit(origin, token, onEnd);
      Admission admitted = admission;
      FollowWishes wishes = context.wishes().of(admitted.identity().user(), request);
      return () -> opened(admitted, wishes, onOpen);
    } catch (RuntimeException e) {
      if (admission != null) {
        admission.lease().close();
      }
      return () -> fail(Failures.of(e));
    }
  }

  private void opened(Admission admission, FollowWishes wishes, Runnable onOpen) {
    if (state == State.ENDED) {
      admission.lease().close();
      return;
    }
    state = State.OPEN;
    lease = admission.lease();
    caller = Caller.onStream(admission.identity(), id, origin);
    onOpen.run();
    session = new StreamSession(id, admission.identity(), context.streams(), transport);
    session.open(wishes);
    handleNext();
  }

  /// When those that came together with it are here too.
  private void handleSoon() {
    if (!isHandlingDue && !isHandling) {
      isHandlingDue = true;
      context
          .lane()
          .execute(() -> {
            isHandlingDue = false;
            handleNext();
          });
    }
  }

  /// Hands the next requests to their handlers, if the client takes the replies.
  private void handleNext() {
    if (state != State.OPEN
        || isHandling
        || unanswered >= UNANSWERED_MAX
        || !transport.isDrained()) {
      return;
    }
    List<ClientFrame> batch = nextBatch();
    if (batch.isEmpty()) {
      leaveIfDone();
      return;
    }
    isHandling = true;
    unanswered += batch.size();
    Caller asking = requireNonNull(caller);
    context
        .waiting()
        .execute(() -> {
          handle(asking, batch);
          context.lane().execute(this::handled);
        });
  }

  /// Messages together, as many as there are, as their handlers hardly wait; whatever else alone.
  private List<ClientFrame> nextBatch() {
    List<ClientFrame> batch = new ArrayList<>();
    while (!waiting.isEmpty()
        && unanswered + batch.size() < UNANSWERED_MAX
        && (batch.isEmpty()
            || (batch.getLast().hasSendMessage() && waiting.element().hasSendMessage()))) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private void handle(Caller asking, List<ClientFrame> batch) {
    // The shard is woken when it has all messages, and not by each. Other requests, which come
    // alone,
    // may wait for what it does.
    List<Runnable> wakes = new ArrayList<>();
    Caller gathering = batch.size() > 1 ? asking.wakingBy(wakes::add) : asking;
    batch.forEach(frame -> handle(gathering, frame));
    wakes.forEach(Runnable::run);
  }

  private void handle(Caller asking, ClientFrame frame) {
    if (frame.hasWatchPresence()) {
      replies.add(watch(frame));
    } else {
      context.calls().answer(asking, frame).thenAccept(replies::add);
    }
  }

  private Reply watch(ClientFrame frame) {
    Reply.Builder reply = Reply.newBuilder().setId(frame.getId());
    try {
      Set<UUID> users = context.wishes().watched(frame.getWatchPresence().getUsersList());
      context.lane().execute(() -> requireNonNull(session).watch(users));
      return reply.setWatchPresence(WatchPresenceResponse.getDefaultInstance()).build();
    } catch (RuntimeException e) {
      return reply.setError(Failures.toStatus(e)).build();
    }
  }

  private void handled() {
    isHandling = false;
    handleNext();
    if (isHeldBack && waiting.size() < WAITING_MAX) {
      isHeldBack = false;
      transport.resume();
    }
  }

  private void reply(List<Reply> due) {
    if (state == State.ENDED) {
      return;
    }
    unanswered -= due.size();
    transport.reply(due);
    handleNext();
  }

  /// The client says no more; what it asked for is still answered.
  public void halfClosed() {
    isHalfClosed = true;
    if (state == State.NEW) {
      end(Ending.DONE);
    } else {
      leaveIfDone();
    }
  }

  private void leaveIfDone() {
    if (isHalfClosed && !isHandling && unanswered == 0 && waiting.isEmpty() && session != null) {
      session.leave();
    }
  }

  /// The server stops: what was asked for is answered first, if that takes no time.
  public void shutDown() {
    if (session == null) {
      end(Ending.SHUTDOWN);
    } else {
      session.shutDown();
    }
  }

  /// What waits for the client has not moved for too long.
  public void stalled() {
    if (session == null) {
      end(Ending.STALLED);
    } else {
      session.stalled();
    }
  }

  /// The transport has handed over all that it took.
  public void drained() {
    if (session != null) {
      session.drained();
    }
    handleNext();
  }

  /// The stream is gone, whatever the reason.
  public void disconnected() {
    state = State.ENDED;
    waiting.clear();
    if (session != null) {
      session.disconnected();
    }
    if (lease != null) {
      lease.close();
    }
  }

  private void revoked() {
    if (session == null) {
      fail(Failures.tokenRefused(Tokens.REFUSED));
    } else {
      session.revoked();
    }
  }

  private void fail(StatusRuntimeException failure) {
    if (state != State.ENDED) {
      disconnected();
      transport.fail(failure);
    }
  }

  private void end(Ending ending) {
    if (state != State.ENDED) {
      disconnected();
      transport.end(ending);
    }
  }
}
