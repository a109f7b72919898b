package gochat.faults;

/// What was measured of a fault.
///
/// @param times how often it happened
/// @param shownAfterMs the longest time until the server had done what it must
/// @param backAfterMs the longest time from the end of the fault until changes worked again and all
///   clients were back, with the start of the server where it had ended
record FaultFigures(int times, long shownAfterMs, long backAfterMs) {
  FaultFigures plus(FaultFigures other) {
    return new FaultFigures(
        times + other.times,
        Math.max(shownAfterMs, other.shownAfterMs),
        Math.max(backAfterMs, other.backAfterMs));
  }
}
