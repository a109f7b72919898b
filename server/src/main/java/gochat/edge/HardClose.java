package gochat.edge;

import gochat.limit.ConnectionLimit;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/// Closes a connection at once, without its handlers, which would send a close message first and
/// wait without limit for the peer's unfinished streams.
public final class HardClose {
  private static final long CLOSE_TIMEOUT_MS = ConnectionLimit.CLOSE_TIMEOUT.standard();

  private HardClose() {}

  /// Has no effect on a closed connection. For any thread.
  public static void close(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    // Null for a closed connection.
    if (first != null) {
      first.close();
    }
  }

  /// Closes a connection some time after the notice that it ends, which its peer may not read.
  public static void closeLater(Channel channel) {
    var _ =
        channel.eventLoop().schedule(() -> close(channel), CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }
}
