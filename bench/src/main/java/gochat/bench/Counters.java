package gochat.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// The counters of a run.
final class Counters {
  private static final long LATENCY_NS_MAX = 600_000_000_000L;
  private static final int EXAMPLES_MAX = 5;
  private static final int EXAMPLE_CHARACTERS_MAX = 200;

  private final Histogram latencyNs = new Histogram(LATENCY_NS_MAX, 3);
  private final List<String> examples = new ArrayList<>();
  private boolean recording;
  private long delivered;
  private long unexpected;
  private int connectionsLost;

  void record(boolean recording) {
    this.recording = recording;
  }

  void delivered(long ageNs) {
    delivered++;
    if (recording) {
      latencyNs.recordValue(Math.clamp(ageNs, 0, LATENCY_NS_MAX));
    }
  }

  /// To a slow reader; its latency says nothing about the server.
  void deliveredLate() {
    delivered++;
  }

  void unexpected(String what) {
    unexpected++;
    example(what);
  }

  void connectionLost(String what) {
    connectionsLost++;
    example(what);
  }

  private void example(String what) {
    if (examples.size() < EXAMPLES_MAX) {
      examples.add(what.substring(0, Math.min(what.length(), EXAMPLE_CHARACTERS_MAX)));
    }
  }

  Histogram latencyNs() {
    return latencyNs;
  }

  long delivered() {
    return delivered;
  }

  long unexpected() {
    return unexpected;
  }

  int connectionsLost() {
    return connectionsLost;
  }

  /// The first few unexpected messages and lost connections, in words.
  List<String> examples() {
    return examples;
  }
}
