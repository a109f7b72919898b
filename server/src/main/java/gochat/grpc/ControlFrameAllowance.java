package gochat.grpc;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Bounds the frames of one connection that carry nothing (PING, SETTINGS, WINDOW_UPDATE, …). Runs
/// on the connection's event loop only.
///
/// Netty bounds answers that the peer does not read; whoever reads them could go on for ever. A
/// peer has a rest allowance per second, far above any keepalive, and more for what we send: some
/// gRPC clients answer every delivery with a PING that measures the bandwidth, and with two
/// WINDOW_UPDATEs.
final class ControlFrameAllowance {
  static final int FRAMES_PER_SECOND_MAX = 1_000;
  private static final int FRAMES_PER_WRITE = 4;

  private final LongSupplier writes;
  private long secondStartNanos = System.nanoTime();
  private long writesBefore;
  private long spent;

  /// @param writes how often payload has been written to this connection
  ControlFrameAllowance(LongSupplier writes) {
    this.writes = writes;
  }

  /// Counts one frame.
  ///
  /// @throws Http2Exception when there were too many: a connection error ENHANCE_YOUR_CALM
  void spend() throws Http2Exception {
    if (++spent <= FRAMES_PER_SECOND_MAX) {
      return;
    }
    long now = System.nanoTime();
    long writesNow = writes.getAsLong();
    long earned = (writesNow - writesBefore) * FRAMES_PER_WRITE;
    boolean isNewSecond = now - secondStartNanos >= TimeUnit.SECONDS.toNanos(1);
    writesBefore = writesNow;
    if (isNewSecond) {
      secondStartNanos = now;
      spent = 1;
      return;
    }
    spent = Math.max(1, spent - earned);
    if (spent > FRAMES_PER_SECOND_MAX) {
      throw connectionError(
          Http2Error.ENHANCE_YOUR_CALM,
          "control frames: more than %d in a second",
          FRAMES_PER_SECOND_MAX);
    }
  }
}
