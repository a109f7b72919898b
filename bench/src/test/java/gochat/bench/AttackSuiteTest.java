package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.bench.attack.Attack;
import gochat.bench.attack.AttackTarget;
import gochat.bench.attack.Attacker;
import gochat.bench.attack.Attacks;
import gochat.bench.attack.Result;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each attack once, at each port at the same time, on a server with other clients.
/// `-Dgochat.attack.seed` repeats a run; `bench/attacks` measures the cost for the other clients.
@Timeout(60)
class AttackSuiteTest {
  private static final long SEED =
      Long.getLong("gochat.attack.seed", new SplittableRandom().nextLong());

  private static final int CLIENTS_EACH = 4;
  private static final int MESSAGES_PER_SECOND = 50;

  /// Failed sign-ins are logged, a few a minute.
  private static final int LOG_LINES_MAX = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;

  private static ServerProcess server;
  private static HeapProbe heap;
  private static BackgroundLoad others;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerProcess.start(
            directory,
            Ports.NEW,
            List.of(
                "--tls=self-signed",
                // No address is exempt from limits.
                "--limit-exempt=",
                // So that a flood meets its rate soon.
                "--rate-burst-seconds=1"));
    heap = HeapProbe.attach(server.pid());
    others =
        BackgroundLoad.start(
            List.of(
                target(server.port(), ProtocolName.SEED, false),
                target(server.port(), ProtocolName.V1, true),
                target(server.webPort(), ProtocolName.WEBSOCKET, false)),
            CLIENTS_EACH,
            MESSAGES_PER_SECOND);
  }

  private static Target target(int port, ProtocolName protocol, boolean tls) {
    return new Target(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        protocol.forServer("localhost"),
        tls,
        OptionalLong.empty());
  }

  @AfterAll
  static void stop() throws Exception {
    others.close();
    heap.close();
    server.close();
    // An attacker must not fill the log either.
    assertThat(server.complaints()).isEmpty();
    assertThat(server.warnings())
        .allMatch(line -> line.contains("sign-in failed") || line.contains("sign-ins failed"))
        .hasSizeLessThan(LOG_LINES_MAX);
  }

  static Stream<Arguments> attacks() {
    SplittableRandom random = new SplittableRandom(SEED);
    return Attacks.ALL.stream()
        .map(attack -> {
          List<Attacker.Way> ways =
              attack.drawWays(new AttackTarget(server.port(), server.webPort()), random);
          return Arguments.of(Named.of(name(attack, ways), attack), ways);
        });
  }

  private static String name(Attack attack, List<Attacker.Way> ways) {
    return ways.stream()
        .map(way -> way.port() + (way.tls() ? " with TLS" : ""))
        .collect(Collectors.joining(" and ", attack.name() + " at ", ", seed " + SEED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void theServerDefendsItselfAndOtherClientsAreNotAffected(Attack attack, List<Attacker.Way> ways)
      throws Exception {
    List<Attacker> attackers = new ArrayList<>();
    long heapBytes;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Attacker.Way way : ways) {
        int index = Attacks.ALL.indexOf(attack) + attackers.size() * Attacks.ALL.size();
        attackers.add(new Attacker(way, index, Attacker.Rate.UNBOUNDED));
      }
      List<Callable<Result>> strikes =
          attackers.stream().map(attacker -> strike(attack, attacker)).toList();
      List<Future<Result>> results = threads.invokeAll(strikes);
      heapBytes = heap.usedBytes();
      for (Future<Result> result : results) {
        assertThat(result.get().defence())
            .as("%s %s", attack.sentence(), results.stream().map(r -> r.resultNow()).toList())
            .isEqualTo(attack.defence());
      }
    } finally {
      for (Attacker attacker : attackers) {
        attacker.close();
      }
    }
    Verdict verdict = others.verdict(PATIENCE);
    assertThat(verdict.violations()).as(verdict.toString()).isZero();
    assertThat(heapBytes).isLessThan(attack.heapBytesMax());
    assertThat(server.isAlive()).isTrue();
  }

  private static Callable<Result> strike(Attack attack, Attacker attacker) {
    return () -> {
      attack.prepare(attacker);
      return attack.strike(attacker);
    };
  }
}
