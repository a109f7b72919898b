package gochat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToTheLimit() {
    Backoff backoff = new Backoff(500, 3_000, Backoff.Jitter.HALF, always(0));
    assertThat(pauses(backoff, 5)).containsExactly(500L, 1_000L, 2_000L, 3_000L, 3_000L);
  }

  @Test
  void jitterShortensAPauseByAtMostHalf() {
    Backoff backoff = new Backoff(500, 3_000, Backoff.Jitter.HALF, always(0.999_999));
    assertThat(pauses(backoff, 3)).containsExactly(251L, 501L, 1_001L);
  }

  @Test
  void withFullJitterAPauseMayBeAsShortAsNone() {
    Backoff backoff = new Backoff(500, 3_000, Backoff.Jitter.FULL, always(0.999_999));
    assertThat(pauses(backoff, 3)).containsExactly(1L, 1L, 1L);
  }

  @Test
  void theSameSeedGivesTheSamePausesSpreadOverTheWholeRange() {
    List<Long> pauses = pauses(seeded(7), 1_000);
    assertThat(pauses).isEqualTo(pauses(seeded(7), 1_000)).isNotEqualTo(pauses(seeded(8), 1_000));
    assertThat(pauses.subList(3, 1_000)).allMatch(pauseMs -> pauseMs >= 0 && pauseMs <= 3_000);
    assertThat(pauses.subList(3, 1_000)).anyMatch(pauseMs -> pauseMs < 300);
    assertThat(pauses.subList(3, 1_000)).anyMatch(pauseMs -> pauseMs > 2_700);
  }

  private static Backoff seeded(long seed) {
    return new Backoff(500, 3_000, Backoff.Jitter.FULL, new SplittableRandom(seed));
  }

  @Test
  void startsSmallAgainAfterAReset() {
    Backoff backoff = new Backoff(500, 3_000, Backoff.Jitter.HALF, always(0));
    pauses(backoff, 60);
    backoff.reset();
    assertThat(backoff.nextMs()).isEqualTo(500);
  }

  private static List<Long> pauses(Backoff backoff, int count) {
    return Stream.generate(backoff::nextMs).limit(count).toList();
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
