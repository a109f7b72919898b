package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
  // The time of the example in RFC 9562, appendix A.6.
  private static final long TIME_MS = 0x017F22E279B0L;

  private final AtomicLong nowMs = new AtomicLong(TIME_MS);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final MessageIds ids = new MessageIds(clock);

  @Test
  void anIdBeginsWithTheTimeAndIsOfVersionSeven() {
    UUID id = UUID.fromString(ids.next());

    assertThat(id.toString()).startsWith("017f22e2-79b0-7");
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void idsGrowWithinAMillisecondHoweverMany() {
    assertThat(made(10_000)).isSorted();
  }

  @Test
  void idsGrowWhenTheClockGoesBack() {
    String before = ids.next();
    nowMs.addAndGet(-60_000);

    assertThat(ids.next()).isGreaterThan(before);
  }

  @Test
  void idsOfTwoClientsAtTheSameTimeDiffer() {
    List<String> all = made(1_000);
    MessageIds other = new MessageIds(clock);
    for (int i = 0; i < 1_000; i++) {
      all.add(other.next());
    }

    assertThat(new HashSet<>(all)).hasSize(2_000);
  }

  private List<String> made(int count) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(ids.next());
    }
    return made;
  }
}
