package gochat.api;

import gochat.account.Identity;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.session.Admission;
import gochat.session.Client;
import gochat.session.FollowWishes;
import gochat.session.Inbound;
import gochat.session.Lane;
import gochat.session.Requests;
import gochat.session.Session;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import gochat.v1.Reply;
import gochat.v1.StartResponse;
import gochat.v1.Started;
import gochat.wire.UserWire;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One stream of the v1 API on any transport. The client proves its identity, then its session
/// brings events, and its requests are answered.
///
/// Confined to the stream's lane, except for look-ups, which wait.
public final class V1Stream implements Requests<ClientFrame> {
  /// The client's end of the stream.
  public interface Transport extends Client {
    /// Sends replies, whatever waits already.
    void reply(List<Reply> replies);

    /// Ends the stream with a failure.
    void fail(Failure failure);
  }

  private final Api api;
  private final Lane lane;
  private final Origin origin;
  private final @Nullable String token;
  private final Transport transport;
  private final Session<ClientFrame> session;
  private final RequestQueue requests;

  /// The first request while it is being answered, null when the client only listens.
  private @Nullable ClientFrame start;

  /// @param loop the event loop of the stream's connection
  /// @param token the token that came with the stream, null for none
  public V1Stream(
      Api api, Executor loop, Origin origin, @Nullable String token, Transport transport) {
    this.api = api;
    lane = api.services().lane(loop);
    this.origin = origin;
    this.token = token;
    this.transport = transport;
    session = Session.v1(UUID.randomUUID(), this, lane, api.services(), transport);
    requests = new RequestQueue(api, lane, transport, session);
  }

  /// The server's end of the stream.
  public Inbound<ClientFrame> session() {
    return session;
  }

  /// Opens a stream on which the client only listens.
  public void follow(FollowRequest request) {
    follow(request, null);
  }

  /// Opens a stream on which the client only listens.
  ///
  /// @param last one more cursor, which replaces one of `request` in its room; null for none
  public void follow(FollowRequest request, @Nullable Cursor last) {
    open(token, request, last);
  }

  /// Takes a request; the first one must be `start`.
  @Override
  public boolean take(ClientFrame frame) {
    if (!session.isNew()) {
      return requests.take(frame);
    }
    if (!frame.hasStart()) {
      fail(
          Failure.of(
              Reason.START_NEEDED,
              "The first frame has %s (expected: start).".formatted(Calls.name(frame))));
      return true;
    }
    if (frame.getId() < 0) {
      fail(Failure.invalid("id", frame.getId(), "0 or more"));
      return true;
    }
    start = frame;
    String shown = frame.getStart().getToken();
    open(shown.isEmpty() ? token : shown, frame.getStart().getFollow(), null);
    return true;
  }

  /// The id of the request is unknown.
  @Override
  public void tooLong(long bytes, int bytesMax) {
    refuse(
        Failure.of(
            Reason.BODY_TOO_LONG,
            "The frame is too long: %d bytes (expected: at most %d).".formatted(bytes, bytesMax)));
  }

  /// Refuses a JSON frame that can't be decoded; the stream goes on. Malformed protobuf ends a gRPC
  /// call before it gets here. The id of the request is unknown.
  ///
  /// @param why the reason, for users
  public void unreadable(String why) {
    refuse(Failure.of(Reason.BODY_INVALID, "The frame can't be read: " + why + "."));
  }

  private void refuse(Failure failure) {
    transport.reply(List.of(Reply.newBuilder().setError(failure.status()).build()));
  }

  private void open(@Nullable String token, FollowRequest request, @Nullable Cursor last) {
    session.opening();
    lane.waiting()
        .execute(() -> {
          Runnable then = admit(token, request, last);
          lane.execute(then);
        });
  }

  /// Authenticates the client and resolves the request. May wait.
  ///
  /// @return the rest, which must run on the lane
  private Runnable admit(@Nullable String token, FollowRequest request, @Nullable Cursor last) {
    Admission admission = null;
    try {
      admission = api.authentication().admit(origin, token, session.leaseHolder());
      Admission admitted = admission;
      FollowWishes wishes =
          api.follows().of(admitted.identity().user(), request, last, session::isEnded);
      return () -> session.open(admitted.identity(), admitted.lease(), wishes);
    } catch (RuntimeException e) {
      if (admission != null) {
        admission.lease().close();
      }
      // A cancelled stream needs no answer.
      return e instanceof CancellationException ? () -> {} : () -> fail(Failures.of(e));
    }
  }

  private void fail(Failure failure) {
    if (!session.isEnded()) {
      session.disconnected();
      transport.fail(failure);
    }
  }

  @Override
  public void opened(Identity identity) {
    ClientFrame asked = start;
    if (asked != null) {
      Started.Builder started =
          Started.newBuilder()
              .setUser(UserWire.of(identity.user()))
              .setSessionId(identity.tokenId().toString());
      transport.reply(
          List.of(
              Reply.newBuilder()
                  .setId(asked.getId())
                  .setStart(StartResponse.newBuilder().setStarted(started))
                  .build()));
      start = null;
    }
  }

  @Override
  public void ready(Identity identity) {
    requests.open(new Caller(identity, session.id(), origin));
  }

  @Override
  public boolean isDone() {
    return requests.isDone();
  }

  @Override
  public void drained() {
    requests.goOn();
  }

  @Override
  public void close() {
    requests.close();
  }
}
