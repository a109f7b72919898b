package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private final Repeats repeats = new Repeats();
  private final List<Long> told = new ArrayList<>();

  @Test
  void aHeadIsToldAgainAfterTwoAndAfterEightSeconds() {
    repeats.told(RoomId.LOBBY, 5, 0);

    assertThat(toldUntil(1)).isEmpty();
    assertThat(toldUntil(2)).containsExactly(5L);
    assertThat(toldUntil(7)).containsExactly(5L);
    assertThat(toldUntil(8)).containsExactly(5L, 5L);
    assertThat(toldUntil(100)).containsExactly(5L, 5L);
  }

  @Test
  void aLaterHeadTakesThePlaceOfTheOneBefore() {
    repeats.told(RoomId.LOBBY, 5, 0);
    repeats.told(RoomId.LOBBY, 6, Duration.ofSeconds(1).toNanos());

    assertThat(toldUntil(2)).isEmpty();
    assertThat(toldUntil(3)).containsExactly(6L);
  }

  private List<Long> toldUntil(long seconds) {
    repeats.repeat(Duration.ofSeconds(seconds).toNanos(), (_, head) -> told.add(head));
    return told;
  }
}
