package gochat.bench;

import gochat.bench.attack.Attack;
import gochat.bench.attack.Attacker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The effect of one attack on other clients, in all rounds.
final class AttackFigures {
  /// The greatest allowed ratio of the others' wait to their wait without an attack.
  static final double RATIO_MAX = 3;

  /// Below this wait no ratio fails a run: it does not disturb a conversation, and busy machines
  /// pause as long without an attack.
  static final double NOTICED_MS = 250;

  static final String HEADER =
      """
      | attack | at | the server | p99 | ratio | heap |
      |---|---|---|---|---|---|\
      """;

  private final Attack attack;
  private final Attacker.Way way;
  private final List<Double> p99Ms = new ArrayList<>();
  private long heapBytes;

  AttackFigures(Attack attack, Attacker.Way way) {
    this.attack = attack;
    this.way = way;
  }

  Attack attack() {
    return attack;
  }

  Attacker.Way way() {
    return way;
  }

  /// @param ms the others' wait in one round
  void p99(double ms) {
    p99Ms.add(ms);
  }

  /// @param bytes of the server's heap while the attacker's connections were open
  void heap(long bytes) {
    heapBytes = bytes;
  }

  boolean isWithinBounds(double quietMs) {
    return (isWithinRatio(quietMs) || medianMs() <= NOTICED_MS)
        && heapBytes <= attack.heapBytesMax();
  }

  private boolean isWithinRatio(double quietMs) {
    return medianMs() <= RATIO_MAX * quietMs;
  }

  private double medianMs() {
    return median(p99Ms);
  }

  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  /// A row of the table that [#HEADER] begins. A ratio above [#RATIO_MAX] is bold.
  String row(double quietMs) {
    return String.format(
        Locale.ROOT,
        isWithinRatio(quietMs)
            ? "| %s | %s%s | %s | %.1f ms | %.1f | %d MB |"
            : "| %s | %s%s | %s | %.1f ms | **%.1f** | %d MB |",
        attack.name(),
        switch (way.port()) {
          case GRPC -> "gRPC";
          case WEB -> "web";
        },
        way.tls() ? ", TLS" : "",
        attack.sentence(),
        medianMs(),
        medianMs() / quietMs,
        heapBytes >> 20);
  }
}
