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

/// Makes attacks one after the other while other clients chat, and measures how long these wait. In
/// between it measures the same without an attack. For one thread, which blocks.
final class AttackRounds {
  /// Attacker and clients share a core: beyond this rate the clients would wait for the attacker.
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

  /// Makes each attack once, so that the server's code for it is compiled, and measures the
  /// server's heap meanwhile. It measures no wait: a look into the heap stops the server, and
  /// leaves it with less room than it has in use.
  void warmUp(List<AttackFigures> all, Duration each)
      throws IOException, InterruptedException, LoadException {
    quietHeapBytes = heap.usedBytes();
    for (AttackFigures figures : all) {
      Measured<Long> measured =
          attack(
              figures,
              () -> {
                others.measure(each);
                return heap.usedBytes();
              });
      figures.heap(measured.figure);
      tell(figures.attack().name(), (measured.figure >> 20) + " MB", measured.connections);
    }
  }

  /// Makes each attack once, and measures the others' wait.
  void round(List<AttackFigures> all, Duration each)
      throws IOException, InterruptedException, LoadException {
    for (int i = 0; i < all.size(); i++) {
      if (i % ATTACKS_PER_QUIET == 0) {
        quietMs.add(p99Ms(others.measure(each)));
        tell("no attack", p99(quietMs.getLast()), 0);
      }
      Measured<Histogram> measured = attack(all.get(i), () -> others.measure(each));
      if (measured.connections == 0) {
        throw new LoadException(all.get(i).attack().name() + ": the attack could not be made");
      }
      all.get(i).p99(p99Ms(measured.figure));
      tell(all.get(i).attack().name(), p99(p99Ms(measured.figure)), measured.connections);
    }
  }

  private static String p99(double ms) {
    return String.format(Locale.ROOT, "p99 %6.2f ms", ms);
  }

  private static void tell(String what, String figure, int connections) {
    System.err.printf(Locale.ROOT, "%-24s %s  %d connections%n", what, figure, connections);
  }

  /// The median without an attack.
  double quietMs() {
    return AttackFigures.median(quietMs);
  }

  long quietHeapBytes() {
    return quietHeapBytes;
  }

  /// Takes a measurement during an attack.
  @FunctionalInterface
  private interface Measure<T> {
    T take() throws InterruptedException, LoadException;
  }

  /// @param connections opened by the attacker
  private record Measured<T>(T figure, int connections) {}

  private <T> Measured<T> attack(AttackFigures figures, Measure<T> measure)
      throws IOException, InterruptedException, LoadException {
    Attack attack = figures.attack();
    Measured<T> measured;
    Thread thread;
    try (Attacker attacker = new Attacker(figures.way(), Attacks.ALL.indexOf(attack), RATE)) {
      attack.prepare(attacker);
      thread = Thread.startVirtualThread(() -> strike(attack, attacker));
      measured = new Measured<>(measure.take(), attacker.connections());
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
