package gochat.bench;

import gochat.bench.wire.Stamp;
import java.net.InetSocketAddress;
import java.time.Duration;

/// The parameters of a run.
///
/// @param name of the command
/// @param contentBytes of each message, at least [Stamp#BYTES]
/// @param warmup time under the same load before the measured time
/// @param drainTimeout time without any delivery after which missing messages count as lost
/// @param spread of the members over several servers
record Plan(
    String name,
    Target target,
    Topology topology,
    Pace pace,
    int contentBytes,
    Duration warmup,
    Duration measured,
    Duration drainTimeout,
    Spread spread) {
  private static final int CONTENT_BYTES_MAX = 16_000;

  /// All members connect to the target.
  Plan(
      String name,
      Target target,
      Topology topology,
      Pace pace,
      int contentBytes,
      Duration warmup,
      Duration measured,
      Duration drainTimeout) {
    this(name, target, topology, pace, contentBytes, warmup, measured, drainTimeout, Spread.NONE);
  }

  Plan {
    check(contentBytes, Stamp.BYTES, CONTENT_BYTES_MAX, "--size");
    check(warmup.toMillis() / 1e3, 0, 3_600, "--warmup-seconds");
    check(measured.toMillis() / 1e3, 0.1, 3_600, "--seconds");
    check(drainTimeout.toMillis() / 1e3, 0.1, 3_600, "--drainTimeout-seconds");
    switch (pace) {
      case Pace.Window(int inFlight) -> check(inFlight, 1, 1_000_000, "--window");
      case Pace.Shared(int inFlight) -> check(inFlight, 1, 1_000, "--window");
      case Pace.Rate(double perSecond) -> check(perSecond, 0.01, 10_000_000, "--rate");
    }
  }

  /// The server to which a member connects.
  ///
  /// @param index of the member
  InetSocketAddress addressOf(int index) {
    return spread.addressOf(index, topology.senders(), target.address());
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
