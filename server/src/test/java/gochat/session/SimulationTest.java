package gochat.session;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.checker.Invariant.Violation;
import gochat.shard.FaultyShard.Fault;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SilentServer.class)
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("gochat.simulation.seeds", 100);
  private static final long FIRST_SEED = Long.getLong("gochat.simulation.first-seed", 0);

  /// Within so many every planted fault shows; most show in the first few.
  private static final int FAULT_SEEDS_MAX = 2_000;

  /// Seeds that show the rare faults, which are tried first. A change of the simulation may move
  /// them, which costs time only: the output of this test names the new ones.
  private static final Map<Fault, Long> FIRST_TRIED =
      Map.of(
          Fault.CONFLICT_DECIDED_ON_OLD_STATE, 36L,
          Fault.NO_DEDUPE, 55L,
          Fault.FOLLOWER_AHEAD_IGNORED, 723L,
          Fault.TOPIC_NOT_ERASED, 1498L,
          Fault.NOTE_SKIPPED, 268L,
          Fault.DEPARTURE_IGNORED, 1642L,
          Fault.WHISPER_NOT_AWAITED, 333L);

  @Test
  void noSeedBreaksAPromise() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      assertThat(World.run(seed, Fault.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPlantedFaultBreaksItsPromise(Fault fault) {
    long first = FIRST_TRIED.getOrDefault(fault, 0L);
    OptionalLong caught =
        LongStream.range(first, first + FAULT_SEEDS_MAX)
            .map(seed -> seed % FAULT_SEEDS_MAX)
            .filter(seed -> isCaught(fault, seed))
            .findFirst();

    assertThat(caught).isPresent();
    System.out.println(fault + " is caught with seed " + caught.getAsLong());
  }

  private static boolean isCaught(Fault fault, long seed) {
    return World.run(seed, fault).stream()
        .anyMatch(violation -> violation.invariant() == fault.breaks());
  }

  @Test
  void aSeedReplaysTheSameRun() {
    Fault fault = Fault.DELIVER_BEFORE_APPEND;
    long seed =
        LongStream.range(0, FAULT_SEEDS_MAX)
            .filter(each -> isCaught(fault, each))
            .findFirst()
            .orElseThrow();
    List<Violation> found = World.run(seed, fault);

    assertThat(World.run(seed, fault)).isEqualTo(found).isNotEmpty();
  }
}
