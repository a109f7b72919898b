package gochat.bench;

import gochat.bench.wire.Stamp;
import java.time.Duration;

/// What a run does.
///
/// @param name of the command
/// @param receivers those who only receive
/// @param stalled how many of the receivers do not read until all others are done
/// @param direct sender i writes to receiver i alone, instead of everybody to all
/// @param contentBytes of each message, at least those of a [Stamp]
/// @param warmup time under the same load before the measured time
/// @param patience after this time without any delivery what is still missing counts as lost
record Plan(
    String name,
    Target target,
    int receivers,
    int senders,
    int stalled,
    boolean direct,
    Pace pace,
    int contentBytes,
    Duration warmup,
    Duration measured,
    Duration patience) {
  private static final int CONTENT_BYTES_MAX = 16_000;

  Plan {
    check(receivers, 1, 60_000, "--receivers");
    check(senders, 1, 60_000, "--senders");
    check(stalled, 0, receivers - 1, "--stall");
    check(contentBytes, Stamp.BYTES, CONTENT_BYTES_MAX, "--size");
    check(warmup.toMillis() / 1e3, 0, 3_600, "--warmup-seconds");
    check(measured.toMillis() / 1e3, 0.1, 3_600, "--seconds");
    check(patience.toMillis() / 1e3, 0.1, 3_600, "--patience-seconds");
    switch (pace) {
      case Pace.Window(int inFlight) -> check(inFlight, 1, 1_000_000, "--window");
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
