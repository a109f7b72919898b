package gochat.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// One client's side of a connection. Runs on the event loop.
public abstract class Connection extends ChannelInboundHandlerAdapter {
  /// Receives the content of each message: `length` bytes at `offset` of `in`.
  @FunctionalInterface
  public interface ContentSink {
    void onContent(ByteBuf in, int offset, int length);
  }

  /// Receives the connection's events.
  public interface Listener extends ContentSink {
    /// A read begins: all calls until `onReadEnd` belong to it.
    void onReadStart();

    void onReadEnd();

    /// The server has confirmed the client and the destinations that it follows.
    void onRegistered();

    /// The server has stored message number `request` of this connection, counted from 0, at the
    /// position `seq` of its room's log. Called only by protocols with such a reply.
    default void onStored(int request, long seq) {}

    /// The connection takes more messages again.
    void onSendWindow();

    /// The connection ended without a request of the run; called once.
    void onLost(String reason);
  }

  private final Listener listener;
  private @Nullable Channel channel;
  private boolean lost;

  protected Connection(Listener listener) {
    this.listener = listener;
  }

  /// Writes the client's first bytes, which register it and the destinations that it follows.
  protected abstract void writeOpening(ByteBuf out);

  /// Reads all of `in`.
  ///
  /// @throws IllegalArgumentException if the bytes violate the protocol
  protected abstract void scan(ByteBuf in);

  /// Returns the envelope of this client's messages to `destination`.
  public abstract Envelope envelope(Destination destination, int contentBytes);

  /// The number of messages that may be written now.
  public int sendable(Envelope envelope) {
    if (lost || channel == null || !channel.isWritable()) {
      return 0;
    }
    return Math.clamp(channel.bytesBeforeUnwritable() / envelope.bytes(), 1, 1 << 16);
  }

  /// Writes messages, at most as many as [#sendable] allows.
  public void send(ByteBuf messages, Envelope envelope, int count) {
    write(messages);
  }

  public final ByteBuf buffer(int bytes) {
    return open().alloc().buffer(bytes);
  }

  /// Starts or stops reading. An unread connection fills its socket, and then the server's queue.
  public final void read(boolean reading) {
    if (channel != null) {
      channel.config().setAutoRead(reading);
    }
  }

  /// From now on one read takes at most `bytesMax`, and a stopped connection reads no more.
  public final void readAtOnce(int bytesMax) {
    if (channel != null) {
      channel
          .config()
          .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(bytesMax).maxMessagesPerRead(1));
    }
  }

  /// Ends the connection; it does not count as lost.
  @SuppressWarnings("FutureReturnValueIgnored") // no code waits for it
  public final void close() {
    lost = true;
    if (channel != null) {
      channel.close();
    }
  }

  protected final Listener listener() {
    return listener;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failure arrives in exceptionCaught
  protected final void write(ByteBuf out) {
    open().writeAndFlush(out, open().voidPromise());
  }

  protected final void lose(String reason) {
    if (!lost) {
      lost = true;
      listener.onLost(reason);
      close();
    }
  }

  private Channel open() {
    if (channel == null) {
      throw new IllegalStateException("not connected");
    }
    return channel;
  }

  @Override
  public final void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ByteBuf out = ctx.alloc().buffer();
    writeOpening(out);
    write(out);
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object read) {
    ByteBuf in = (ByteBuf) read;
    listener.onReadStart();
    try {
      scan(in);
    } finally {
      in.release();
    }
    listener.onReadEnd();
  }

  @Override
  public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
    listener.onSendWindow();
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    lose("the server closed the connection");
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    lose(cause.toString());
  }
}
