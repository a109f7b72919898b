package gochat.grpc;

import static io.netty.handler.codec.http2.Http2Exception.streamError;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One stream's window and the queue of frames that wait for it; [SharedFlowController] gives it
/// turns. Runs on the connection's event loop only.
final class StreamQueue {
  private final SharedFlowController connection;
  private final Http2Stream stream;
  private final ArrayDeque<FlowControlled> frames = new ArrayDeque<>(1);
  private Runnable drained = () -> {};
  private int window;
  private long pendingBytes;
  private long writtenBytes;

  /// True exactly when frames wait. A field, because looking into the queue would read one more
  /// object from memory for each of many streams.
  private boolean isAwaitingTurn;

  private boolean isWriting;
  private boolean isCancelled;

  StreamQueue(SharedFlowController connection, Http2Stream stream, int window) {
    this.connection = connection;
    this.stream = stream;
    this.window = window;
  }

  /// Writes whole HTTP/2 DATA frames of this stream past the queue, without copying them. Nothing
  /// is flushed: see [#flush].
  ///
  /// @param shared stays the caller's; its indexes are not changed
  /// @param flowControlledBytes the payload of the frames, without their headers
  /// @return whether the frames were taken. They are not when a window or the socket does not take
  ///   all of them now, when bytes are waiting, or when the stream is not open for sending; then
  ///   nothing has changed, and the payload must go through [GrpcResponder#data]
  boolean writeShared(ByteBuf shared, int flowControlledBytes) {
    if (!mayWriteShared(flowControlledBytes)) {
      return false;
    }
    take(flowControlledBytes);
    ChannelHandlerContext ctx = context();
    ctx.write(shared.retainedDuplicate(), ctx.voidPromise());
    return true;
  }

  /// Whether [#writeShared] would take this many bytes now.
  boolean mayWriteShared(int flowControlledBytes) {
    return !isAwaitingTurn && flowControlledBytes <= writableBytes() && isOpenForData();
  }

  private boolean isOpenForData() {
    // The state of the stream still allows data until the RST or the trailers have been written.
    return !isCancelled
        && stream.isHeadersSent()
        && !stream.isTrailersSent()
        && !stream.isResetSent()
        && stream.state().localSideOpen();
  }

  /// Flushes all writes of this connection, together with those of the tasks that wait on the event
  /// loop. Cheap when there are none.
  void flush() {
    connection.flushTogether();
  }

  /// The bytes of payload that wait for a window or for the socket.
  long pendingBytes() {
    return pendingBytes;
  }

  /// The bytes of payload written so far. If bytes are pending and this number does not grow, the
  /// reader makes no progress.
  long writtenBytes() {
    return writtenBytes;
  }

  /// Drops all waiting frames, also trailers. A message may have been cut in its middle, so only
  /// trailers with an error may follow.
  void abandonQueue() {
    drop(new SharedFlowController.Abandoned());
  }

  /// Sets the task that runs each time all waiting bytes have been written, after the turn's
  /// writes. It replaces the earlier task.
  void onDrained(Runnable task) {
    drained = task;
  }

  int window() {
    return window;
  }

  /// @param delta may be negative: a smaller initial window can make the window negative
  void growWindow(int delta) {
    window += delta;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /// The bytes that may be written now.
  int writableBytes() {
    return Math.min(window, connection.writableBytes());
  }

  private void take(int bytes) {
    window -= bytes;
    writtenBytes += bytes;
    connection.take(bytes);
  }

  void add(FlowControlled frame) {
    FlowControlled last = frames.peekLast();
    int lastBytes = last == null ? 0 : last.size();
    // A frame that is being written must keep its size.
    if (last != null && !isWriting && last.merge(connection.channelHandlerContext(), frame)) {
      pendingBytes += last.size() - lastBytes;
      return;
    }
    frames.add(frame);
    pendingBytes += frame.size();
    if (!isAwaitingTurn) {
      isAwaitingTurn = true;
      connection.awaitTurn(this);
    }
  }

  /// Writes up to `bytesMax`, and waits for another turn if bytes are left.
  ///
  /// @return whether anything was written
  boolean takeTurn(int bytesMax) {
    boolean progress = writeUpTo(bytesMax);
    isAwaitingTurn = !frames.isEmpty();
    if (isAwaitingTurn) {
      connection.awaitTurn(this);
    } else if (progress && !isCancelled) {
      drained.run();
    }
    return progress;
  }

  private boolean writeUpTo(int bytesMax) {
    int left = bytesMax;
    boolean progress = false;
    isWriting = true;
    try {
      FlowControlled frame;
      while (!isCancelled && (frame = frames.peek()) != null) {
        int before = frame.size();
        int allowed = Math.min(left, writableBytes());
        // Trailers and an empty end of the stream need no window.
        if (allowed <= 0 && before > 0) {
          break;
        }
        frame.write(context(), Math.max(0, allowed));
        int written = before - frame.size();
        left -= written;
        pendingBytes -= written;
        take(written);
        progress = true;
        if (frame.size() == 0) {
          frames.remove();
          frame.writeComplete();
        }
      }
    } catch (RuntimeException e) {
      cancel(e);
    } finally {
      isWriting = false;
      if (isCancelled) {
        cancel(null);
      }
    }
    return progress;
  }

  /// Ends the stream: the waiting frames can never be written.
  void cancel(@Nullable Throwable cause) {
    isCancelled = true;
    if (!isWriting && !frames.isEmpty()) {
      drop(streamError(stream.id(), Http2Error.STREAM_CLOSED, cause, "closed before the write"));
    }
  }

  private void drop(Throwable cause) {
    FlowControlled frame;
    // The failure of a frame may call this method again, which goes on with the rest.
    while ((frame = frames.poll()) != null) {
      pendingBytes -= frame.size();
      frame.error(connection.channelHandlerContext(), cause);
    }
  }

  private ChannelHandlerContext context() {
    return requireNonNull(connection.channelHandlerContext(), "not in a pipeline yet");
  }
}
