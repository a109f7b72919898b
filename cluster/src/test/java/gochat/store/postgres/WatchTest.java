package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final UUID LIFE = UUID.randomUUID();

  private final Watch watch = new Watch(Duration.ofSeconds(10));

  private Map<UUID, Long> look(long beat, int seconds) {
    return watch.look(Map.of(LIFE, beat), Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void aLifeIsDeadWhenItsBeatStandsStillForTheWholeTime() {
    for (int second = 100; second < 110; second++) {
      assertThat(look(1, second)).isEmpty();
    }
    assertThat(look(1, 110)).containsExactly(Map.entry(LIFE, 1L));
  }

  @Test
  void aBeatBeginsTheTimeAnew() {
    for (int second = 100; second < 110; second++) {
      assertThat(look(1, second)).isEmpty();
    }
    for (int second = 110; second < 120; second++) {
      assertThat(look(2, second)).isEmpty();
    }
    assertThat(look(2, 120)).containsOnlyKeys(LIFE);
  }

  @Test
  void aTimeWithoutALookDoesNotCount() {
    assertThat(look(1, 100)).isEmpty();
    assertThat(look(1, 120)).isEmpty();
    assertThat(watch.still(LIFE, Duration.ofSeconds(123).toNanos()))
        .contains(Duration.ofSeconds(3));
  }

  @Test
  void aLifeThatIsNotThereIsForgotten() {
    assertThat(look(1, 100)).isEmpty();
    assertThat(watch.look(Map.of(), Duration.ofSeconds(101).toNanos())).isEmpty();

    assertThat(watch.still(LIFE, 0)).isEmpty();
  }
}
