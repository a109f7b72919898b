package gochat.grpc;

import static java.util.stream.Collectors.toUnmodifiableSet;

import gochat.edge.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
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

/// Counts what all connections of one event loop hand to their sockets, below all other handlers.
/// Confined to that loop.
@Sharable
public final class SocketTap extends ChannelOutboundHandlerAdapter {
  private final int leastBytes;
  private final Set<Channel> channels = new HashSet<>();

  /// Kept, so that no memory is used a second time meanwhile.
  private final List<ByteBuf> written = new ArrayList<>();

  private final Set<Channel> unflushed = new HashSet<>();
  private final Map<Channel, Long> flushes = new HashMap<>();
  private boolean isOpen;

  /// @param leastBytes of a write that is counted; shorter ones are no messages
  public SocketTap(int leastBytes) {
    this.leastBytes = leastBytes;
  }

  /// The event loop whose channels it is added to, nearest to the socket.
  ///
  /// @param onHandOff called by other threads for each task that they hand to the loop
  public EventLoopGroup newLoop(Runnable onHandOff) {
    return new MultiThreadIoEventLoopGroup(1, Transport.best().handlers()) {
      @Override
      protected IoEventLoop newChild(
          Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return new SingleThreadIoEventLoop(this, executor, handlers) {
          @Override
          public void execute(Runnable task) {
            if (!inEventLoop()) {
              onHandOff.run();
            }
            super.execute(task);
          }
        };
      }

      @Override
      public ChannelFuture register(Channel channel) {
        // The pipeline is still empty, so the tap stands nearest to the socket.
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

  /// The bytes that wait in memory for each connection: those that the socket has not taken and, of
  /// gRPC, those in the queues of the streams.
  public List<Long> queuedBytes() throws Http2Exception {
    List<Long> queued = new ArrayList<>();
    for (Channel channel : channels) {
      queued.add(queuedBytes(channel));
    }
    return queued;
  }

  private static long queuedBytes(Channel channel) throws Http2Exception {
    ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
    long[] bytes = {written == null ? 0 : written.totalPendingWriteBytes()};
    GrpcConnectionHandler connection = channel.pipeline().get(GrpcConnectionHandler.class);
    if (connection != null) {
      SharedFlowController flow = (SharedFlowController) connection.encoder().flowController();
      connection
          .connection()
          .forEachActiveStream(stream -> {
            bytes[0] += flow.outbound(stream).pendingBytes();
            return true;
          });
    }
    return bytes[0];
  }

  /// Without the ports themselves.
  public Set<Channel> connections() {
    return channels.stream().filter(SocketChannel.class::isInstance).collect(toUnmodifiableSet());
  }

  /// Counts from now on, from zero.
  public void open() {
    isOpen = true;
  }

  /// @param buffers the number of distinct places in memory from which the bytes came
  /// @param flushes how often each connection that something was written to was flushed with it:
  ///   the calls of the system, as long as the socket takes all
  public record Counts(long buffers, Collection<Long> flushes) {}

  /// Stops counting, and returns the counts.
  public Counts close() {
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
