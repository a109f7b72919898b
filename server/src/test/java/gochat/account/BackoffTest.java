package gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long START = Long.MAX_VALUE - 10;

  private final Backoff<String> backoff = new Backoff<>(new Backoff.Rule(2, 100, 1_000, 10_000));

  @Test
  void someTriesAreFreeAndThenEachWaitsTwiceAsLong() {
    long now = START;
    long[] expectedMs = {0, 0, 100, 200, 400, 800, 1_000, 1_000};
    for (long expected : expectedMs) {
      assertThat(waitMs("a", now)).isEqualTo(expected);
      now += TimeUnit.MILLISECONDS.toNanos(expected);
      assertThat(waitMs("a", now)).isZero();
      backoff.count("a", now);
    }
    assertThat(waitMs("b", now)).isZero();
  }

  @Test
  void theLongestWaitStaysTheLongest() {
    for (int i = 0; i < 1_000; i++) {
      backoff.count("a", START);
    }
    assertThat(waitMs("a", START)).isEqualTo(1_000);
  }

  @Test
  void triesAreForgottenOneByOne() {
    for (int i = 0; i < 4; i++) {
      backoff.count("a", START);
    }
    long later = START + TimeUnit.SECONDS.toNanos(20);
    assertThat(waitMs("a", later)).isZero();
    backoff.count("a", later);
    assertThat(waitMs("a", later)).isEqualTo(200);
  }

  @Test
  void aTryThatIsTakenBackDoesNotCount() {
    for (int i = 0; i < 10; i++) {
      backoff.count("a", START);
      backoff.takeBack("a");
    }
    assertThat(waitMs("a", START)).isZero();
  }

  @Test
  @Holds("account.guessers-max")
  void theLongestIdleEntryMakesRoom() {
    for (int i = 0; i < 3; i++) {
      backoff.count("first", START);
      backoff.count("second", START);
    }
    for (int i = 0; i < 16_383; i++) {
      backoff.count("other" + i, START);
      backoff.count("second", START);
    }
    assertThat(waitMs("first", START)).isZero();
    assertThat(waitMs("second", START)).isPositive();
  }

  private long waitMs(String key, long now) {
    return TimeUnit.NANOSECONDS.toMillis(backoff.waitNanos(key, now));
  }
}
