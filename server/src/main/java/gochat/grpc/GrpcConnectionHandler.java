package gochat.grpc;

import static java.util.Objects.requireNonNull;

import gochat.edge.ConnectionSweep;
import gochat.edge.MetadataCheck;
import gochat.edge.Timeouts;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One HTTP/2 connection. Netty implements the protocol; this class adds the shutdown and the
/// timeouts. Runs on the connection's event loop only. [GrpcConnectionFactory] makes it.
final class GrpcConnectionHandler extends Http2ConnectionHandler implements ConnectionSweep.Swept {
  private static final Logger log = LoggerFactory.getLogger(GrpcConnectionHandler.class);

  private final StreamDispatcher streams;
  private final SharedFlowController flow;
  private final ConnectionSweep sweep;
  private final Timeouts timeouts;
  private final int headerBytesMax;
  private final long openedNanos;
  private long lastReadNanos;
  private boolean isPinged;

  GrpcConnectionHandler(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      StreamDispatcher streams,
      SharedFlowController flow,
      ConnectionSweep sweep,
      Timeouts timeouts,
      int headerBytesMax,
      long openedNanos) {
    super(decoder, encoder, settings);
    this.streams = streams;
    this.flow = flow;
    this.sweep = sweep;
    this.timeouts = timeouts;
    this.headerBytesMax = headerBytesMax;
    this.openedNanos = openedNanos;
    lastReadNanos = openedNanos;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    super.handlerAdded(ctx);
    sweep.add(this, ctx.channel().eventLoop());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    sweep.remove(this);
    super.channelInactive(ctx);
    streams.closed();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
    lastReadNanos = System.nanoTime();
    isPinged = false;
    super.channelRead(ctx, msg);
  }

  @Override
  public void sweep(long nowNanos, long periodNanos) {
    ChannelHandlerContext ctx = requireNonNull(flow.channelHandlerContext());
    if (!decoder().prefaceReceived()) {
      if (timeouts.prefaceIsOverdue(nowNanos - openedNanos)) {
        ctx.close();
      }
      return;
    }
    // The timeout is the latest moment, so the check is a period early rather than late.
    long silentNanos = nowNanos - lastReadNanos + periodNanos;
    if (timeouts.peerIsDead(silentNanos)) {
      log.atDebug()
          .addKeyValue("remote", ctx.channel().remoteAddress())
          .log("closing a dead connection");
      ctx.close();
      return;
    }
    if (!isPinged && timeouts.peerIsSilent(silentNanos)) {
      isPinged = true;
      encoder().writePing(ctx, false, nowNanos, ctx.newPromise());
      ctx.flush();
    }
    if (timeouts.connectionIsUnused(streams.unusedNanos(nowNanos))) {
      // The GOAWAY has no error: a client connects again when it needs to.
      ctx.channel().close();
      return;
    }
    streams.sweep(nowNanos);
  }

  /// Sends GOAWAY, and closes the connection after the last stream or after `deadlineMs`.
  @Override
  public void shutdown(long deadlineMs) {
    ChannelHandlerContext ctx = requireNonNull(flow.channelHandlerContext());
    gracefulShutdownTimeoutMillis(deadlineMs);
    ctx.channel().close();
    ctx.flush();
  }

  /// Lets the owners of the streams end them.
  @Override
  public void endStreams() {
    streams.shutdown();
    requireNonNull(flow.channelHandlerContext()).flush();
  }

  @Override
  public ChannelFuture resetStream(
      ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
    // The stream stays open until the RST is written; no shared frame may follow it.
    streams.leave(streamId);
    return super.resetStream(ctx, streamId, errorCode, promise);
  }

  @Override
  public void onError(ChannelHandlerContext ctx, boolean outbound, Throwable cause) {
    if (!(cause instanceof SharedFlowController.Abandoned)) {
      super.onError(ctx, outbound, cause);
    }
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException http2Ex) {
    Http2Stream stream = connection().stream(http2Ex.streamId());
    // Frames that a closed stream could not write need no RST, and RSTs are limited.
    if (!outbound || stream == null || stream.state() != Http2Stream.State.CLOSED) {
      super.onStreamError(ctx, outbound, cause, http2Ex);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception http2Ex) {
    if (http2Ex == null && !(cause instanceof IOException)) {
      log.atError()
          .addKeyValue("remote", ctx.channel().remoteAddress())
          .setCause(cause)
          .log("connection failed");
    } else {
      log.atDebug()
          .addKeyValue("remote", ctx.channel().remoteAddress())
          .setCause(cause)
          .log("connection error");
    }
    super.onConnectionError(ctx, outbound, cause, http2Ex);
  }

  @Override
  protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
    streams.responder(ctx, stream).end(MetadataCheck.tooLong(headerBytesMax));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (cause instanceof IOException || cause.getCause() instanceof IOException) {
      // The peer is gone, or sends invalid TLS. Failed writes with void promises are reported here.
      ctx.close();
    } else if (cause instanceof Http2Exception || cause.getCause() instanceof Http2Exception) {
      super.exceptionCaught(ctx, cause);
    } else {
      log.atError()
          .addKeyValue("remote", ctx.channel().remoteAddress())
          .setCause(cause)
          .log("connection failed");
      onError(ctx, false, Http2Exception.connectionError(Http2Error.INTERNAL_ERROR, "failed"));
    }
  }
}
