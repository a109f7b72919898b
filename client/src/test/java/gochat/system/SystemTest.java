package gochat.system;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Clients of all kinds chat while their connections break and freeze, and while the server is
/// killed with `kill -9` or stopped during a reconnect storm, and started again. Then the checker
/// judges the events of all clients.
///
/// `-Dgochat.system.seconds=3600` for a long run, in rounds of a minute; `-Dgochat.system.seed=…`
/// runs the scripts of that seed again; the order across threads is the machine's.
@DisabledOnOs(OS.WINDOWS)
class SystemTest {
  private static final int SECONDS = Integer.getInteger("gochat.system.seconds", 12);
  private static final long SEED =
      Long.getLong("gochat.system.seed", new SplittableRandom().nextLong());

  /// The record of a round has to fit in memory.
  private static final int ROUND_SECONDS_MAX = 60;

  @TempDir private Path directory;

  @Test
  void noFaultMakesTheSystemLoseRepeatReorderOrLeakEvents() throws Exception {
    int rounds = Math.ceilDiv(SECONDS, ROUND_SECONDS_MAX);
    for (int round = 0; round < rounds; round++) {
      play(SEED + round, Math.min(SECONDS, ROUND_SECONDS_MAX));
    }
  }

  private void play(long seed, int seconds) throws Exception {
    System.out.println("gochat.system.seed=" + seed);
    Path server = Files.createDirectory(directory.resolve("seed" + seed));
    try (SystemRun run = new SystemRun(server, seed)) {
      run.play(Duration.ofSeconds(seconds));
      History history = run.finish();
      System.out.println(history.summary());
      assertThat(history.violations()).as("seed %d", seed).isEmpty();
    }
  }
}
