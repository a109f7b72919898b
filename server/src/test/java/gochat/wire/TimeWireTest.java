package gochat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWireTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1_000, 1_790_000_000_123L, -1, -1_000, -62_135_596_800_000L})
  void aTimeIsThereAndBackTheSame(long ms) {
    assertThat(TimeWire.toMs(TimeWire.of(ms))).isEqualTo(ms);
  }

  @Test
  void nanosecondsOfATimestampAreNeverNegative() {
    assertThat(TimeWire.of(-1))
        .isEqualTo(Timestamp.newBuilder().setSeconds(-1).setNanos(999_000_000).build());
  }

  @Test
  void theEventsFromATimeOnStartWithTheNextWholeMillisecond() {
    assertThat(TimeWire.toMs(Timestamp.newBuilder().setNanos(1).build())).isEqualTo(1);
  }
}
