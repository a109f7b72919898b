package gochat.grpc;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static java.util.Objects.requireNonNull;

import gochat.edge.ControlFrameAllowance;
import gochat.edge.MetadataCheck;
import gochat.edge.UnfinishedBytes;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dispatches requests to services by their paths, and forwards the bytes of each stream. Runs on
/// the connection's event loop only.
final class StreamDispatcher extends Http2EventAdapter {
  private static final Logger log = LoggerFactory.getLogger(StreamDispatcher.class);

  private final Http2ConnectionEncoder encoder;
  private final SharedFlowController flow;
  private final ServiceRegistry services;
  private final int headerBytesMax;
  private final UnfinishedBytes.Part unfinished;
  private final ControlFrameAllowance allowance;
  private final Http2Connection.PropertyKey inboundKey;
  private long lastUsedNanos = System.nanoTime();

  StreamDispatcher(
      Http2ConnectionEncoder encoder,
      SharedFlowController flow,
      ServiceRegistry services,
      int headerBytesMax,
      UnfinishedBytes ofLoop) {
    this.encoder = encoder;
    this.flow = flow;
    this.services = services;
    this.headerBytesMax = headerBytesMax;
    unfinished = ofLoop.part(this::closeCrowding);
    allowance = new ControlFrameAllowance(flow::writes);
    inboundKey = encoder.connection().newKey();
    encoder.connection().addListener(this);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream) {
    onHeadersRead(ctx, streamId, headers, padding, endOfStream);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int padding,
      boolean endOfStream) {
    Http2Stream stream = encoder.connection().stream(streamId);
    // In gRPC the trailers of a request have no meaning except its end.
    if (inbound(stream) == null) {
      open(ctx, stream, headers);
    }
    if (endOfStream) {
      tell(stream, InboundStream::onHalfClosed);
    }
  }

  private void open(ChannelHandlerContext ctx, Http2Stream stream, Http2Headers headers) {
    GrpcResponder responder = responder(ctx, stream);
    // Set first, so that the bytes that follow a refusal are read and dropped.
    stream.setProperty(inboundKey, new RefusedStream(responder));
    if (MetadataCheck.isTooLong(headers, headerBytesMax)) {
      responder.end(MetadataCheck.tooLong(headerBytesMax));
      return;
    }
    Failure notGrpc = RequestCheck.notGrpc(headers);
    if (notGrpc != null) {
      responder.refuse(notGrpc);
      return;
    }
    Failure invalid = RequestCheck.invalid(headers);
    if (invalid != null) {
      responder.end(invalid);
      return;
    }
    InboundStream.Factory factory = services.find(headers.path());
    if (factory == null) {
      responder.end(
          Failure.of(
              Reason.CALL_UNKNOWN,
              "This server has no method %s. The client may be newer than the server."
                  .formatted(VisibleText.quoted(headers.path().toString()))));
      return;
    }
    GrpcRequest request =
        new GrpcRequest(
            headers,
            RequestCheck.isGzip(headers),
            RequestCheck.timeoutNanos(headers),
            ctx.channel(),
            tlsOf(ctx));
    try {
      stream.setProperty(inboundKey, factory.open(request, responder));
    } catch (RuntimeException e) {
      responder.end(Failure.of(e, headers.path().toString()));
    }
  }

  GrpcResponder responder(ChannelHandlerContext ctx, Http2Stream stream) {
    return new GrpcResponder(ctx, encoder, flow, stream, unfinished);
  }

  /// Closes the connection with the reason, and does not wait until the peer has read it.
  private void closeCrowding() {
    ChannelHandlerContext ctx = requireNonNull(flow.channelHandlerContext());
    encoder.writeGoAway(
        ctx,
        encoder.connection().remote().lastStreamCreated(),
        Http2Error.ENHANCE_YOUR_CALM.code(),
        ByteBufUtil.writeAscii(ctx.alloc(), UnfinishedBytes.EXCEEDED),
        ctx.newPromise());
    ctx.flush();
    ctx.close();
  }

  private static @Nullable SSLSession tlsOf(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    return tls == null ? null : tls.engine().getSession();
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
      throws Http2Exception {
    Http2Stream stream = encoder.connection().stream(streamId);
    if (data.isReadable()) {
      tell(stream, inbound -> inbound.onData(data));
    } else if (!endOfStream) {
      spendControlFrame();
    }
    if (endOfStream) {
      tell(stream, InboundStream::onHalfClosed);
    }
    return padding;
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    lastUsedNanos = System.nanoTime();
    leave(stream);
  }

  /// Removes the receiver of a stream that is about to be reset.
  void leave(int streamId) {
    Http2Stream stream = encoder.connection().stream(streamId);
    if (stream != null) {
      leave(stream);
    }
  }

  private void leave(Http2Stream stream) {
    InboundStream inbound = inbound(stream);
    if (inbound != null && inbound != InboundStream.LEFT) {
      stream.setProperty(inboundKey, InboundStream.LEFT);
      try {
        inbound.onClosed();
      } catch (RuntimeException e) {
        log.atError().addKeyValue("stream", stream.id()).setCause(e).log("closing a stream failed");
      }
    }
  }

  /// The connection is closed.
  void closed() {
    unfinished.end();
  }

  /// The time since the last stream or call ended, 0 while one is open.
  long unusedNanos(long nowNanos) {
    return encoder.connection().numActiveStreams() > 0 ? 0 : nowNanos - lastUsedNanos;
  }

  void sweep(long nowNanos) {
    tellAll(inbound -> inbound.onSweep(nowNanos));
  }

  void shutdown() {
    tellAll(InboundStream::onShutdown);
  }

  private void tellAll(Consumer<InboundStream> event) {
    try {
      encoder
          .connection()
          .forEachActiveStream(stream -> {
            tell(stream, event);
            return true;
          });
    } catch (Http2Exception e) {
      throw new AssertionError("the visitor throws none", e);
    }
  }

  private void tell(Http2Stream stream, Consumer<InboundStream> event) {
    InboundStream inbound = inbound(stream);
    if (inbound == null) {
      return;
    }
    try {
      event.accept(inbound);
    } catch (RuntimeException e) {
      log.atError().addKeyValue("stream", stream.id()).setCause(e).log("a stream failed");
      ChannelHandlerContext ctx = requireNonNull(flow.channelHandlerContext());
      encoder.writeRstStream(ctx, stream.id(), Http2Error.INTERNAL_ERROR.code(), ctx.newPromise());
    }
  }

  private @Nullable InboundStream inbound(Http2Stream stream) {
    return stream.getProperty(inboundKey);
  }

  private void spendControlFrame() throws Http2Exception {
    if (!allowance.take()) {
      throw connectionError(Http2Error.ENHANCE_YOUR_CALM, ControlFrameAllowance.EXCEEDED);
    }
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    spendControlFrame();
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    spendControlFrame();
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    spendControlFrame();
  }

  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
    spendControlFrame();
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    spendControlFrame();
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    spendControlFrame();
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    spendControlFrame();
  }
}
