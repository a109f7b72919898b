package gochat.session;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.shard.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SilentServer.class)
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("gochat.simulation.seeds", 100);

  /// Within so many every planted fault shows; most show in the first few.
  private static final int FAULT_SEEDS_MAX = 300;

  @Test
  void noSeedBreaksTheSeedContract() {
    assertThatNoSeedBreaks(SimulationTest::lobby);
  }

  @Test
  void noSeedBreaksTheContractOfRooms() {
    assertThatNoSeedBreaks(Cast::new);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "DELIVER_BEFORE_APPEND",
        "ANSWER_BEFORE_APPEND",
        "NO_FORGET",
        "NO_DEDUPE",
        "POSTS_NOT_AWAITED",
        "STOP_UNHEARD"
      })
  void aFaultInTheLobbyIsCaught(Fault fault) {
    assertThat(failing(fault, SimulationTest::lobby).findFirst()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONE", "POSTS_NOT_AWAITED"},
      mode = EnumSource.Mode.EXCLUDE)
  void aFaultInARoomIsCaught(Fault fault) {
    assertThat(failing(fault, Cast::new).findFirst()).isPresent();
  }

  @Test
  void aSeedReplaysTheSameRun() {
    Fault fault = Fault.DELIVER_BEFORE_APPEND;
    long failing = failing(fault, SimulationTest::lobby).findFirst().orElseThrow();

    assertThat(World.run(failing, fault, SimulationTest::lobby))
        .isEqualTo(World.run(failing, fault, SimulationTest::lobby));
  }

  private static void assertThatNoSeedBreaks(Function<World, Scenario> scenario) {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(World.run(seed, Fault.NONE, scenario)).as("seed %d", seed).isEmpty();
    }
  }

  private static LongStream failing(Fault fault, Function<World, Scenario> scenario) {
    return LongStream.range(0, FAULT_SEEDS_MAX)
        .filter(seed -> !World.run(seed, fault, scenario).isEmpty());
  }

  /// Clients of the first contract, and some that read the same log by a cursor.
  static Scenario lobby(World world) {
    List<Participant> all = new ArrayList<>();
    List<SeedClient> seeds = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(new ResumingClient(world, "resuming" + i));
      boolean hasAccount = i > 0;
      seeds.add(new SeedClient(world, "seed" + i, seeds, hasAccount));
    }
    all.addAll(seeds);
    return () -> all;
  }
}
