package gochat.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Sends one reply to a peer that can't be served, and closes the connection. Runs on the
/// connection's event loop only.
public final class ProtocolErrorReply extends ChannelInboundHandlerAdapter {
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
    ctx.writeAndFlush(reply).addListener(_ -> HalfClose.close(ctx.channel()));
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
