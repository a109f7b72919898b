package gochat.server;

import static java.util.stream.Collectors.toUnmodifiableSet;

import gochat.edge.Transport;
import gochat.grpc.QueuedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/// Counts what all connections of one event loop hand to their sockets, behind everything else that
/// a server does with it. Confined to that loop.
@Sharable
final class SocketTap extends ChannelOutboundHandlerAdapter {
  private final int leastBytes;
  private final Set<Channel> channels = new HashSet<>();

  /// Kept, so that no memory is used a second time meanwhile.
  private final List<ByteBuf> written = new ArrayList<>();

  private final Set<Channel> unflushed = new HashSet<>();
  private final Map<Channel, Long> flushes = new HashMap<>();
  private boolean isOpen;

  /// @param leastBytes whatever is shorter is no message, and not counted
  SocketTap(int leastBytes) {
    this.leastBytes = leastBytes;
  }

  /// An event loop whose connections this watches.
  ///
  /// @param handOffs counts what other threads hand to it
  EventLoopGroup newLoop(HandOffs handOffs) {
    return new MultiThreadIoEventLoopGroup(1, Transport.best().handlers()) {
      @Override
      protected IoEventLoop newChild(
          Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return handOffs.lane(this, executor, handlers);
      }

      @Override
      public ChannelFuture register(Channel channel) {
        // While the pipeline is empty: so it stands nearest to the socket.
        channel.pipeline().addFirst(SocketTap.this);
        return super.register(channel);
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channels.add(ctx.channel());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    channels.remove(ctx.channel());
  }

  /// What waits in memory for each connection, as [QueuedBytes#of] tells it.
  List<Long> queuedBytes() throws Http2Exception {
    List<Long> queued = new ArrayList<>();
    for (Channel channel : channels) {
      queued.add(QueuedBytes.of(channel));
    }
    return queued;
  }

  /// Without the ports themselves.
  Set<Channel> connections() {
    return channels.stream().filter(SocketChannel.class::isInstance).collect(toUnmodifiableSet());
  }

  /// Counts from now on, from zero.
  void open() {
    isOpen = true;
  }

  /// @param buffers the places in memory from which the bytes came, whoever they were for
  /// @param flushes how often each connection that something was written to was flushed with it:
  ///   the calls of the system, as long as the socket takes all
  record Counts(long buffers, Collection<Long> flushes) {}

  /// What has been written since.
  Counts close() {
    isOpen = false;
    long buffers =
        written.stream()
            .map(bytes -> bytes.memoryAddress() + bytes.readerIndex())
            .distinct()
            .count();
    Counts counts = new Counts(buffers, List.copyOf(flushes.values()));
    written.forEach(ByteBuf::release);
    written.clear();
    unflushed.clear();
    flushes.clear();
    return counts;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (isOpen && message instanceof ByteBuf bytes && bytes.readableBytes() >= leastBytes) {
      unflushed.add(ctx.channel());
      written.add(bytes.retainedDuplicate());
    }
    ctx.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    if (isOpen && unflushed.remove(ctx.channel())) {
      flushes.merge(ctx.channel(), 1L, Long::sum);
    }
    ctx.flush();
  }
}
