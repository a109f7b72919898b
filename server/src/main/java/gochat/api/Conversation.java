package gochat.api;

import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.Tokens;
import gochat.limit.StreamLimit;
import gochat.session.Admission;
import gochat.session.Client;
import gochat.session.Ending;
import gochat.session.FollowWishes;
import gochat.session.Inbound;
import gochat.session.Lane;
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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One stream of the v1 API, whatever carries it: it opens with a proof of who the client is, then
/// its session brings events, and its requests are answered.
///
/// Confined to the lane of its stream, but for looking things up, which waits.
public final class Conversation implements Inbound<ClientFrame> {
  /// The client's end of a conversation.
  public interface Transport extends Client {
    /// Takes replies, however much waits already.
    void reply(List<Reply> replies);

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
  private final Api api;
  private final Lane lane;
  private final Origin origin;
  private final @Nullable String token;
  private final Transport transport;
  private final RequestQueue requests;

  /// Changed on the lane; read by what runs elsewhere for this stream, which stops when it is gone.
  private volatile State state = State.NEW;

  private boolean isHalfClosed;
  private @Nullable StreamSession session;
  private @Nullable Lease lease;

  /// @param loop runs what belongs to the stream's connection
  /// @param token the proof of who the client is that came with the stream, null when there was
  ///   none
  public Conversation(
      Api api, Executor loop, Origin origin, @Nullable String token, Transport transport) {
    this.api = api;
    lane = api.services().lane(loop);
    this.origin = origin;
    this.token = token;
    this.transport = transport;
    requests = new RequestQueue(api, lane, transport, this::leaveIfDone);
  }

  /// Opens a conversation in which the client only listens.
  public void follow(FollowRequest request) {
    open(token, request, _ -> {});
  }

  /// The first request has to be `start`.
  @Override
  public void receive(ClientFrame frame) {
    switch (state) {
      case NEW -> start(frame);
      case OPENING, OPEN -> requests.add(frame);
      case ENDED -> {}
    }
  }

  /// Nobody knows the id of the request.
  @Override
  public void tooLong(long bytes, int bytesMax) {
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

  private void start(ClientFrame frame) {
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
    lane.waiting()
        .execute(() -> {
          Runnable then = admit(token, request, onOpen);
          lane.execute(then);
        });
  }

  /// Waits.
  ///
  /// @return what is to be done on the lane
  private Runnable admit(@Nullable String token, FollowRequest request, Consumer<Identity> onOpen) {
    Admission admission = null;
    try {
      Runnable onEnd = () -> lane.execute(this::revoked);
      admission = api.authentication().admit(origin, token, onEnd);
      Admission admitted = admission;
      FollowWishes wishes =
          api.follows().of(admitted.identity().user(), request, () -> state == State.ENDED);
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
    StreamSession opening = new StreamSession(id, identity, lane, api.services(), transport);
    session = opening;
    if (!opening.open(wishes)) {
      return;
    }
    onOpen.accept(identity);
    // What an answer says is not to be taken back by what was found when the stream opened.
    opening.onceOpen(() -> requests.open(Caller.onStream(identity, id, origin), opening));
  }

  @Override
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

  @Override
  public void shutDown() {
    if (session == null) {
      end(Ending.SHUTDOWN);
    } else {
      session.shutDown();
    }
  }

  @Override
  public void sweep(long nowNanos) {
    if (state == State.NEW
        && nowNanos - openedNanos >= TimeUnit.MILLISECONDS.toNanos(START_MAX_MS)) {
      fail(
          Status.DEADLINE_EXCEEDED
              .withDescription("no start within " + START_MAX_MS / 1_000 + " s")
              .asRuntimeException());
    }
  }

  @Override
  public void drained() {
    if (session != null) {
      session.drained();
    }
    requests.handleNext();
  }

  @Override
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
