package gochat.web;

import gochat.edge.JoinedFlush;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes a WebSocket's frames directly to its connection: shared bytes without a copy, and the
/// frames of one turn with one flush. Runs on the connection's event loop only.
final class SocketOutput {
  /// Larger output is written in pieces of this size, so that no more waits in the channel. The
  /// usual output of a turn fits, because slicing it for each of many readers costs time.
  private static final int PIECE_BYTES_MAX = 32 * 1_024;

  private final Channel channel;
  private final WebSocketStream owner;
  private final Consumer<ChannelFuture> onLastWritten;
  private final WaitingBytes waiting = new WaitingBytes();
  private final JoinedFlush joinedFlush;
  private final ChannelHandlerContext ctx;
  private @Nullable ByteBuf last;
  private long takenBytes;
  private long writes;
  private boolean isBegun;
  private boolean isOver;
  private boolean isWriting;

  /// @param ctx the context for writes
  /// @param onLastWritten called with the write of the bytes of [#end]
  SocketOutput(
      ChannelHandlerContext ctx, WebSocketStream owner, Consumer<ChannelFuture> onLastWritten) {
    this.ctx = ctx;
    this.owner = owner;
    this.onLastWritten = onLastWritten;
    channel = ctx.channel();
    joinedFlush = new JoinedFlush(ctx::flush);
  }

  /// Takes bytes; bytes after the end are dropped.
  ///
  /// @param bytes released by this method
  void write(ByteBuf bytes) {
    if (isOver || last != null) {
      bytes.release();
    } else if (isBegun
        && waiting.isEmpty()
        && bytes.readableBytes() <= PIECE_BYTES_MAX
        && channel.isWritable()) {
      send(bytes);
      joinedFlush.request(ctx.executor(), false);
    } else {
      waiting.add(bytes);
      writeWaiting();
    }
  }

  private void send(ByteBuf bytes) {
    takenBytes += bytes.readableBytes();
    writes++;
    ctx.write(bytes, ctx.voidPromise());
  }

  /// Starts to write; earlier bytes have waited.
  void begin() {
    isBegun = true;
    writeWaiting();
  }

  /// The number of writes.
  long writes() {
    return writes;
  }

  /// The connection takes more bytes.
  void writable() {
    writeWaiting();
  }

  private void writeWaiting() {
    // A write may change the writability, which calls this method again.
    if (isWriting || isOver || !isBegun) {
      return;
    }
    isWriting = true;
    try {
      while (!waiting.isEmpty() && channel.isWritable()) {
        send(waiting.next(PIECE_BYTES_MAX));
        if (waiting.isEmpty() || !channel.isWritable()) {
          ctx.flush();
        }
      }
    } finally {
      isWriting = false;
    }
    if (!waiting.isEmpty() || isOver) {
      return;
    }
    if (last != null) {
      writeLast(last);
    } else {
      owner.client.drained();
    }
  }

  /// Bytes that the connection has not taken.
  long pendingBytes() {
    return waiting.bytes();
  }

  boolean isWaiting() {
    return !waiting.isEmpty() || WebConnection.unsentBytes(channel) > 0;
  }

  long writtenBytes() {
    return takenBytes - WebConnection.unsentBytes(channel);
  }

  /// Ends the stream with `bytes`, behind all waiting bytes.
  void end(ByteBuf bytes) {
    if (isOver || last != null) {
      bytes.release();
      return;
    }
    last = bytes;
    writeWaiting();
  }

  private void writeLast(ByteBuf bytes) {
    isOver = true;
    last = null;
    onLastWritten.accept(ctx.writeAndFlush(bytes));
    owner.closed();
  }

  /// Ends the stream at once: waiting bytes are lost.
  void abort() {
    if (!isOver) {
      isOver = true;
      waiting.clear();
      if (last != null) {
        last.release();
        last = null;
      }
      owner.closed();
    }
  }
}
