package gochat.edge;

import gochat.limit.ConnectionLimit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// Says one thing to a peer that cannot be served, and closes. Runs on the connection's event loop
/// only.
///
/// It closes its own half first and reads on for a moment: closing with unread bytes makes TCP
/// throw away what was just said.
public final class ProtocolErrorReply extends ChannelInboundHandlerAdapter {
  private static final long CLOSE_TIMEOUT_MS = ConnectionLimit.CLOSE_TIMEOUT.standard();

  private final ByteBuf words;
  private boolean isSaid;

  /// @param words is released when it is said
  public ProtocolErrorReply(ByteBuf words) {
    this.words = words;
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
      var _ = ctx.executor().schedule(() -> ctx.close(), CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
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
