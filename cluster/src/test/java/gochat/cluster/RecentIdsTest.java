package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RecentIds ids = new RecentIds(nanos::get);

  @Test
  void aSecondCopyIsNoticedForSomeSeconds() {
    assertThat(ids.add("one")).isTrue();
    nanos.addAndGet(RecentIds.KEPT.toNanos());

    assertThat(ids.add("one")).isFalse();
    assertThat(ids.add("two")).isTrue();
  }

  @Test
  void oldIdsAreForgotten() {
    assertThat(ids.add("one")).isTrue();
    nanos.addAndGet(RecentIds.KEPT.toNanos() + 1);

    assertThat(ids.add("one")).isTrue();
  }

  @Test
  void ofVeryManyIdsTheOldestAreForgotten() {
    IntStream.rangeClosed(0, 65_536).forEach(i -> ids.add("id " + i));

    assertThat(ids.add("id 65536")).isFalse();
    assertThat(ids.add("id 0")).isTrue();
  }
}
