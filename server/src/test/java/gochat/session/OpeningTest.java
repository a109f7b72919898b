package gochat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.User;
import gochat.limit.LimitTable.Holds;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The reads when a member of many rooms opens a stream.
class OpeningTest {
  private final Core core = new Core();
  private final User alice = Core.account("Alice");
  private final AtomicInteger looks = new AtomicInteger();

  @BeforeEach
  void makeRooms() {
    for (int i = 0; i < 150; i++) {
      core.record(new RoomId("room " + i), Core.create(alice, RoomKind.PRIVATE));
    }
  }

  @Test
  @Holds("stream.start-rooms-at-once")
  void roomsAreReadAHundredAtATime() {
    Opening opening = read(Integer.MAX_VALUE);

    assertThat(opening.rooms()).as("and the lobby").hasSize(151);
    assertThat(looks).as("queries: two for rooms, two for unread counts").hasValue(4);
  }

  @Test
  void nothingMoreIsReadWhenTheStreamIsGone() {
    assertThatThrownBy(() -> read(1)).isInstanceOf(CancellationException.class);

    assertThat(looks).hasValue(2);
  }

  /// @param looksMax how often the stream is still there
  private Opening read(int looksMax) {
    return Opening.read(
        core.services, alice, Core.from(), () -> looks.incrementAndGet() > looksMax);
  }
}
