package gochat.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/// Closes a connection in front of its handlers, which would say farewell first and wait for what
/// the peer has not finished, without end.
public final class HardClose {
  private HardClose() {}

  /// Of no effect when the connection is closed. Any thread.
  public static void close(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    // Null when it is closed already.
    if (first != null) {
      first.close();
    }
  }
}
