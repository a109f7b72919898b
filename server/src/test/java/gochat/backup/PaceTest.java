package gochat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.limit.LimitTable.Holds;
import gochat.pause.Pause;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int BYTES = 1 << 20;

  @Test
  @Holds("backup.bytes-per-second")
  void aCopyIsNoFasterThanItsPace() {
    long start = System.nanoTime();
    Pace pace = new Pace(10L * BYTES, Pause.UNTIL_INTERRUPT);

    for (int i = 0; i < 4; i++) {
      pace.copied(BYTES);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(390));
  }

  @Test
  void anInterruptEndsACopy() {
    Pace pace = new Pace(BYTES, Pause.UNTIL_INTERRUPT);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pace.copied(0)).isInstanceOf(CancellationException.class);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pace.copied(BYTES)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
