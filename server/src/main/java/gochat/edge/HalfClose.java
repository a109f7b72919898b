package gochat.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

/// Closes a connection whose peer may still send, so that the peer can read the last reply: this
/// half at once, all of it when the peer closes too, or after a moment. Closing with unread bytes
/// would make TCP discard the reply (RFC 9112, section 9.6).
///
/// Bytes that still come are dropped before any other handler, so they cost no decryption and no
/// memory. Runs on the connection's event loop only.
public final class HalfClose extends ChannelInboundHandlerAdapter {
  private HalfClose() {}

  /// Has no effect on a closed connection. Bytes that the socket has not taken yet are lost.
  public static void close(Channel channel) {
    if (!channel.isActive()) {
      return;
    }
    channel.pipeline().addFirst(new HalfClose());
    channel.config().setAutoRead(true);
    // A peer that reads nothing keeps TLS from ending its half.
    HardClose.closeLater(channel);
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    Future<?> ended = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
    ended.addListener(_ -> closeHalf(channel));
  }

  private static void closeHalf(Channel channel) {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    } else {
      HardClose.close(channel);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    // Armeria would log the end of this half as a surprise.
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
