package gochat.web;

import gochat.edge.ConnectionSweep;
import gochat.edge.Statuses;
import gochat.limit.ConnectionLimit;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A WebSocket. It takes one message at a time from the client, the next when the session has taken
/// the one before; beyond what is in between, the client's socket is not read.
final class WebSocketStream extends HttpTextStream implements WebSocketMessages.Sink {
  /// For the client's half of the closing handshake.
  private static final long CLOSING_HANDSHAKE_MS = ConnectionLimit.CLOSE_TIMEOUT.standard();

  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(
          WebSocketFrames.control(WebSocketFrames.PING, Unpooled.EMPTY_BUFFER).asReadOnly());

  private final ChannelHandlerContext ctx;
  private final WebSocketDecoder decoder;
  private final WebSocketMessages messages;
  private final SocketOutput output;
  private final IntConsumer kept;
  private int keptBytes;

  /// A text for which the session had no room yet.
  private @Nullable String held;

  private long heardNanos = System.nanoTime();
  private boolean isPinged;
  private long pongs;

  /// Whether the client waits for nothing more than the end of the connection.
  private boolean closesAtOnce;

  /// @param ctx of `decoder`
  /// @param kept is told how many bytes more the connection keeps of messages that are not whole
  WebSocketStream(
      ChannelHandlerContext ctx,
      WebSocketDecoder decoder,
      ConnectionSweep sweep,
      WebLimits limits,
      IntConsumer kept) {
    super(ctx.channel(), sweep, limits.timeouts());
    this.ctx = ctx;
    this.decoder = decoder;
    this.kept = kept;
    output = new SocketOutput(ctx, this, this::lastWritten);
    outboundIs(output);
    messages = new WebSocketMessages(limits.textBytesMax(), ctx.alloc(), this::payloadWrites, this);
  }

  /// Gives the frames that `decoder` makes to this stream.
  final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      WebSocketFrame frame = (WebSocketFrame) msg;
      try {
        heard(frame);
      } finally {
        frame.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      int before = keptBytes;
      keptBytes = decoder.keptBytes() + messages.keptBytes();
      kept.accept(keptBytes - before);
      ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (ctx.channel().isWritable()) {
        output.writable();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      output.abort();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (cause instanceof CorruptedWebSocketFrameException violation) {
        violated(violation.closeStatus().code(), String.valueOf(violation.getMessage()));
      } else {
        // The client is gone, or what it sends is no TLS any more.
        breakOff();
      }
    }
  }

  /// The client knows that it has a WebSocket.
  void begin() {
    output.begin();
  }

  @Override
  public TextFraming framing() {
    return TextFraming.WEB_SOCKET;
  }

  private void heard(WebSocketFrame frame) {
    heardNanos = System.nanoTime();
    isPinged = false;
    if (!isClosed()) {
      messages.receive(frame);
    } else if (frame instanceof CloseWebSocketFrame) {
      ctx.close();
    }
  }

  @Override
  public void text(String text) {
    boolean isTaken;
    try {
      isTaken = session().receive(text);
    } catch (RuntimeException e) {
      end(Statuses.of(e, "a text of a WebSocket"));
      return;
    }
    held = isTaken ? null : text;
    if (!isTaken) {
      decoder.pause(ctx);
    }
  }

  @Override
  public void ping(ByteBuf payload) {
    // When there is no room the client gets the answer to a later one.
    if (offer(WebSocketFrames.control(WebSocketFrames.PONG, payload))) {
      pongs++;
    }
  }

  /// Answers to pings earn their sender no further ones.
  private long payloadWrites() {
    return output.writes() - pongs;
  }

  @Override
  public void close(ByteBuf payload) {
    closesAtOnce = true;
    output.end(WebSocketFrames.closeEcho(payload));
  }

  @Override
  public void violated(int code, String reason) {
    if (isClosed()) {
      ctx.close();
      return;
    }
    closesAtOnce = true;
    if (output.isDrained()) {
      output.end(WebSocketFrames.close(code, reason));
    } else {
      breakOff();
    }
  }

  @Override
  public void resume() {
    lane.execute(() -> {
      String text = held;
      if (text != null && !isClosed()) {
        heardNanos = System.nanoTime();
        held = null;
        text(text);
        if (held == null) {
          goOn();
        }
      }
    });
  }

  private void goOn() {
    try {
      decoder.resume(ctx);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  @Override
  ByteBuf lastWords(Status reason) {
    String sentence = reason.getDescription();
    return WebSocketFrames.close(
        Statuses.codes(reason).webSocket(), sentence == null ? "" : sentence);
  }

  private void lastWritten(ChannelFuture write) {
    if (closesAtOnce) {
      write.addListener(ChannelFutureListener.CLOSE);
    } else {
      // What the client still says is read for the end of its handshake only.
      held = null;
      goOn();
      write.addListener(
          _ -> lane.schedule(() -> ctx.close(), CLOSING_HANDSHAKE_MS, TimeUnit.MILLISECONDS));
    }
    var _ = lane.schedule(() -> ctx.close(), timeouts.stalledNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  void ping(long nowNanos) {
    if (held != null || output.isWaiting()) {
      // It is not listened to, or can't have heard of the ping: its silence says nothing.
      heardNanos = nowNanos;
      return;
    }
    long silentNanos = nowNanos - heardNanos;
    if (timeouts.peerIsDead(silentNanos)) {
      breakOff();
    } else if (!isPinged && timeouts.peerIsSilent(silentNanos)) {
      isPinged = offer(PING.duplicate());
    }
  }

  @Override
  public void closed() {
    super.closed();
    messages.release();
  }
}
