package gochat.client;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;

/// One attempt to talk: one connection with one stream. All methods and callbacks run on the
/// client's thread.
final class ChatStream {
  interface Listener {
    /// There is a gRPC server on the other side.
    void ready();

    /// The server has sent headers or a message: it has accepted the name.
    void accepted();

    /// There may be room to send again.
    void writable();

    void message(ChatMessage message);

    /// The last callback.
    void ended(Status status);
  }

  private final String name;
  private final ManagedChannel channel;
  private final Listener listener;
  private final ClientCall<ChatMessage, ChatMessage> call;
  private boolean ready;
  private boolean ended;
  private boolean halfClosed;

  ChatStream(String name, ManagedChannel channel, Listener listener) {
    this.name = name;
    this.channel = channel;
    this.listener = listener;
    this.call = channel.newCall(ChatServiceGrpc.getChatMethod(), CallOptions.DEFAULT);
  }

  /// Connects and registers the name.
  void start() {
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
      listener.ready();
    }
  }

  /// Whether there is a gRPC server on the other side.
  boolean isReady() {
    return ready;
  }

  /// Whether the stream takes a line without buffering much.
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

  /// Nothing more is sent; the server ends the stream when it has read everything.
  void halfClose() {
    if (!halfClosed) {
      halfClosed = true;
      call.halfClose();
    }
  }

  boolean isHalfClosed() {
    return halfClosed;
  }

  /// Ends it at once, without a callback.
  void abandon() {
    ended = true;
    call.cancel("the client gave up", null);
    channel.shutdownNow();
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
      if (!ended) {
        becomeReady();
        listener.accepted();
      }
    }

    @Override
    public void onMessage(ChatMessage message) {
      if (!ended) {
        listener.message(message);
        // The next one comes only now: who shows messages slowly slows the server down.
        call.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!ended) {
        ended = true;
        channel.shutdownNow();
        listener.ended(status);
      }
    }
  }
}
