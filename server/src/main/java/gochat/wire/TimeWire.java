package gochat.wire;

import com.google.protobuf.Timestamp;

/// Points in time, which are milliseconds of Unix time here and timestamps outside.
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

  /// The first millisecond that is not before `time`.
  ///
  /// @param time within the years that a timestamp may have
  public static long toMs(Timestamp time) {
    return time.getSeconds() * MS_PER_SECOND + Math.ceilDiv(time.getNanos(), NANOS_PER_MS);
  }
}
