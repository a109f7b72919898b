package gochat.grpc;

import static io.netty.handler.codec.http2.Http2CodecUtil.DEFAULT_WINDOW_SIZE;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;
import static java.util.Objects.requireNonNull;

import gochat.edge.JoinedFlush;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The flow control of a connection: the peer's windows, and for each stream the queue of bytes
/// that the windows don't take yet. Runs on the connection's event loop only.
///
/// Netty's own controller sends everything through a queue and a byte distributor. This one also
/// writes whole frames, which were encoded once for many connections, directly to the socket if
/// nothing waits ([StreamQueue#writeShared]). Waiting streams share the connection's window in
/// turns of one frame; priorities are ignored, as RFC 9113 (5.3) allows.
final class SharedFlowController implements Http2RemoteFlowController {
  private static final int FRAME_BYTES_MAX = 16_384;

  private final Http2Connection connection;
  private final Http2Connection.PropertyKey queueKey;
  private final JoinedFlush joinedFlush = new JoinedFlush(this::flush);
  private final ArrayDeque<StreamQueue> awaitingTurn = new ArrayDeque<>(1);
  private @Nullable ChannelHandlerContext ctx;
  private int connectionWindow = DEFAULT_WINDOW_SIZE;
  private int initialWindow = DEFAULT_WINDOW_SIZE;
  private long writes;
  private boolean isDistributing;

  SharedFlowController(Http2Connection connection) {
    this.connection = connection;
    queueKey = connection.newKey();
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamAdded(Http2Stream stream) {
            stream.setProperty(
                queueKey, new StreamQueue(SharedFlowController.this, stream, initialWindow));
          }

          @Override
          public void onStreamClosed(Http2Stream stream) {
            queue(stream).cancel(null);
          }

          @Override
          public void onStreamHalfClosed(Http2Stream stream) {
            if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
              queue(stream).cancel(null);
            }
          }
        });
  }

  StreamQueue outbound(Http2Stream stream) {
    return queue(stream);
  }

  /// The number of writes of payload to the socket.
  long writes() {
    return writes;
  }

  @Override
  public void channelHandlerContext(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    writePendingBytes();
  }

  @Override
  public @Nullable ChannelHandlerContext channelHandlerContext() {
    return ctx;
  }

  @Override
  public void initialWindowSize(int newWindowSize) throws Http2Exception {
    int delta = newWindowSize - initialWindow;
    initialWindow = newWindowSize;
    connection.forEachActiveStream(stream -> {
      StreamQueue queue = queue(stream);
      if ((long) queue.window() + delta > Integer.MAX_VALUE) {
        // RFC 9113, 6.9.2: unlike a WINDOW_UPDATE of one stream, this ends the connection.
        throw connectionError(
            Http2Error.FLOW_CONTROL_ERROR,
            "initial window: %d (stream %d would exceed 2^31-1)",
            newWindowSize,
            stream.id());
      }
      queue.growWindow(delta);
      return true;
    });
  }

  @Override
  public int initialWindowSize() {
    return initialWindow;
  }

  @Override
  public int windowSize(Http2Stream stream) {
    return isConnection(stream) ? connectionWindow : queue(stream).window();
  }

  @Override
  public void incrementWindowSize(Http2Stream stream, int delta) throws Http2Exception {
    int window = windowSize(stream);
    if ((long) window + delta > Integer.MAX_VALUE) {
      // For stream 0 this is a connection error.
      throw streamError(
          stream.id(), Http2Error.FLOW_CONTROL_ERROR, "window: %d + %d bytes", window, delta);
    }
    if (isConnection(stream)) {
      connectionWindow += delta;
    } else {
      queue(stream).growWindow(delta);
    }
  }

  @Override
  public boolean isWritable(Http2Stream stream) {
    StreamQueue queue = queue(stream);
    return queue.writableBytes() > queue.pendingBytes();
  }

  @Override
  public boolean hasFlowControlled(Http2Stream stream) {
    return !queue(stream).isEmpty();
  }

  @Override
  public void addFlowControlled(Http2Stream stream, FlowControlled frame) {
    queue(stream).add(frame);
  }

  @Override
  public void writePendingBytes() {
    // A write may change the writability, which calls this method again.
    if (isDistributing || ctx == null) {
      return;
    }
    isDistributing = true;
    try {
      boolean progress = true;
      while (progress) {
        progress = false;
        for (int turns = awaitingTurn.size(); turns > 0; turns--) {
          progress |= awaitingTurn.remove().takeTurn(FRAME_BYTES_MAX);
        }
      }
    } finally {
      isDistributing = false;
    }
  }

  /// Writes as much as the windows allow, and flushes.
  void flush() {
    writePendingBytes();
    if (ctx != null) {
      ctx.flush();
    }
  }

  /// The same, but flushes once for all that the event loop is about to write to this connection.
  void flushTogether() {
    if (ctx == null) {
      flush();
    } else {
      joinedFlush.request(ctx.executor(), connection.numActiveStreams() > 1);
    }
  }

  /// The bytes that the connection's window and the socket take now.
  int writableBytes() {
    return ctx != null && ctx.channel().isWritable() ? connectionWindow : 0;
  }

  /// Counts payload that a stream writes.
  void take(int bytes) {
    connectionWindow -= bytes;
    writes++;
  }

  /// Gives `queue` a turn after those that are waiting already.
  void awaitTurn(StreamQueue queue) {
    awaitingTurn.add(queue);
  }

  @Override
  public void listener(Listener listener) {
    throw new UnsupportedOperationException("use StreamQueue.onDrained");
  }

  @Override
  public void channelWritabilityChanged() {
    // The connection handler flushes when the channel is writable again; no state depends on it.
  }

  @Override
  public void updateDependencyTree(
      int childStreamId, int parentStreamId, short weight, boolean exclusive) {
    // Priorities are ignored.
  }

  private boolean isConnection(Http2Stream stream) {
    return stream.id() == connection.connectionStream().id();
  }

  private StreamQueue queue(Http2Stream stream) {
    return requireNonNull(stream.<StreamQueue>getProperty(queueKey), "stream without a queue");
  }

  /// The failure of frames that [StreamQueue#abandonQueue] has dropped. It is not an error of the
  /// stream.
  static final class Abandoned extends Exception {
    Abandoned() {
      super("never written", null, false, false);
    }
  }
}
