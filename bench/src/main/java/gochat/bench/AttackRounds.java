package gochat.bench;

import gochat.bench.attack.Attack;
import gochat.bench.attack.Attacker;
import gochat.bench.attack.Attacks;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// Attacks one after the other while others chat, and measures how long these wait; in between it
/// measures the same without an attack. For one thread, which waits.
final class AttackRounds {
  /// So that it is the server that is measured: the attacker and the others share a core.
  private static final Attacker.Rate RATE = new Attacker.Rate(10_000, 100);

  private static final int ATTACKS_PER_QUIET = 5;
  private static final Duration SETTLING = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final double NS_PER_MS = 1e6;

  private final BackgroundLoad others;
  private final HeapProbe heap;
  private final List<Double> quietMs = new ArrayList<>();
  private long quietHeapBytes;

  AttackRounds(BackgroundLoad others, HeapProbe heap) {
    this.others = others;
    this.heap = heap;
  }

  /// Makes each attack once, unmeasured, so that the server's code for it is compiled.
  void warmUp(List<AttackFigures> all, Duration each)
      throws IOException, InterruptedException, LoadException {
    for (AttackFigures figures : all) {
      attack(figures, each);
    }
    quietHeapBytes = heap.usedBytes();
  }

  /// Makes and measures each attack once.
  void round(List<AttackFigures> all, Duration each)
      throws IOException, InterruptedException, LoadException {
    for (int i = 0; i < all.size(); i++) {
      if (i % ATTACKS_PER_QUIET == 0) {
        quietMs.add(p99Ms(others.measure(each)));
        tell("no attack", quietMs.getLast(), "");
      }
      Measured measured = attack(all.get(i), each);
      if (measured.connections == 0) {
        throw new LoadException(all.get(i).attack().name() + ": the attack could not be made");
      }
      all.get(i).add(measured.p99Ms, measured.heapBytes);
      tell(
          all.get(i).attack().name(),
          measured.p99Ms,
          (measured.heapBytes >> 20) + " MB, " + measured.connections + " connections");
    }
  }

  private static void tell(String what, double p99Ms, String more) {
    System.err.printf(Locale.ROOT, "%-24s p99 %6.2f ms  %s%n", what, p99Ms, more);
  }

  /// The median without an attack.
  double quietMs() {
    return AttackFigures.median(quietMs);
  }

  long quietHeapBytes() {
    return quietHeapBytes;
  }

  /// @param connections that the attacker has opened
  private record Measured(double p99Ms, long heapBytes, int connections) {}

  private Measured attack(AttackFigures figures, Duration time)
      throws IOException, InterruptedException, LoadException {
    Attack attack = figures.attack();
    Measured measured;
    Thread thread;
    try (Attacker attacker = new Attacker(figures.way(), Attacks.ALL.indexOf(attack), RATE)) {
      attack.prepare(attacker);
      thread = Thread.startVirtualThread(() -> strike(attack, attacker));
      Histogram latencyNs = others.measure(time);
      measured = new Measured(p99Ms(latencyNs), heap.usedBytes(), attacker.connections());
    }
    thread.join();
    Verdict verdict = others.verdict(PATIENCE);
    if (verdict.violations() > 0) {
      throw new LoadException(attack.name() + ": it harmed others: " + verdict);
    }
    Thread.sleep(SETTLING);
    return measured;
  }

  /// Attacks until the attacker is closed.
  private static void strike(Attack attack, Attacker attacker) {
    while (!attacker.isClosed()) {
      try {
        var _ = attack.strike(attacker);
      } catch (IOException | StatusRuntimeException e) {
        // The server, or the end of the attack, has closed a connection.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static double p99Ms(Histogram latencyNs) {
    return latencyNs.getValueAtPercentile(99) / NS_PER_MS;
  }
}
