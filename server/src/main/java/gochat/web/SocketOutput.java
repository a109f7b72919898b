package gochat.web;

import gochat.edge.JoinedFlush;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a WebSocket sends, straight to its connection: bytes that many share are written without a
/// copy, once and with one flush for what comes in one turn. Runs on the connection's event loop
/// only.
final class SocketOutput implements OutboundQueue {
  /// More is written in pieces, so that no more waits in the channel. What a turn of the core
  /// usually brings fits: a slice of it for each of many readers has its price.
  private static final int PIECE_BYTES_MAX = 32 * 1_024;

  private final Channel channel;
  private final Owner owner;
  private final Consumer<ChannelFuture> onLastWritten;
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>(2);
  private final JoinedFlush joinedFlush;
  private final ChannelHandlerContext ctx;
  private @Nullable ByteBuf last;
  private long queuedBytes;
  private long takenBytes;
  private boolean owesDrained;
  private long writes;
  private boolean isBegun;
  private boolean isOver;
  private boolean isWriting;

  /// While something is handed over, which may be written at once.
  private boolean isTaking;

  /// @param ctx from where it writes
  /// @param onLastWritten told of the write of what [#end] was given
  SocketOutput(ChannelHandlerContext ctx, Owner owner, Consumer<ChannelFuture> onLastWritten) {
    this.ctx = ctx;
    this.owner = owner;
    this.onLastWritten = onLastWritten;
    channel = ctx.channel();
    joinedFlush = new JoinedFlush(ctx::flush);
  }

  @Override
  public boolean offer(ByteBuf bytes) {
    boolean isFull = queuedBytes > 0 && queuedBytes + bytes.readableBytes() > WAITING_BYTES_MAX;
    if (isFull && !isEnding()) {
      bytes.release();
      owesDrained = true;
      return false;
    }
    add(bytes);
    return true;
  }

  @Override
  public void add(ByteBuf bytes) {
    if (isEnding() || !bytes.isReadable()) {
      bytes.release();
    } else if (isBegun
        && queue.isEmpty()
        && bytes.readableBytes() <= PIECE_BYTES_MAX
        && channel.isWritable()) {
      write(bytes);
      joinedFlush.request(ctx.executor(), false);
    } else {
      queue.add(bytes);
      queuedBytes += bytes.readableBytes();
      isTaking = true;
      writeQueue();
      isTaking = false;
      if (!queue.isEmpty()) {
        owesDrained = true;
      } else if (owesDrained) {
        ctx.executor().execute(this::tellDrained);
      }
    }
  }

  private boolean isEnding() {
    return isOver || last != null;
  }

  private void write(ByteBuf bytes) {
    takenBytes += bytes.readableBytes();
    writes++;
    ctx.write(bytes, ctx.voidPromise());
  }

  /// Writes from now on; what came before has waited.
  void begin() {
    isBegun = true;
    writeQueue();
  }

  /// How often something was written.
  long writes() {
    return writes;
  }

  /// Goes on when the connection takes more.
  void writable() {
    writeQueue();
  }

  private void writeQueue() {
    // Writing may change the writability, and that leads back here.
    if (isWriting || isOver || !isBegun) {
      return;
    }
    isWriting = true;
    try {
      while (!queue.isEmpty() && channel.isWritable()) {
        ByteBuf next = queue.element();
        ByteBuf piece =
            next.readableBytes() > PIECE_BYTES_MAX
                ? next.readRetainedSlice(PIECE_BYTES_MAX)
                : queue.remove();
        queuedBytes -= piece.readableBytes();
        write(piece);
        if (queue.isEmpty() || !channel.isWritable()) {
          ctx.flush();
        }
      }
    } finally {
      isWriting = false;
    }
    if (!queue.isEmpty() || isOver) {
      return;
    }
    if (last != null) {
      writeLast(last);
    } else if (!isTaking) {
      tellDrained();
    }
  }

  private void tellDrained() {
    if (owesDrained && queue.isEmpty() && !isOver) {
      owesDrained = false;
      owner.drained();
    }
  }

  @Override
  public boolean isDrained() {
    return queue.isEmpty();
  }

  @Override
  public boolean isWaiting() {
    return !queue.isEmpty() || WebConnection.unsentBytes(channel) > 0;
  }

  @Override
  public long writtenBytes() {
    return takenBytes - WebConnection.unsentBytes(channel);
  }

  @Override
  public void end(ByteBuf bytes) {
    if (isEnding()) {
      bytes.release();
      return;
    }
    last = bytes;
    writeQueue();
  }

  private void writeLast(ByteBuf bytes) {
    isOver = true;
    last = null;
    onLastWritten.accept(ctx.writeAndFlush(bytes));
    owner.closed();
  }

  @Override
  public void abort() {
    if (!isOver) {
      isOver = true;
      queue.forEach(ByteBuf::release);
      queue.clear();
      queuedBytes = 0;
      if (last != null) {
        last.release();
        last = null;
      }
      owner.closed();
    }
  }
}
