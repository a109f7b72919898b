package gochat.bench;

import gochat.bench.wire.Stamp;
import java.time.Duration;

/// What a run does.
///
/// @param name of the command
/// @param contentBytes of each message, at least those of a [Stamp]
/// @param warmup time under the same load before the measured time
/// @param patience after this time without any delivery what is still missing counts as lost
record Plan(
    String name,
    Target target,
    Seating seating,
    Pace pace,
    int contentBytes,
    Duration warmup,
    Duration measured,
    Duration patience) {
  private static final int CONTENT_BYTES_MAX = 16_000;

  Plan {
    check(contentBytes, Stamp.BYTES, CONTENT_BYTES_MAX, "--size");
    check(warmup.toMillis() / 1e3, 0, 3_600, "--warmup-seconds");
    check(measured.toMillis() / 1e3, 0.1, 3_600, "--seconds");
    check(patience.toMillis() / 1e3, 0.1, 3_600, "--patience-seconds");
    switch (pace) {
      case Pace.Window(int inFlight) -> check(inFlight, 1, 1_000_000, "--window");
      case Pace.Shared(int inFlight) -> check(inFlight, 1, 1_000, "--window");
      case Pace.Rate(double perSecond) -> check(perSecond, 0.01, 10_000_000, "--rate");
    }
  }

  static void check(double value, double min, double max, String option) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s..%s)".formatted(option, number(value), number(min), number(max)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
