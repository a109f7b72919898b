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

/// One stream's window and what waits for it; [SharedFlowController] gives it its turns. Runs on
/// the connection's event loop only.
final class StreamQueue {
  private final SharedFlowController connection;
  private final Http2Stream stream;
  private final ArrayDeque<FlowControlled> frames = new ArrayDeque<>(1);
  private Runnable drained = () -> {};
  private int window;
  private long pendingBytes;
  private long writtenBytes;

  /// Always when frames wait; tells so from here, where one more object for each of many streams
  /// has its price.
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
  /// @param shared stays the caller's; its indexes are left alone
  /// @param flowControlledBytes the payload of the frames, without their headers
  /// @return false when a window or the socket does not take all of it now, something waits already
  ///   or the stream is not open for sending: then nothing has changed, and the payload goes
  ///   through [GrpcResponder#data]
  boolean writeShared(ByteBuf shared, int flowControlledBytes) {
    if (!mayWriteShared(flowControlledBytes)) {
      return false;
    }
    take(flowControlledBytes);
    ChannelHandlerContext ctx = context();
    ctx.write(shared.retainedDuplicate(), ctx.voidPromise());
    return true;
  }

  /// Whether [#writeShared] would write so much now.
  boolean mayWriteShared(int flowControlledBytes) {
    return !isAwaitingTurn && flowControlledBytes <= writableBytes() && isOpenForData();
  }

  private boolean isOpenForData() {
    // Until a RST or trailers have left the socket the state alone still says that data may go.
    return !isCancelled
        && stream.isHeadersSent()
        && !stream.isTrailersSent()
        && !stream.isResetSent()
        && stream.state().localSideOpen();
  }

  /// Hands to the socket what this connection has written, together with what the tasks that wait
  /// on the event loop write. Cheap when there is nothing.
  void flush() {
    connection.flushTogether();
  }

  /// Bytes of payload that wait for a window or for the socket.
  long pendingBytes() {
    return pendingBytes;
  }

  /// Bytes of payload written so far. While bytes are pending, a figure that stands still means a
  /// reader that makes no progress.
  long writtenBytes() {
    return writtenBytes;
  }

  /// Drops what is pending, also trailers. A message may have been cut in its middle, so only
  /// trailers with an error may follow.
  void abandonQueue() {
    drop(new SharedFlowController.Abandoned());
  }

  /// Has `task` run each time the pending bytes have all been written, after the turn's writes. It
  /// replaces the task before.
  void onDrained(Runnable task) {
    drained = task;
  }

  int window() {
    return window;
  }

  /// @param delta below zero too: a smaller initial window may leave a debt
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
    // A frame in the middle of its write must keep its size.
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

  /// Writes up to `bytesMax`, and waits for another turn when something is left.
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

  /// Ends the stream: what waits can never be written.
  void cancel(@Nullable Throwable cause) {
    isCancelled = true;
    if (!isWriting && !frames.isEmpty()) {
      drop(streamError(stream.id(), Http2Error.STREAM_CLOSED, cause, "closed before the write"));
    }
  }

  private void drop(Throwable cause) {
    FlowControlled frame;
    // Failing a frame may lead back here: the next call goes on with the rest.
    while ((frame = frames.poll()) != null) {
      pendingBytes -= frame.size();
      frame.error(connection.channelHandlerContext(), cause);
    }
  }

  private ChannelHandlerContext context() {
    return requireNonNull(connection.channelHandlerContext(), "not in a pipeline yet");
  }
}
