package gochat.web;

import gochat.edge.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The event loop that accepts the connections of a web port. It has no quiet period when it is
/// shut down. Thread-safe.
final class AcceptingLoop extends MultiThreadIoEventLoopGroup {
  private volatile @Nullable Channel listener;

  AcceptingLoop(Transport transport) {
    super(1, transport.handlers());
  }

  @Override
  public ChannelFuture register(Channel channel) {
    listener = channel;
    return super.register(channel);
  }

  boolean isListening() {
    Channel listening = listener;
    return listening != null && listening.isActive();
  }

  /// Accepts no more connections, and waits until that is so. Armeria itself would accept until its
  /// last request is answered.
  void stop() {
    Channel listening = listener;
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return super.shutdownGracefully(0, timeout, unit);
  }
}
