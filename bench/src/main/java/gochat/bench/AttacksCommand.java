package gochat.bench;

import gochat.bench.attack.Attack;
import gochat.bench.attack.AttackTarget;
import gochat.bench.attack.Attacker;
import gochat.bench.attack.Attacks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "attacks",
    description =
        "Attacks a server of GoChat while ordinary clients chat; prints a Markdown table of the"
            + " effect on them.",
    mixinStandardHelpOptions = true)
final class AttacksCommand implements Callable<Integer> {
  private static final int MS_PER_SECOND = 1_000;

  /// The rounds in which an attack exceeds its bounds before it fails: one pause of the machine
  /// alone is no failure.
  private static final int ROUNDS_TO_FAIL = 3;

  @Option(names = "--port", required = true, description = "the server's gRPC port on 127.0.0.1")
  private int port;

  @Option(
      names = "--web-port",
      required = true,
      description = "the server's web port; both ports take TLS and plaintext")
  private int webPort;

  @Option(names = "--pid", required = true, description = "the server's process, to read its heap")
  private long pid;

  @Option(
      names = "--only",
      split = ",",
      description = "only these attacks, separated by commas: \"ping flood,hpack bomb\"")
  private List<String> only = List.of();

  @Option(
      names = "--clients",
      description = "ordinary clients, a third for each of three protocols (${DEFAULT-VALUE})")
  private int clients = 100;

  @Option(names = "--rate", description = "their messages per second (${DEFAULT-VALUE})")
  private double rate = 100;

  @Option(
      names = "--rounds",
      description =
          "an odd number (${DEFAULT-VALUE}); what is beyond the bounds is measured three times")
  private int rounds = 3;

  @Option(names = "--seconds", description = "measured time of each attack (${DEFAULT-VALUE})")
  private double seconds = 1.5;

  @Option(
      names = "--warmup-seconds",
      description = "time before it, in which each attack is made once (${DEFAULT-VALUE})")
  private double warmupSeconds = 20;

  @Option(names = "--seed", description = "for the choice of ports and TLS (${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() throws Exception {
    Plan.check(clients, 9, 10_000, "--clients");
    Plan.check(rate, 1, 10_000, "--rate");
    Plan.check(rounds, 1, 99, "--rounds");
    Plan.check(seconds, 0.1, 60, "--seconds");
    Plan.check(warmupSeconds, 0, 600, "--warmup-seconds");
    AttackTarget target = new AttackTarget(port, webPort);
    SplittableRandom random = new SplittableRandom(seed);
    List<AttackFigures> figures =
        Attacks.ALL.stream()
            .map(attack -> new AttackFigures(attack, drawWay(attack, target, random)))
            .filter(each -> only.isEmpty() || only.contains(each.attack().name()))
            .toList();
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("--only: %s (expected: names of attacks)".formatted(only));
    }
    List<Target> wires = wires();
    try (HeapProbe heap = HeapProbe.attach(pid);
        BackgroundLoad others = BackgroundLoad.start(wires, clients / wires.size(), rate)) {
      AttackRounds attacks = new AttackRounds(others, heap);
      attacks.warmUp(figures, duration(warmupSeconds / figures.size()));
      for (int i = 0; i < rounds; i++) {
        attacks.round(figures, duration(seconds));
      }
      for (int i = rounds; i < ROUNDS_TO_FAIL; i++) {
        attacks.round(beyondBounds(figures, attacks.quietMs()), duration(seconds));
      }
      return print(figures, attacks.quietMs(), attacks.quietHeapBytes());
    }
  }

  private static List<AttackFigures> beyondBounds(List<AttackFigures> figures, double quietMs) {
    return figures.stream().filter(each -> !each.isWithinBounds(quietMs)).toList();
  }

  private static Attacker.Way drawWay(Attack attack, AttackTarget target, SplittableRandom random) {
    List<Attacker.Way> ways = attack.drawWays(target, random);
    return ways.get(random.nextInt(ways.size()));
  }

  /// The protocols of the ordinary clients.
  private List<Target> wires() {
    return Stream.of(ProtocolName.SEED, ProtocolName.V1, ProtocolName.WEBSOCKET)
        .map(protocol ->
            new Target(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    protocol == ProtocolName.WEBSOCKET ? webPort : port),
                protocol.forServer("localhost"),
                false,
                OptionalLong.of(pid)))
        .toList();
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MS_PER_SECOND));
  }

  /// @return the exit code
  private static int print(List<AttackFigures> figures, double quietMs, long quietHeapBytes) {
    System.out.printf(
        "Without an attack: p99 %.2f ms, heap %d MB.%n%n", quietMs, quietHeapBytes >> 20);
    System.out.println(AttackFigures.HEADER);
    figures.forEach(each -> System.out.println(each.row(quietMs)));
    List<String> failed =
        beyondBounds(figures, quietMs).stream().map(each -> each.attack().name()).toList();
    if (!failed.isEmpty()) {
      System.err.printf(
          "Beyond the bounds (p99 at most %.0f times the quiet one or %.0f ms, and the heap): %s%n",
          AttackFigures.RATIO_MAX, AttackFigures.NOTICED_MS, String.join(", ", failed));
    }
    return failed.isEmpty() ? 0 : 1;
  }
}
