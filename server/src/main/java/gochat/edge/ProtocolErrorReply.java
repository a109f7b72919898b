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

/// Sends one reply to a peer that can't be served, and closes the connection. Runs on the
/// connection's event loop only.
///
/// It closes its own half first and reads on for a moment: closing with unread bytes would make TCP
/// discard the reply.
public final class ProtocolErrorReply extends ChannelInboundHandlerAdapter {
  private static final long CLOSE_TIMEOUT_MS = ConnectionLimit.CLOSE_TIMEOUT.standard();

  private final ByteBuf reply;
  private boolean isSent;

  /// @param reply released when it is written
  public ProtocolErrorReply(ByteBuf reply) {
    this.reply = reply;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      send(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    send(ctx);
  }

  private void send(ChannelHandlerContext ctx) {
    // For a new connection this method runs again when the channel becomes active.
    if (isSent) {
      return;
    }
    isSent = true;
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    ChannelFuture sent = ctx.writeAndFlush(reply);
    (tls == null ? sent : tls.closeOutbound())
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
