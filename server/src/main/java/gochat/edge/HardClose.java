package gochat.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/// Closes a connection at once, without its handlers, which would send a close message first and
/// wait without limit for the peer's unfinished streams.
public final class HardClose {
  private HardClose() {}

  /// Has no effect on a closed connection. For any thread.
  public static void close(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    // Null for a closed connection.
    if (first != null) {
      first.close();
    }
  }
}
