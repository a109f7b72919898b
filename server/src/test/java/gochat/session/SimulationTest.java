package gochat.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import gochat.shard.FaultyShard.Fault;
import gochat.shard.Shard;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class SimulationTest {
  private static final int SEEDS = Integer.getInteger("gochat.simulation.seeds", 500);

  /// The journal breaks thousands of times, as planned.
  @BeforeAll
  static void silenceTheShard() {
    ((Logger) LoggerFactory.getLogger(Shard.class)).setLevel(Level.OFF);
  }

  @Test
  void noSeedBreaksTheDeliveryContract() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(World.run(seed, Fault.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPlantedFaultIsCaught(Fault fault) {
    assertThat(LongStream.range(0, SEEDS).anyMatch(seed -> !World.run(seed, fault).isEmpty()))
        .isTrue();
  }

  @Test
  void aSeedReplaysTheSameRun() {
    Fault fault = Fault.DELIVER_BEFORE_APPEND;
    long failing =
        LongStream.range(0, SEEDS)
            .filter(seed -> !World.run(seed, fault).isEmpty())
            .findFirst()
            .orElseThrow();

    assertThat(World.run(failing, fault)).isEqualTo(World.run(failing, fault));
  }
}
