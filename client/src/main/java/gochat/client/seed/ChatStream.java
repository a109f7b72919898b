package gochat.client.seed;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.client.ChatChannel;
import gochat.client.ConnectionProblem;
import gochat.client.Security;
import gochat.client.ServerAddress;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One attempt: one connection with one stream. All methods and callbacks run on the client's
/// thread.
final class ChatStream {
  interface Listener {
    /// A gRPC server has answered; the stream accepts lines.
    void ready();

    /// The server has accepted the name, or has had time to refuse it.
    void settled();

    /// The stream may accept lines again.
    void writable();

    void message(ChatMessage message);

    /// The last callback.
    void ended(Status status);
  }

  private final Security security;
  private final String name;
  private final ManagedChannel channel;
  private final Timeouts timeouts;
  private final ScheduledExecutorService loop;
  private final Listener listener;
  private final ClientCall<ChatMessage, ChatMessage> call;
  private final ScheduledFuture<?> connectTimeout;
  private boolean ready;
  private boolean accepted;
  private boolean settled;
  private boolean halfClosed;
  private boolean ended;

  /// Set by another thread.
  private volatile ChatEvent.@Nullable CertificateRejected rejection;

  /// Connects and registers the name.
  ChatStream(
      ServerAddress server,
      Security security,
      String name,
      Timeouts timeouts,
      ScheduledExecutorService loop,
      Listener listener) {
    this.security = security;
    this.name = name;
    this.timeouts = timeouts;
    this.loop = loop;
    this.listener = listener;
    channel =
        ChatChannel.open(
            server,
            security,
            loop,
            timeouts.connectTimeoutMs(),
            problem -> rejection = new ChatEvent.CertificateRejected(server, problem));
    call = channel.newCall(ChatServiceGrpc.getChatMethod(), CallOptions.DEFAULT);
    connectTimeout =
        loop.schedule(this::giveUp, timeouts.connectTimeoutMs(), TimeUnit.MILLISECONDS);
    call.start(new CallListener(), new Metadata());
    call.request(1);
    call.sendMessage(ChatMessage.newBuilder().setUsername(name).build());
    watchConnection();
  }

  private void watchConnection() {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.READY) {
      becomeReady();
    } else if (state != ConnectivityState.SHUTDOWN) {
      channel.notifyWhenStateChanged(state, this::watchConnection);
    }
  }

  private void becomeReady() {
    if (!ready && !ended) {
      ready = true;
      connectTimeout.cancel(false);
      listener.ready();
      loop.schedule(this::settle, timeouts.settleMs(), TimeUnit.MILLISECONDS);
    }
  }

  private void settle() {
    if (!settled && !ended) {
      settled = true;
      listener.settled();
    }
  }

  /// Whether the server has sent anything, which means that it has accepted the name.
  boolean isAccepted() {
    return accepted;
  }

  /// Whether a gRPC server has answered.
  boolean isReady() {
    return ready;
  }

  /// Null unless the server's certificate was rejected.
  ChatEvent.@Nullable CertificateRejected rejection() {
    return rejection;
  }

  /// The problem that the stream's final status shows.
  ConnectionProblem problem(Status status) {
    return ConnectionProblem.of(status, ready, security);
  }

  boolean isHalfClosed() {
    return halfClosed;
  }

  /// Whether the stream accepts a line without buffering much.
  boolean isWritable() {
    return ready && !ended && !halfClosed && call.isReady();
  }

  void send(ChatLine line) {
    call.sendMessage(
        ChatMessage.newBuilder()
            .setUsername(name)
            .setTargetname(line.target())
            .setContent(line.text())
            .build());
  }

  /// Ends the client's half; the server ends the stream after it has read everything.
  void halfClose() {
    if (!halfClosed) {
      halfClosed = true;
      call.halfClose();
    }
  }

  /// Ends the stream at once, without a callback.
  void abandon() {
    ended = true;
    connectTimeout.cancel(false);
    call.cancel("ended by the client", null);
    channel.shutdownNow();
  }

  private void giveUp() {
    if (!ready && !ended) {
      abandon();
      listener.ended(
          Status.DEADLINE_EXCEEDED.withDescription(
              "no answer within " + timeouts.connectTimeoutMs() + " ms"));
    }
  }

  private final class CallListener extends ClientCall.Listener<ChatMessage> {
    @Override
    public void onReady() {
      if (!ended) {
        becomeReady();
        listener.writable();
      }
    }

    @Override
    public void onHeaders(Metadata headers) {
      becomeReady();
      accepted = true;
      settle();
    }

    @Override
    public void onMessage(ChatMessage message) {
      if (!ended) {
        listener.message(message);
        // Asking for the next message only now makes a slow listener slow the server down.
        call.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!ended) {
        ended = true;
        connectTimeout.cancel(false);
        channel.shutdownNow();
        listener.ended(status);
      }
    }
  }
}
