package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import gochat.v1.StartRequest;
import gochat.v1.Started;
import gochat.v1.StreamServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One attempt: one connection with one stream, from the start request to the end. All methods and
/// callbacks run on the client's loop.
final class Connection {
  /// The id of the frame that starts the stream; requests have greater ids.
  static final long START_ID = 1;

  /// Enough for a page of the longest messages.
  private static final int FRAME_BYTES_MAX = 64 << 20;

  interface Listener {
    void started(Started started);

    void reply(Reply reply);

    /// Any frame but a reply.
    void frame(ServerFrame frame);

    /// The stream may accept frames again.
    void writable();

    /// The last callback.
    void ended(Status status);
  }

  private final ManagedChannel channel;
  private final Timeouts timeouts;
  private final ScheduledExecutorService loop;
  private final Listener listener;
  private final ClientCall<ClientFrame, ServerFrame> call;
  private boolean isReady;
  private boolean isStarted;
  private boolean isPaused;
  private boolean isHalfClosed;
  private boolean isEnded;
  private long lastHeardNanos = System.nanoTime();
  private Future<?> timer;

  /// @param channel with callbacks on `loop`; closed with the connection
  Connection(
      ManagedChannel channel,
      String token,
      FollowRequest follow,
      Timeouts timeouts,
      ScheduledExecutorService loop,
      Listener listener) {
    this.channel = channel;
    this.timeouts = timeouts;
    this.loop = loop;
    this.listener = listener;
    call =
        channel.newCall(
            StreamServiceGrpc.getConnectMethod(),
            CallOptions.DEFAULT.withMaxInboundMessageSize(FRAME_BYTES_MAX));
    call.start(new CallListener(), Endpoint.authorization(token));
    call.request(1);
    call.sendMessage(
        ClientFrame.newBuilder()
            .setId(START_ID)
            .setStart(StartRequest.newBuilder().setFollow(follow))
            .build());
    watchConnection();
    timer = loop.schedule(this::giveUp, timeouts.connectMs(), TimeUnit.MILLISECONDS);
  }

  private void watchConnection() {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.READY) {
      isReady = true;
    } else if (state != ConnectivityState.SHUTDOWN) {
      channel.notifyWhenStateChanged(state, this::watchConnection);
    }
  }

  /// Whether a gRPC server has answered.
  boolean isReady() {
    return isReady;
  }

  /// Whether the server has accepted the stream.
  boolean isStarted() {
    return isStarted;
  }

  boolean isHalfClosed() {
    return isHalfClosed;
  }

  /// Whether the stream accepts a frame without buffering much.
  boolean isWritable() {
    return isStarted && !isEnded && !isHalfClosed && call.isReady();
  }

  void send(ClientFrame frame) {
    call.sendMessage(frame);
  }

  /// Ends the client's half; the server ends the stream after it has answered everything.
  void halfClose() {
    if (!isHalfClosed && !isEnded) {
      isHalfClosed = true;
      call.halfClose();
    }
  }

  /// Stops reading after the current frame, which slows the server down.
  void pause() {
    isPaused = true;
  }

  boolean isPaused() {
    return isPaused;
  }

  void resume() {
    if (isPaused && !isEnded) {
      isPaused = false;
      lastHeardNanos = System.nanoTime();
      call.request(1);
    }
  }

  /// Ends the connection at once, without a callback.
  void abandon() {
    if (!isEnded) {
      isEnded = true;
      timer.cancel(false);
      call.cancel("ended by the client", null);
      channel.shutdownNow();
    }
  }

  private void end(Status status) {
    if (!isEnded) {
      abandon();
      listener.ended(status);
    }
  }

  private void giveUp() {
    end(
        Status.DEADLINE_EXCEEDED.withDescription(
            "no answer within " + timeouts.connectMs() + " ms"));
  }

  private void checkSilence() {
    long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNanos);
    if (silentMs >= timeouts.silenceMaxMs() && !isPaused) {
      end(Status.UNAVAILABLE.withDescription("no frame for " + silentMs + " ms"));
      return;
    }
    long leftMs = isPaused ? timeouts.silenceMaxMs() : timeouts.silenceMaxMs() - silentMs;
    timer = loop.schedule(this::checkSilence, leftMs, TimeUnit.MILLISECONDS);
  }

  private void take(ServerFrame frame) {
    if (!frame.hasReply()) {
      listener.frame(frame);
      return;
    }
    Reply reply = frame.getReply();
    if (reply.getId() != START_ID) {
      listener.reply(reply);
    } else if (reply.hasError()) {
      end(
          Status.fromCodeValue(reply.getError().getCode())
              .withDescription(reply.getError().getMessage()));
    } else if (!reply.getStart().hasStarted()) {
      end(Status.FAILED_PRECONDITION.withDescription(reply.getStart().getRefusal().getSentence()));
    } else if (!isStarted) {
      isStarted = true;
      timer.cancel(false);
      checkSilence();
      listener.started(reply.getStart().getStarted());
    }
  }

  private final class CallListener extends ClientCall.Listener<ServerFrame> {
    @Override
    public void onReady() {
      if (!isEnded) {
        isReady = true;
        listener.writable();
      }
    }

    @Override
    public void onMessage(ServerFrame frame) {
      if (isEnded) {
        return;
      }
      isReady = true;
      lastHeardNanos = System.nanoTime();
      take(frame);
      if (!isPaused && !isEnded) {
        call.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!isEnded) {
        isEnded = true;
        timer.cancel(false);
        channel.shutdownNow();
        listener.ended(status);
      }
    }
  }
}
