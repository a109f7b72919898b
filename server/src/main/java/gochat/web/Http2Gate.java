package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.edge.ControlFrameAllowance;
import gochat.limit.ConnectionLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Limits what a peer can do on an HTTP/2 connection, before Armeria reads its bytes: control
/// frames, answers to them that the peer does not read, and streams that the server must reset.
/// Armeria's use of Netty has no limits for these. A connection that violates the protocol is
/// closed at once. Runs on the connection's event loop only.
final class Http2Gate extends ChannelDuplexHandler {
  private static final int PREFACE_BYTES = 24;
  private static final int UNREAD_ANSWERS_MAX = ConnectionLimit.UNREAD_ANSWERS.standardInt();
  private static final int RESETS_PER_WINDOW_MAX = ConnectionLimit.RESETS.standardInt();
  private static final long RESET_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int GOAWAY_FIXED_BYTES = 8;
  private static final int END_STREAM = 1;

  private final WebConnection connection;
  private final ControlFrameAllowance allowance = new ControlFrameAllowance(() -> this.writes);
  private final Http2FrameScanner in = new Http2FrameScanner(PREFACE_BYTES, this::received);
  private final Http2FrameScanner out = new Http2FrameScanner(0, this::sent);

  /// The received bytes of the bodies of unanswered requests, by stream.
  private final Map<Integer, Integer> bodies = new HashMap<>();

  private int prefaceBytesLeft = PREFACE_BYTES;
  private long writes;
  private int lastStreamId;
  private int unreadAnswers;
  private int resets;
  private long resetsSinceNanos = System.nanoTime();

  /// Whether the bytes that are being written contain the answer to a control frame.
  private boolean hasAnswer;

  private boolean isProtocolBroken;
  private boolean isClosed;

  /// The limit that the peer has exceeded, empty for none.
  private String excess = "";

  Http2Gate(WebConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (isClosed || !(msg instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(msg);
      return;
    }
    in.scan(bytes);
    if (excess.isEmpty() && connection.isFlooded()) {
      excess = "answers: too many are unread";
    }
    if (excess.isEmpty()) {
      pass(ctx, bytes);
    } else {
      bytes.release();
    }
    closeIfRefused(ctx);
  }

  private void pass(ChannelHandlerContext ctx, ByteBuf bytes) {
    if (prefaceBytesLeft > 0) {
      ByteBuf preface = bytes.readRetainedSlice(Math.min(prefaceBytesLeft, bytes.readableBytes()));
      prefaceBytesLeft -= preface.readableBytes();
      // The preface makes Armeria add its handlers for HTTP/2.
      ctx.fireChannelRead(preface);
      if (prefaceBytesLeft == 0) {
        Http2CallGate.install(ctx.pipeline(), connection);
      }
    }
    ctx.fireChannelRead(bytes);
  }

  private void received(int type, int flags, int streamId, int length, ByteBuf payload) {
    switch (type) {
      case Http2FrameTypes.DATA -> {
        if (length == 0) {
          spend();
        } else if (bodies.computeIfPresent(streamId, (_, before) -> before + length) != null) {
          connection.kept(length);
        }
      }
      case Http2FrameTypes.HEADERS -> {
        lastStreamId = Math.max(lastStreamId, streamId);
        if ((flags & END_STREAM) == 0) {
          bodies.put(streamId, 0);
        }
      }
      case Http2FrameTypes.RST_STREAM -> {
        spend();
        done(streamId);
      }
      default -> spend();
    }
  }

  private void done(int streamId) {
    Integer body = bodies.remove(streamId);
    if (body != null) {
      connection.kept(-body);
    }
  }

  private void spend() {
    if (!allowance.take()) {
      excess = ControlFrameAllowance.EXCEEDED;
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    hasAnswer = false;
    if (msg instanceof ByteBuf bytes) {
      out.scan(bytes);
    }
    if (!hasAnswer) {
      ctx.write(msg, promise);
      return;
    }
    unreadAnswers++;
    if (unreadAnswers > UNREAD_ANSWERS_MAX) {
      excess = "control frames: more than " + UNREAD_ANSWERS_MAX + " answers are unread";
    }
    ctx.write(msg, promise.unvoid()).addListener(_ -> unreadAnswers--);
  }

  private void sent(int type, int flags, int streamId, int length, ByteBuf payload) {
    if (type == Http2FrameTypes.RST_STREAM || (isOfResponse(type) && (flags & END_STREAM) != 0)) {
      done(streamId);
    }
    switch (type) {
      case Http2FrameTypes.DATA -> writes++;
      case Http2FrameTypes.HEADERS, Http2FrameTypes.CONTINUATION -> {}
      case Http2FrameTypes.RST_STREAM -> {
        hasAnswer = true;
        reset();
      }
      case Http2FrameTypes.GO_AWAY -> {
        hasAnswer = true;
        // Netty writes everything before the frame's text as one buffer.
        isProtocolBroken =
            payload.readableBytes() >= GOAWAY_FIXED_BYTES
                && payload.getInt(payload.readerIndex() + 4) != Http2Error.NO_ERROR.code();
      }
      default -> hasAnswer = true;
    }
  }

  private static boolean isOfResponse(int type) {
    return type == Http2FrameTypes.DATA || type == Http2FrameTypes.HEADERS;
  }

  private void reset() {
    long now = System.nanoTime();
    if (now - resetsSinceNanos >= RESET_WINDOW_NANOS) {
      resetsSinceNanos = now;
      resets = 0;
    }
    if (++resets > RESETS_PER_WINDOW_MAX) {
      excess = "streams: more than " + RESETS_PER_WINDOW_MAX + " had to be reset in 30 s";
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    closeIfRefused(ctx);
  }

  private void closeIfRefused(ChannelHandlerContext ctx) {
    if (isClosed) {
      return;
    }
    if (!excess.isEmpty()) {
      isClosed = true;
      ctx.writeAndFlush(goAway(lastStreamId, excess));
      ctx.close();
    } else if (isProtocolBroken) {
      isClosed = true;
      ctx.flush();
      ctx.close();
    }
  }

  private static ByteBuf goAway(int lastStreamId, String reason) {
    byte[] debug = reason.getBytes(US_ASCII);
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(GOAWAY_FIXED_BYTES + debug.length);
    frame.writeByte(Http2FrameTypes.GO_AWAY).writeByte(0).writeInt(0);
    frame.writeInt(lastStreamId).writeInt((int) Http2Error.ENHANCE_YOUR_CALM.code());
    return frame.writeBytes(debug);
  }
}
