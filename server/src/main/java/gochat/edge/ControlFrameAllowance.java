package gochat.edge;

import gochat.limit.ConnectionLimit;
import gochat.limit.LimitHits;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Limits the frames of one connection that carry no data: PING, SETTINGS, WINDOW_UPDATE and the
/// like of HTTP/2, pings and pongs of a WebSocket. Runs on the connection's event loop only.
///
/// Such a frame costs the peer little, but the server must answer it, and a peer that reads the
/// answers could go on for ever. A peer may send a fixed number of frames in each second, far more
/// than any keepalive needs, and further ones for each write of the server: some gRPC clients
/// answer every delivery with two WINDOW_UPDATEs and with a PING that measures the bandwidth.
public final class ControlFrameAllowance {
  public static final int FRAMES_PER_SECOND_MAX = ConnectionLimit.CONTROL_FRAMES.standardInt();

  /// The reason for closing a connection with too many frames, for its peer.
  public static final String EXCEEDED =
      "control frames: more than " + FRAMES_PER_SECOND_MAX + " in a second";

  private static final int FRAMES_PER_WRITE = 4;

  private final LongSupplier writes;
  private long secondStartNanos = System.nanoTime();
  private long writesBefore;
  private long spent;

  /// @param writes the number of writes of payload to this connection
  public ControlFrameAllowance(LongSupplier writes) {
    this.writes = writes;
  }

  /// Counts one frame.
  ///
  /// @return false when there were too many: the connection must be closed
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
    boolean isTaken = spent <= FRAMES_PER_SECOND_MAX;
    if (!isTaken) {
      LimitHits.count(ConnectionLimit.CONTROL_FRAMES);
    }
    return isTaken;
  }
}
