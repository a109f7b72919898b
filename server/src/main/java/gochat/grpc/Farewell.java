package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// Says one thing to a peer that cannot be served, and closes. Runs on the connection's event loop
/// only.
///
/// It closes its own half first and reads on for a moment: closing with unread bytes makes TCP
/// throw away what was just said.
final class Farewell extends ChannelInboundHandlerAdapter {
  private static final long CLOSE_AFTER_MS = 1_000;
  private static final int GOAWAY_FIXED_BYTES = 8;

  private final ByteBuf words;
  private boolean isSaid;

  private Farewell(ByteBuf words) {
    this.words = words;
  }

  /// For an HTTP/1.x client.
  ///
  /// @param plaintext whether the port takes HTTP/2 where this request came: outside of TLS
  static Farewell toHttp1(boolean plaintext) {
    return plaintext
        ? http1(
            "426 Upgrade Required",
            "Upgrade: h2c\r\nConnection: Upgrade, close",
            """
            This is a gRPC port (HTTP/2 without TLS); it serves no web pages.
            Use a gRPC client, for example:
              bin/client -name Alice -server HOST:PORT
              grpcurl -plaintext HOST:PORT list
            """)
        : http1(
            "400 Bad Request",
            "Connection: close",
            """
            This is a gRPC port (HTTP/2 over TLS); it serves no web pages.
            Use a gRPC client, for example:
              bin/client -name Alice -server HOST:PORT -tls
              grpcurl HOST:PORT list
            """);
  }

  /// For an HTTP/1.x client that is served elsewhere, and not for good: ports change.
  ///
  /// @param location an absolute URL
  static Farewell redirect(String location) {
    return http1(
        "307 Temporary Redirect",
        "Location: " + location + "\r\nConnection: close",
        "This is a gRPC port; HTTP is served at " + location + "\n");
  }

  private static Farewell http1(String status, String headers, String text) {
    return new Farewell(
        Unpooled.copiedBuffer(
            "HTTP/1.1 "
                + status
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + text.length()
                + "\r\n"
                + headers
                + "\r\n\r\n"
                + text,
            US_ASCII));
  }

  /// For an HTTP/2 client: SETTINGS, because they have to come first, and GOAWAY with the reason.
  static Farewell toHttp2(Http2Error error, String reason) {
    byte[] debug = reason.getBytes(UTF_8);
    ByteBuf words = Unpooled.buffer();
    words.writeMedium(0).writeByte(Http2FrameTypes.SETTINGS).writeByte(0).writeInt(0);
    words.writeMedium(GOAWAY_FIXED_BYTES + debug.length);
    words.writeByte(Http2FrameTypes.GO_AWAY).writeByte(0).writeInt(0);
    words.writeInt(0).writeInt((int) error.code()).writeBytes(debug);
    return new Farewell(words);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      say(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    say(ctx);
  }

  private void say(ChannelHandlerContext ctx) {
    // A connection that was just accepted is active before it says so.
    if (isSaid) {
      return;
    }
    isSaid = true;
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    ChannelFuture said = ctx.writeAndFlush(words);
    (tls == null ? said : tls.closeOutbound())
        .addListener((ChannelFutureListener) written -> closeSoon(ctx, written.isSuccess()));
  }

  private static void closeSoon(ChannelHandlerContext ctx, boolean isWritten) {
    if (isWritten && ctx.channel() instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
      var _ = ctx.executor().schedule(() -> ctx.close(), CLOSE_AFTER_MS, TimeUnit.MILLISECONDS);
    } else {
      ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
