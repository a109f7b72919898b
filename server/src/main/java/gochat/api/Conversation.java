package gochat.api;

import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.Tokens;
import gochat.limit.StreamLimit;
import gochat.session.Admission;
import gochat.session.Ending;
import gochat.session.FollowWishes;
import gochat.session.StreamSession;
import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.Reply;
import gochat.v1.StartResponse;
import gochat.wire.UserWire;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One stream of the v1 API, whatever carries it: it opens with a proof of who the client is, then
/// its session brings events, and its requests are answered.
///
/// Confined to the lane of its stream, but for looking things up, which waits.
public final class Conversation {
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

  /// How long a client has for its first request.
  private static final int START_MAX_MS = StreamLimit.START_TIMEOUT.standardInt();

  private final UUID id = UUID.randomUUID();
  private final long openedNanos = System.nanoTime();
  private final ConversationContext context;
  private final Origin origin;
  private final Transport transport;
  private final RequestQueue requests;

  /// Changed on the lane; read by what runs elsewhere for this stream, which stops when it is gone.
  private volatile State state = State.NEW;

  private boolean isHalfClosed;
  private @Nullable StreamSession session;
  private @Nullable Lease lease;

  public Conversation(ConversationContext context, Origin origin, Transport transport) {
    this.context = context;
    this.origin = origin;
    this.transport = transport;
    requests = new RequestQueue(context, transport, this::leaveIfDone);
  }

  /// Opens a conversation in which the client only listens.
  ///
  /// @param token the proof of who the client is, null when it has none
  public void follow(@Nullable String token, FollowRequest request) {
    open(token, request, _ -> {});
  }

  /// Takes a request. The first one has to be `start`.
  ///
  /// @param token the proof of who the client is that came with the stream, null when there was
  ///   none
  /// @return false when no more are welcome until [Transport#resume]; this one was taken
  public boolean receive(@Nullable String token, ClientFrame frame) {
    return switch (state) {
      case NEW -> {
        start(token, frame);
        yield true;
      }
      case OPENING, OPEN -> requests.add(frame);
      case ENDED -> true;
    };
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
        identity -> {
          StartResponse started =
              StartResponse.newBuilder()
                  .setUser(UserWire.of(identity.user()))
                  .setSessionId(identity.tokenId().toString())
                  .build();
          transport.reply(
              List.of(Reply.newBuilder().setId(frame.getId()).setStart(started).build()));
        });
  }

  private void open(@Nullable String token, FollowRequest request, Consumer<Identity> onOpen) {
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
  private Runnable admit(@Nullable String token, FollowRequest request, Consumer<Identity> onOpen) {
    Admission admission = null;
    try {
      Runnable onEnd = () -> context.lane().execute(this::revoked);
      admission = context.authentication().admit(origin, token, onEnd);
      Admission admitted = admission;
      FollowWishes wishes =
          context.wishes().of(admitted.identity().user(), request, () -> state == State.ENDED);
      return () -> opened(admitted, wishes, onOpen);
    } catch (RuntimeException e) {
      if (admission != null) {
        admission.lease().close();
      }
      // What was cancelled nobody waits for any more.
      return e instanceof CancellationException ? () -> {} : () -> fail(Failures.of(e));
    }
  }

  private void opened(Admission admission, FollowWishes wishes, Consumer<Identity> onOpen) {
    if (state == State.ENDED) {
      admission.lease().close();
      return;
    }
    state = State.OPEN;
    lease = admission.lease();
    Identity identity = admission.identity();
    StreamSession opening = new StreamSession(id, identity, context.streams(), transport);
    session = opening;
    if (!opening.open(wishes)) {
      return;
    }
    onOpen.accept(identity);
    // What an answer says is not to be taken back by what was found when the stream opened.
    opening.onceOpen(() -> requests.open(Caller.onStream(identity, id, origin), opening));
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
    if (isHalfClosed && requests.isDone() && session != null) {
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

  /// Looks after the stream, every few seconds.
  ///
  /// @param nowNanos as from [System#nanoTime]
  public void sweep(long nowNanos) {
    if (state == State.NEW
        && nowNanos - openedNanos >= TimeUnit.MILLISECONDS.toNanos(START_MAX_MS)) {
      fail(
          Status.DEADLINE_EXCEEDED
              .withDescription("no start within " + START_MAX_MS / 1_000 + " s")
              .asRuntimeException());
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
    requests.handleNext();
  }

  /// The stream is gone, whatever the reason.
  public void disconnected() {
    state = State.ENDED;
    requests.close();
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
