package gochat.edge;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/// The system interface for socket events: epoll where it is available, elsewhere NIO.
public enum Transport {
  EPOLL(EpollServerSocketChannel.class),
  NIO(NioServerSocketChannel.class);

  private final Class<? extends ServerChannel> serverChannel;

  Transport(Class<? extends ServerChannel> serverChannel) {
    this.serverChannel = serverChannel;
  }

  /// The best one that is available on this machine.
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /// The transport of the loops of `group`.
  public static Transport of(EventLoopGroup group) {
    boolean isEpoll =
        Epoll.isAvailable()
            && group instanceof IoEventLoopGroup io
            && io.isIoType(EpollIoHandler.class);
    return isEpoll ? EPOLL : NIO;
  }

  /// Starts `count` event loops, which the caller shuts down.
  public EventLoopGroup newLoops(int count) {
    return new MultiThreadIoEventLoopGroup(count, handlers());
  }

  /// The factory of the I/O handlers of event loops.
  public IoHandlerFactory handlers() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  public Class<? extends ServerChannel> serverChannel() {
    return serverChannel;
  }
}
