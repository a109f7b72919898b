package gochat.web;

import gochat.edge.HalfClose;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/// Lets the client read an answer that comes before the end of its request, such as that to a body
/// that is too long: Armeria then closes the connection, while the client still sends. Runs on the
/// connection's event loop only.
final class EarlyClose extends ChannelOutboundHandlerAdapter {
  private final Http1Gate gate;

  /// @param gate the handler before this one
  EarlyClose(Http1Gate gate) {
    this.gate = gate;
  }

  /// A second close, such as that of a stop, waits for nothing.
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (gate.cutShort()) {
      ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
      HalfClose.close(ctx.channel());
    } else {
      ctx.close(promise);
    }
  }
}
