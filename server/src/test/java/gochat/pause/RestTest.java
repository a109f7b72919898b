package gochat.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final long WORK_NANOS = Duration.ofMillis(5).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  /// The beginnings, lengths and ends of the pauses.
  private final List<Long> begins = new ArrayList<>();

  private final List<Long> lengths = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  @Test
  void aRestIsAsLongAsTheWorkBeforeIt() {
    long began = System.nanoTime();
    Rest rest = Rest.asLongAsWork(this::pause);
    spin(WORK_NANOS);
    rest.take();
    spin(WORK_NANOS);
    rest.take();

    assertThat(lengths.getFirst()).isBetween(WORK_NANOS, begins.getFirst() - began);
    assertThat(lengths.getLast()).isBetween(WORK_NANOS, begins.getLast() - ends.getFirst());
  }

  @Test
  void workWithoutRestsSeesThatItIsToEnd() {
    Rest.none(this::pause).take();

    assertThat(lengths).containsExactly(0L);
  }

  private void pause(Duration duration) {
    begins.add(System.nanoTime());
    lengths.add(duration.toNanos());
    spin(PAUSE_NANOS);
    ends.add(System.nanoTime());
  }

  private static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }
}
