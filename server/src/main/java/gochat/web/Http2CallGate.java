package gochat.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.List;

/// Counts the open calls of an HTTP/2 connection, between Netty's frame decoder and Armeria. A
/// stream counts until it has ended in both directions. A call beyond the limit is refused before
/// Armeria allocates anything for it. Runs on the connection's event loop only.
final class Http2CallGate extends Http2FrameListenerDecorator {
  private final Http2ConnectionHandler http2;
  private final WebConnection connection;
  private final Http2Connection.PropertyKey callKey;

  private Http2CallGate(Http2ConnectionHandler http2, WebConnection connection) {
    super(http2.decoder().frameListener());
    this.http2 = http2;
    this.connection = connection;
    callKey = http2.connection().newKey();
    http2.connection().addListener(new Ends());
  }

  /// Called when Netty's handler has been added and has not read a frame yet.
  static void install(ChannelPipeline pipeline, WebConnection connection) {
    Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
    // Null for a closed connection.
    if (http2 != null) {
      http2.decoder().frameListener(new Http2CallGate(http2, connection));
    }
  }

  /// Ends the calls of closed streams.
  private final class Ends extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      OpenCalls.Call call = stream.getProperty(callKey);
      if (call != null) {
        call.end();
      }
    }
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
      boolean endOfStream)
      throws Http2Exception {
    Http2Stream stream = http2.connection().stream(streamId);
    boolean isTrailers = stream.getProperty(callKey) != null;
    if (!isTrailers) {
      OpenCalls.Call call = connection.calls().open(name -> values(headers, name));
      if (call == null) {
        http2
            .encoder()
            .writeRstStream(ctx, streamId, Http2Error.REFUSED_STREAM.code(), ctx.newPromise());
        return;
      }
      stream.setProperty(callKey, call);
      connection.opening(call);
    }
    super.onHeadersRead(
        ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    connection.opening(null);
  }

  private static List<String> values(Http2Headers headers, CharSequence name) {
    return headers.getAll(name).stream().map(CharSequence::toString).toList();
  }
}
