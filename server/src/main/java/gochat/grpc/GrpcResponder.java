package gochat.grpc;

import gochat.edge.ConnectionCounts;
import gochat.edge.MetadataText;
import gochat.edge.UnfinishedBytes;
import gochat.error.Failure;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;

/// Sends the response to one request: headers, messages and trailers. Messages after the end are
/// dropped. Only [#flush] flushes. Runs on the connection's event loop only.
final class GrpcResponder {
  private static final AsciiString OK = AsciiString.cached("200");

  /// The headers of nearly every response, shared by all of them.
  private static final Http2Headers PLAIN_HEADERS =
      ReadOnlyHttp2Headers.serverHeaders(
          false,
          OK,
          GrpcHeaders.CONTENT_TYPE,
          GrpcHeaders.CONTENT_TYPE_GRPC,
          GrpcHeaders.ACCEPT_ENCODING,
          GrpcHeaders.GZIP);

  private final ChannelHandlerContext ctx;
  private final Http2ConnectionEncoder encoder;
  private final SharedFlowController flow;
  private final Http2Stream stream;
  private final UnfinishedBytes.Part unfinished;
  private boolean areHeadersSent;
  private boolean isEnded;
  private boolean isComplete;

  GrpcResponder(
      ChannelHandlerContext ctx,
      Http2ConnectionEncoder encoder,
      SharedFlowController flow,
      Http2Stream stream,
      UnfinishedBytes.Part unfinished) {
    this.ctx = ctx;
    this.encoder = encoder;
    this.flow = flow;
    this.stream = stream;
    this.unfinished = unfinished;
  }

  int streamId() {
    return stream.id();
  }

  /// A client with a name has opened this stream: see [ConnectionCounts#named].
  void named() {
    ConnectionCounts.named(ctx.channel());
  }

  EventLoop eventLoop() {
    return ctx.channel().eventLoop();
  }

  ByteBufAllocator allocator() {
    return ctx.alloc();
  }

  /// Writes shared frames, and holds the bytes that wait.
  StreamQueue outbound() {
    return flow.outbound(stream);
  }

  /// Whether the end was sent, by [#end] or [#reset].
  boolean isEnded() {
    return isEnded;
  }

  /// Whether the trailers have been written to the socket, so that the peer knows the end of the
  /// call.
  boolean isComplete() {
    return isComplete;
  }

  /// Sends the response headers, unless they have been sent.
  void headers() {
    headers(new Metadata());
  }

  void headers(Metadata metadata) {
    if (isEnded || areHeadersSent) {
      return;
    }
    areHeadersSent = true;
    Http2Headers headers = PLAIN_HEADERS;
    if (!metadata.keys().isEmpty()) {
      headers = new DefaultHttp2Headers(false).setAll(PLAIN_HEADERS);
      GrpcHeaders.addTo(headers, metadata);
    }
    write(headers, false);
  }

  /// Queues one or more length-prefixed messages, behind everything sent before.
  ///
  /// @param messages released by this method
  /// @return completes when the last byte has been written to the socket, fails when it never will
  ///   be
  ChannelFuture data(ByteBuf messages) {
    if (isEnded) {
      messages.release();
      return ctx.newFailedFuture(new SharedFlowController.Abandoned());
    }
    headers();
    return encoder.writeData(ctx, stream.id(), messages, 0, false, ctx.newPromise());
  }

  /// Ends the call when all queued messages are written.
  void end(Failure failure) {
    end(failure.getStatus(), failure.trailers());
  }

  void end(Status status, Metadata metadata) {
    end(OK, status, metadata);
  }

  /// Ends a request that is not gRPC. Its peer may ignore `grpc-status`.
  void refuse(Failure failure) {
    AsciiString httpStatus = AsciiString.of(Integer.toString(failure.reason().http()));
    end(httpStatus, failure.getStatus(), failure.trailers());
  }

  private void end(AsciiString httpStatus, Status status, Metadata metadata) {
    if (isEnded) {
      return;
    }
    isEnded = true;
    Http2Headers trailers = new DefaultHttp2Headers(false);
    if (!areHeadersSent) {
      trailers.status(httpStatus);
      trailers.set(GrpcHeaders.CONTENT_TYPE, GrpcHeaders.CONTENT_TYPE_GRPC);
      trailers.set(GrpcHeaders.ACCEPT_ENCODING, GrpcHeaders.GZIP);
    }
    trailers.setInt(GrpcHeaders.STATUS, status.getCode().value());
    String description = status.getDescription();
    if (description != null) {
      trailers.set(GrpcHeaders.MESSAGE, MetadataText.percentEncode(description));
    }
    GrpcHeaders.addTo(trailers, metadata);
    areHeadersSent = true;
    write(trailers, true);
  }

  private void write(Http2Headers headers, boolean isEnd) {
    ChannelPromise written = ctx.newPromise();
    if (isEnd) {
      // Added before the listener of the encoder, which closes the stream; the stream's owner then
      // asks.
      written.addListener(future -> isComplete = future.isSuccess());
    }
    encoder.writeHeaders(ctx, stream.id(), headers, 0, isEnd, written);
  }

  /// Resets the stream. Queued messages are lost.
  void reset(Http2Error error) {
    isEnded = true;
    if (stream.state() == Http2Stream.State.CLOSED) {
      return;
    }
    encoder.writeRstStream(ctx, stream.id(), error.code(), ctx.newPromise());
  }

  /// Returns `bytes` to the peer's window.
  void returnBytes(int bytes) {
    try {
      if (encoder.connection().local().flowController().consumeBytes(stream, bytes)) {
        // A WINDOW_UPDATE is sent once per half a window; the sender may be waiting for it.
        ctx.flush();
      }
    } catch (Http2Exception e) {
      // Only more bytes than were received lead here, which is an error of this server.
      throw new IllegalStateException("stream " + stream.id() + ": " + e.getMessage(), e);
    }
  }

  /// The bytes of the stream that are kept in memory have changed.
  ///
  /// @param more negative when fewer bytes are kept
  void kept(int more) {
    unfinished.add(more);
  }

  /// Flushes all writes of this connection, and as much of the waiting bytes as the windows allow.
  void flush() {
    flow.flush();
  }
}
