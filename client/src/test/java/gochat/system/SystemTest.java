package gochat.system;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.History;
import gochat.checker.History.Stop;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.grpc.LoopbackProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients of all kinds chat while their connections break and freeze, and while the server is
/// killed with `kill -9`, frozen with SIGSTOP, or stopped during a reconnect storm and started
/// again, and removes old events at its starts. Then the checker judges what all clients saw.
///
/// The times of the server's faults follow from the seed too. `-Dgochat.system.seconds=3600` for a
/// long run, in rounds of a minute; `-Dgochat.system.seed=…` for the steps of that seed.
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass(name = "seed {0}")
@MethodSource("seeds")
class SystemTest {
  private static final int SECONDS = Integer.getInteger("gochat.system.seconds", 5);
  private static final long SEED =
      Long.getLong("gochat.system.seed", new SplittableRandom().nextLong());

  /// The record of a round has to fit in memory.
  private static final int ROUND_SECONDS_MAX = 60;

  private static final int UP_MS_MAX = 3_000;
  private static final int DOWN_MS_MAX = 700;
  private static final int STOPPED_MS_MAX = 1_500;
  private static final int KEPT_EVENTS = 25;

  /// So many changes before the first fault that a shared room has more events than are kept.
  private static final int CHANGES_FIRST = 300;

  private final long seed;
  private final ServerProcess server;
  private final SystemRun run;

  SystemTest(long seed, @TempDir Path directory) throws IOException {
    this.seed = seed;
    server = ServerProcess.start(directory, Ports.NEW);
    try {
      run = new SystemRun(server, seed, LoopbackProxy::new);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, Math.ceilDiv(SECONDS, ROUND_SECONDS_MAX)).map(round -> SEED + round);
  }

  @AfterEach
  void close() throws IOException {
    run.close();
    server.close();
  }

  @Test
  void noFaultMakesTheSystemLoseRepeatReorderOrLeakEvents() throws Exception {
    System.out.println("gochat.system.seed=" + seed);
    play();
    History history = run.finish(_ -> false);
    System.out.println(history.summary());
    assertThat(history.removals()).anyMatch(removal -> removal.floor() > 0);
    assertThat(history.violations()).as("seed %d", seed).isEmpty();
  }

  /// Runs all scripts, and stops and kills the server by turns; once in between it freezes. After
  /// the first stop it removes old events of some rooms at each start; after the last stop no more,
  /// as it runs on.
  private void play() throws IOException, InterruptedException {
    LoopbackProxy frozen = run.devices().listen(TestUsers.FROZEN, Transport.GRPC, Map.of());
    run.begin();
    run.awaitStored(CHANGES_FIRST);
    SplittableRandom random = run.random();
    boolean isStop = true;
    long endAt =
        run.recorder().now() + TimeUnit.SECONDS.toNanos(Math.min(SECONDS, ROUND_SECONDS_MAX));
    boolean isLast = false;
    while (!isLast) {
      isLast = run.recorder().now() >= endAt - TimeUnit.MILLISECONDS.toNanos(UP_MS_MAX);
      Thread.sleep(random.nextInt(UP_MS_MAX / 2));
      server.freeze();
      Thread.sleep(random.nextInt(STOPPED_MS_MAX));
      server.thaw();
      frozen.freeze();
      int frozenMs = random.nextInt(UP_MS_MAX / 2);
      if (isStop || isLast) {
        stop(frozenMs, frozen);
        run.logs().keep(run.users().shared(), isLast ? 0 : KEPT_EVENTS);
      } else {
        Thread.sleep(frozenMs);
        server.kill();
        frozen.thaw();
        run.logs().read();
      }
      isStop = !isStop;
      Thread.sleep(random.nextInt(DOWN_MS_MAX));
      server.startAgain();
    }
    run.end();
  }

  /// Stops the server during a reconnect storm. The frozen link thaws before, as a stop waits for
  /// slow readers.
  private void stop(int afterMs, LoopbackProxy frozen) throws InterruptedException {
    String token = run.users().token(TestUsers.FROZEN);
    try (ReconnectStorm storm = new ReconnectStorm(server, token, run.recorder())) {
      Thread.sleep(afterMs);
      frozen.thaw();
      long signalledAt = run.recorder().now();
      int exitCode = server.stop();
      run.recorder()
          .stopped(new Stop(signalledAt, run.recorder().now(), exitCode, storm.attempts()));
    }
  }
}
