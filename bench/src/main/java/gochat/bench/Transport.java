package gochat.bench;

import gochat.bench.wire.Connection;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The event loop and the connections to the target.
///
/// One loop is fast enough for a server on one core, and its tasks need no lock.
final class Transport implements AutoCloseable {
  static final int READ_BYTES = 64 << 10;
  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final int CONNECTIONS_PER_SOURCE = 50;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final InetSocketAddress address;
  private final IntFunction<InetSocketAddress> addresses;
  private final Optional<TrustingTls> tls;

  Transport(Target target) throws LoadException {
    this(target, _ -> target.address());
  }

  /// @param addresses by the index of a connection
  Transport(Target target, IntFunction<InetSocketAddress> addresses) throws LoadException {
    this(
        target,
        addresses,
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("load", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()));
  }

  private Transport(
      Target target, IntFunction<InetSocketAddress> addresses, MultiThreadIoEventLoopGroup group)
      throws LoadException {
    this.group = group;
    this.addresses = addresses;
    address = target.address();
    if (address.isUnresolved()) {
      throw new LoadException(
          "--target " + address.getHostString() + ": no address is known for it");
    }
    tls = target.tls() ? Optional.of(new TrustingTls(target.protocol())) : Optional.empty();
    loop = group.next();
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES));
  }

  /// The transport to another target, on the same event loop; closed with this one.
  Transport to(Target other) throws LoadException {
    return new Transport(other, _ -> other.address(), group);
  }

  EventLoop loop() {
    return loop;
  }

  /// Starts to connect; `connection` gets the outcome.
  ///
  /// @param index of the connection, from 0 on
  ChannelFuture connect(int index, Connection connection) {
    ChannelHandler handler =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            tls.ifPresent(layer -> layer.addTo(channel));
            channel.pipeline().addLast(connection);
          }
        };
    return bootstrap
        .clone()
        .localAddress(source(index))
        .remoteAddress(addresses.apply(index))
        .handler(handler)
        .connect();
  }

  // A server may limit the connections of one address, and an address has a limited number of
  // ports.
  private @Nullable SocketAddress source(int index) {
    if (!address.getAddress().getHostAddress().startsWith("127.")) {
      return null;
    }
    int host = index / CONNECTIONS_PER_SOURCE;
    return new InetSocketAddress("127.1." + host / 250 + "." + (host % 250 + 1), 0);
  }

  /// Runs `task` on the event loop and waits for it.
  <T> T call(Callable<T> task) throws InterruptedException, LoadException {
    try {
      return loop.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoadException expected) {
        throw expected;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Runs `task` on the event loop and waits for it.
  void run(Runnable task) throws InterruptedException, LoadException {
    call(Executors.callable(task));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
