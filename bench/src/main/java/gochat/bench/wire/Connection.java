package gochat.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// One client's side of a connection.
///
/// All of it runs on the event loop.
public abstract class Connection extends ChannelInboundHandlerAdapter {
  /// Gets the content of each message: `length` bytes at `offset` of `in`.
  @FunctionalInterface
  public interface ContentSink {
    void onContent(ByteBuf in, int offset, int length);
  }

  /// Whom the connection serves.
  public interface Listener extends ContentSink {
    /// A read begins: everything until `onReadEnd` came in it.
    void onReadStart();

    void onReadEnd();

    /// The server has confirmed that it knows the client and what it follows.
    void onRegistered();

    /// The server has stored the message that was written as number `request` on this connection,
    /// counted from 0, at the position `seq` of its room's log. Called by protocols that tell.
    default void onStored(int request, long seq) {}

    /// Messages may be sent that could not be before.
    void onSendWindow();

    /// The connection ended, which no run asks for; called once.
    void onLost(String reason);
  }

  private final Listener listener;
  private @Nullable Channel channel;
  private boolean lost;

  protected Connection(Listener listener) {
    this.listener = listener;
  }

  /// Writes all that a client says first: until the server knows it and what it follows.
  protected abstract void writeOpening(ByteBuf out);

  /// Reads all of `in`.
  ///
  /// @throws IllegalArgumentException when that is not what the protocol allows
  protected abstract void scan(ByteBuf in);

  /// The messages of this client to `audience`.
  public abstract Envelope envelope(Audience audience, int contentBytes);

  /// How many messages may be written now.
  public int sendable(Envelope envelope) {
    if (lost || channel == null || !channel.isWritable()) {
      return 0;
    }
    return Math.clamp(channel.bytesBeforeUnwritable() / envelope.bytes(), 1, 1 << 16);
  }

  /// Writes messages, of which [#sendable] told that they may be.
  public void send(ByteBuf messages, Envelope envelope, int count) {
    write(messages);
  }

  public final ByteBuf buffer(int bytes) {
    return open().alloc().buffer(bytes);
  }

  /// A connection that is not read fills its socket, and then the server has to cope.
  public final void read(boolean reading) {
    if (channel != null) {
      channel.config().setAutoRead(reading);
    }
  }

  /// Takes at most so many bytes at a time from now on, and asks before each time whether to read.
  public final void readAtOnce(int bytesMax) {
    if (channel != null) {
      channel
          .config()
          .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(bytesMax).maxMessagesPerRead(1));
    }
  }

  /// Ends the connection, which is then not lost.
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
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
