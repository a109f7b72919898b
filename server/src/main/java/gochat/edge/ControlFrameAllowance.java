package gochat.edge;

import gochat.limit.ConnectionLimit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Bounds the frames of one connection that carry nothing: PING, SETTINGS, WINDOW_UPDATE and the
/// like of HTTP/2, pings and pongs of a WebSocket. Runs on the connection's event loop only.
///
/// Each costs the peer little and us an answer, and a peer that reads the answers could go on for
/// ever. A peer has a rest allowance per second, far above any keepalive, and more for what we
/// send: some gRPC clients answer every delivery with a PING that measures the bandwidth, and with
/// two WINDOW_UPDATEs.
public final class ControlFrameAllowance {
  public static final int FRAMES_PER_SECOND_MAX = ConnectionLimit.CONTROL_FRAMES.standardInt();

  /// Why a connection ends that spent more, for its peer.
  public static final String EXCEEDED =
      "control frames: more than " + FRAMES_PER_SECOND_MAX + " in a second";

  private static final int FRAMES_PER_WRITE = 4;

  private final LongSupplier writes;
  private long secondStartNanos = System.nanoTime();
  private long writesBefore;
  private long spent;

  /// @param writes how often payload has been written to this connection
  public ControlFrameAllowance(LongSupplier writes) {
    this.writes = writes;
  }

  /// Takes one frame.
  ///
  /// @return false when there were too many: the connection is to be closed
  public boolean take() {
    if (++spent <= FRAMES_PER_SECOND_MAX) {
      return true;
    }
    long now = System.nanoTime();
    long writesNow = writes.getAsLong();
    long earned = (writesNow - writesBefore) * FRAMES_PER_WRITE;
    boolean isNewSecond = now - secondStartNanos >= TimeUnit.SECONDS.toNanos(1);
    writesBefore = writesNow;
    if (isNewSecond) {
      secondStartNanos = now;
      spent = 1;
      return true;
    }
    spent = Math.max(1, spent - earned);
    return spent <= FRAMES_PER_SECOND_MAX;
  }
}
