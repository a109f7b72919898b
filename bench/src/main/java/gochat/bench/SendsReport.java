package gochat.bench;

import java.util.Locale;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// What came of sends: a latency for each that was acknowledged as stored in the measured time.
///
/// @param failed sends of the whole run that ended otherwise
/// @param example how one of them ended
record SendsReport(
    Pace pace,
    int contentBytes,
    double seconds,
    Histogram latencyNs,
    OptionalLong serverCpuUs,
    long generatorCpuUs,
    long failed,
    String example) {
  boolean passed() {
    return failed == 0 && stored() > 0;
  }

  private long stored() {
    return latencyNs.getTotalCount();
  }

  JsonLine json() {
    JsonLine line =
        new JsonLine()
            .put("command", "sends")
            .putPace(pace)
            .put("contentBytes", contentBytes)
            .put("seconds", seconds)
            .put("stored", stored())
            .put("storedPerSecond", stored() / seconds)
            .putLatency(latencyNs)
            .put("generatorCpuUsPerSend", (double) generatorCpuUs / stored());
    serverCpuUs.ifPresent(us -> line.put("serverCpuUsPerSend", (double) us / stored()));
    return line.put("failed", failed);
  }

  String text() {
    String summary =
        String.format(
            Locale.ROOT,
            "sends: %s, %d bytes: %.0f stored/s; ms: p50 %.2f  p99 %.2f  max %.2f; CPU per send:"
                + " server %.1f us, generator %.1f us",
            pace,
            contentBytes,
            stored() / seconds,
            latencyNs.getValueAtPercentile(50) / 1e6,
            latencyNs.getValueAtPercentile(99) / 1e6,
            latencyNs.getMaxValue() / 1e6,
            serverCpuUs.isPresent() ? (double) serverCpuUs.getAsLong() / stored() : Double.NaN,
            (double) generatorCpuUs / stored());
    return failed == 0 ? summary : summary + "; FAILED: " + failed + ", as " + example;
  }
}
