package gochat.web;

import static java.util.Objects.requireNonNull;

import gochat.edge.ConnectionSweep;
import gochat.edge.HardClose;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.ConnectionLimit;
import gochat.session.StreamKind;
import gochat.stream.ClientStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A WebSocket. It takes one message of the client at a time, the next one when the session has
/// taken it. While the session has not, the client's socket is not read.
final class WebSocketStream extends WebStream {
  /// The time for the client's part of the closing handshake.
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

  private @Nullable TextSession session;
  private long heardNanos = System.nanoTime();
  private boolean isPinged;
  private long pongs;

  /// Whether the connection can be closed as soon as the last bytes are written.
  private boolean closesAtOnce;

  /// @param ctx of `decoder`
  /// @param kept called with the change of the bytes that are kept for incomplete messages
  WebSocketStream(
      ChannelHandlerContext ctx,
      WebSocketDecoder decoder,
      ConnectionSweep sweep,
      WebLimits limits,
      IntConsumer kept) {
    super(ctx.channel(), WebFraming.WEB_SOCKET, sweep, limits.timeouts());
    this.ctx = ctx;
    this.decoder = decoder;
    this.kept = kept;
    output = new SocketOutput(ctx, this, this::lastWritten);
    messages = new WebSocketMessages(limits.textBytesMax(), ctx.alloc(), this::payloadWrites, this);
  }

  /// Passes the frames of `decoder` to this stream.
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
        int code = violation.closeStatus().code();
        violated(
            code == WebSocketCloseStatus.MESSAGE_TOO_BIG.code()
                ? Reason.BODY_TOO_LONG
                : Reason.BODY_INVALID,
            code,
            String.valueOf(violation.getMessage()));
      } else {
        // The client is gone, or sends invalid TLS.
        abort();
      }
    }
  }

  /// Opens the stream. Its output waits for [#begin].
  void accept(Function<ClientStream, TextSession> sessions) {
    TextSession opened = sessions.apply(client);
    session = opened;
    open(opened.inbound());
  }

  /// The client has been told that the WebSocket is open.
  void begin() {
    output.begin();
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

  void text(String text) {
    try {
      requireNonNull(session, "accepted").texts().accept(text);
    } catch (RuntimeException e) {
      client.fail(Failure.of(e, "a WebSocket message"));
    }
  }

  void ping(ByteBuf payload) {
    // Without space the pong is dropped; RFC 6455 requires only the answer to the latest ping.
    if (client.offer(WebSocketFrames.control(WebSocketFrames.PONG, payload))) {
      pongs++;
    }
  }

  /// Pongs don't increase the allowance for control frames.
  private long payloadWrites() {
    return output.writes() - pongs;
  }

  /// The client has sent a close frame.
  void close(ByteBuf payload) {
    closesAtOnce = true;
    output.end(WebSocketFrames.closeEcho(payload));
  }

  /// The client has violated the protocol.
  ///
  /// @param code of the close frame
  void violated(Reason reason, int code, String sentence) {
    if (isClosed()) {
      ctx.close();
      return;
    }
    closesAtOnce = true;
    if (pendingBytes() == 0) {
      end(Failure.of(reason, sentence), code);
      // A client that does not read never takes the frame.
      HardClose.closeLater(ctx.channel());
    } else {
      abort();
    }
  }

  @Override
  public StreamKind kind() {
    return StreamKind.WEB_SOCKET;
  }

  @Override
  public void pause() {
    decoder.pause(ctx);
  }

  @Override
  public void resume() {
    heardNanos = System.nanoTime();
    try {
      decoder.resume(ctx);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  @Override
  public void write(ByteBuf messages) {
    output.write(messages);
  }

  @Override
  public long pendingBytes() {
    return output.pendingBytes();
  }

  @Override
  public long writtenBytes() {
    return output.writtenBytes();
  }

  @Override
  public boolean isWaiting() {
    return output.isWaiting();
  }

  @Override
  public void end(@Nullable Failure failure) {
    if (failure == null) {
      output.end(WebSocketFrames.close(WebSocketCloseStatus.NORMAL_CLOSURE.code(), ""));
    } else {
      end(failure, failure.reason().webSocket());
    }
  }

  private void end(Failure failure, int code) {
    ByteBuf close = WebSocketFrames.close(code, failure.sentence());
    output.end(WebFraming.WEB_SOCKET.reply(failure).writeBytes(close));
    close.release();
  }

  /// A close frame would wait behind the unread bytes.
  @Override
  public void cut(Failure failure) {
    abort();
  }

  private void abort() {
    output.abort();
    HardClose.close(ctx.channel());
  }

  private void lastWritten(ChannelFuture write) {
    if (closesAtOnce) {
      write.addListener(ChannelFutureListener.CLOSE);
    } else {
      // Later frames of the client are read only to find its close frame.
      resume();
      write.addListener(
          _ -> lane().schedule(() -> ctx.close(), CLOSING_HANDSHAKE_MS, TimeUnit.MILLISECONDS));
    }
    var _ = lane().schedule(() -> ctx.close(), timeouts.stalledNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  void ping(long nowNanos) {
    if (decoder.isPaused() || output.isWaiting()) {
      // The client may have answered without being read, or may not have got the ping: silence has
      // no meaning.
      heardNanos = nowNanos;
      return;
    }
    long silentNanos = nowNanos - heardNanos;
    if (timeouts.peerIsDead(silentNanos)) {
      abort();
    } else if (!isPinged && timeouts.peerIsSilent(silentNanos)) {
      isPinged = client.offer(PING.duplicate());
    }
  }

  @Override
  void closed() {
    super.closed();
    messages.release();
  }
}
