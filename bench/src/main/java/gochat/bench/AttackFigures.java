package gochat.bench;

import gochat.bench.attack.Attack;
import gochat.bench.attack.Attacker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one attack has cost the others, in all rounds.
final class AttackFigures {
  /// How many times as long as without an attack the others are to wait at most.
  static final double RATIO_MAX = 3;

  /// A shorter wait for a message does not disturb a conversation, and busy machines pause as long
  /// by themselves: below it a ratio fails no run.
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

  /// @param ms that the others waited in one round
  void p99(double ms) {
    p99Ms.add(ms);
  }

  /// @param bytes that the server held while the attacker's connections were open
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
