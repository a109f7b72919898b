package gochat.wire;

import com.google.protobuf.Timestamp;

/// Maps times between Unix milliseconds and timestamps.
public final class TimeWire {
  private static final int MS_PER_SECOND = 1_000;
  private static final int NANOS_PER_MS = 1_000_000;

  private TimeWire() {}

  public static Timestamp of(long ms) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(ms, MS_PER_SECOND))
        .setNanos(Math.floorMod(ms, MS_PER_SECOND) * NANOS_PER_MS)
        .build();
  }

  /// The first millisecond at or after `time`.
  ///
  /// @param time a time in the range of a valid timestamp
  public static long toMs(Timestamp time) {
    return time.getSeconds() * MS_PER_SECOND + Math.ceilDiv(time.getNanos(), NANOS_PER_MS);
  }
}
