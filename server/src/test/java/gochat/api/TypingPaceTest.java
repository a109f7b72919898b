package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import gochat.room.RoomId;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TypingPaceTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final TypingPace pace = new TypingPace(nanos::get);
  private final UUID alice = UUID.randomUUID();

  @Test
  @Holds("typing.pause-ms")
  void aUserTellsARoomOnceInThreeSeconds() {
    assertThat(pace.allows(alice, RoomId.LOBBY)).isTrue();

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(3) - 1);
    assertThat(pace.allows(alice, RoomId.LOBBY)).isFalse();

    nanos.addAndGet(1);
    assertThat(pace.allows(alice, RoomId.LOBBY)).isTrue();
  }

  @Test
  @Holds("typing.writers-max")
  void onlySoManyAreRemembered() {
    assertThat(pace.allows(alice, RoomId.LOBBY)).isTrue();
    for (int i = 1; i < 10_000; i++) {
      pace.allows(UUID.randomUUID(), RoomId.LOBBY);
    }
    assertThat(pace.allows(alice, RoomId.LOBBY)).isFalse();

    pace.allows(UUID.randomUUID(), RoomId.LOBBY);
    assertThat(pace.allows(alice, RoomId.LOBBY)).isTrue();
  }

  @Test
  void eachUserAndEachRoomCountsForItself() {
    assertThat(pace.allows(alice, RoomId.LOBBY)).isTrue();

    assertThat(pace.allows(alice, new RoomId("other"))).isTrue();
    assertThat(pace.allows(UUID.randomUUID(), RoomId.LOBBY)).isTrue();
  }
}
