package gochat.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/// One flat JSON object on one line. Keys and text come from this program and need no escapes.
final class JsonLine {
  private final StringBuilder out = new StringBuilder("{");

  JsonLine put(String key, long value) {
    return raw(key, Long.toString(value));
  }

  JsonLine put(String key, String value) {
    return raw(key, '"' + value + '"');
  }

  /// A number with three decimals, or null if it could not be measured.
  JsonLine put(String key, double value) {
    return raw(key, Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null");
  }

  JsonLine putLatency(Histogram ns) {
    return put("latencyP50Us", ns.getValueAtPercentile(50) / 1e3)
        .put("latencyP90Us", ns.getValueAtPercentile(90) / 1e3)
        .put("latencyP99Us", ns.getValueAtPercentile(99) / 1e3)
        .put("latencyP999Us", ns.getValueAtPercentile(99.9) / 1e3)
        .put("latencyMaxUs", ns.getValueAtPercentile(100) / 1e3);
  }

  JsonLine putPace(Pace pace) {
    return switch (pace) {
      case Pace.Window(int inFlight) -> put("window", inFlight);
      case Pace.Shared(int inFlight) -> put("window", inFlight);
      case Pace.Rate(double perSecond) -> put("rate", perSecond);
    };
  }

  private JsonLine raw(String key, String value) {
    if (out.length() > 1) {
      out.append(',');
    }
    out.append('"').append(key).append("\":").append(value);
    return this;
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
