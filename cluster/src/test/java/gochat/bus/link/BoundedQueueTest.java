package gochat.bus.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedQueueTest {
  private static final int MIB = 1024 * 1024;

  private final BoundedQueue<Integer> queue = new BoundedQueue<>(size -> size);

  @Test
  void aFullQueueTakesNothingUntilSomethingIsTakenOut() throws InterruptedException {
    for (int i = 0; i < 16; i++) {
      assertThat(queue.offer(MIB)).isTrue();
    }
    assertThat(queue.offer(1)).isFalse();

    assertThat(queue.take(3 * MIB)).hasSize(3);
    assertThat(queue.offer(3 * MIB)).isTrue();
    assertThat(queue.offer(1)).isFalse();

    assertThat(queue.clear()).hasSize(14);
    assertThat(queue.offer(17 * MIB)).isTrue();
    assertThat(queue.take(1)).containsExactly(17 * MIB);
  }

  @Test
  void theNumberIsBoundedToo() {
    for (int i = 0; i < 65_536; i++) {
      assertThat(queue.offer(0)).isTrue();
    }
    assertThat(queue.offer(0)).isFalse();
  }

  @Test
  void aQueueThatHasEndedTakesNothingAndGivesWhatItHas() throws InterruptedException {
    assertThat(queue.offer(1)).isTrue();
    queue.end();

    assertThat(queue.offer(2)).isFalse();
    assertThat(queue.take(MIB)).containsExactly(1);
    assertThat(queue.take(MIB)).isEmpty();
  }
}
