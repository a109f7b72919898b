package gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /// Near the end of the range, so that time overflows.
  private static final long START = Long.MAX_VALUE - 1_000;

  private final TokenBucket bucket = TokenBucket.perSecond(10, 2, START);

  @Test
  void gatheredTokensCanBeTakenAtOnce() {
    bucket.take(20, START);

    assertThat(bucket.waitNanos(START)).isZero();
  }

  @Test
  void aDebtIsPaidAtTheRate() {
    bucket.take(25, START);

    assertThat(bucket.waitNanos(START)).isEqualTo(SECOND / 2);
    assertThat(bucket.waitNanos(START + SECOND / 4)).isEqualTo(SECOND / 4);
    assertThat(bucket.waitNanos(START + SECOND)).isZero();
  }

  @Test
  void noMoreGathersThanTheBucketHolds() {
    bucket.take(1, START);
    long later = START + 1_000 * SECOND;
    bucket.take(30, later);

    assertThat(bucket.waitNanos(later)).isEqualTo(SECOND);
  }

  @Test
  void itIsFullAgainWhenNothingWasTakenForAWhile() {
    bucket.take(5, START);

    assertThat(bucket.isNew(START)).isFalse();
    assertThat(bucket.isNew(START + SECOND / 2)).isTrue();
  }

  @Test
  void anHourlyOneHoldsSoManyAndRefillsInAnHour() {
    TokenBucket hourly = TokenBucket.perHour(50, START);
    for (int i = 0; i < 50; i++) {
      assertThat(hourly.waitNanos(1, START)).isZero();
      hourly.take(1, START);
    }

    assertThat(hourly.waitNanos(1, START)).isEqualTo(72 * SECOND);
    assertThat(hourly.waitNanos(1, START + 72 * SECOND)).isZero();
    assertThat(hourly.isNew(START + 3_600 * SECOND)).isTrue();
  }
}
