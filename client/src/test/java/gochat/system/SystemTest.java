package gochat.system;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.system.checker.History;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Clients of all kinds chat while their connections break and get stuck, and while the server is
/// killed with `kill -9` and started again. Then the fourteen invariants of the contract are checked
/// from all that anybody saw. Lines 20, 32 and 34 of the test plan.
///
/// `-Dgochat.system.seconds=3600` for a long run; `-Dgochat.system.seed=…` plays the same scripts
/// again, in the machine's own interleaving.
@DisabledOnOs(OS.WINDOWS)
class SystemTest {
  private static final int SECONDS = Integer.getInteger("gochat.system.seconds", 12);
  private static final long SEED = Long.getLong("gochat.system.seed", System.nanoTime());

  @TempDir private Path directory;

  @Test
  void nothingIsLostRepeatedReorderedOrLeakedWhateverBreaks() throws Exception {
    System.out.println("gochat.system.seed=" + SEED);
    try (SystemRun run = new SystemRun(directory, SEED)) {
      run.play(Duration.ofSeconds(SECONDS));
      History history = run.finish();
      System.out.println(history.summary());
      assertThat(history.violations()).as("seed %d", SEED).isEmpty();
      assertThat(run.troubles()).as("seed %d", SEED).isEmpty();
    }
  }
}
