package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private final Audience audience = new Audience(StubFollower.LANE);
  private final List<Listener> served = new ArrayList<>();

  @Test
  void allAreServedInTheOrderInWhichTheyCame() {
    List<Listener> all = join(100);

    deliver();

    assertThat(served).containsExactlyElementsOf(all);
  }

  @Test
  void aFollowerThatIsNotReadyIsServedBehindTheOthers() {
    List<Listener> all = join(40);
    Listener slow = all.get(3);
    slow.isReady = false;

    deliver();

    assertThat(served).hasSize(40).last().isEqualTo(slow);
  }

  @Test
  void aFollowerThatDidNotTakeATurnIsNoLongerServed() {
    List<Listener> all = join(3);
    all.get(1).takes = false;

    assertThat(deliver()).isEqualTo(2);
    served.clear();
    deliver();

    assertThat(served).containsExactly(all.get(0), all.get(2));
  }

  @Test
  void aFollowerThatFailsCostsTheOthersNothing() {
    List<Listener> all = join(3);
    all.get(0).breaks = true;

    assertThat(deliver()).isEqualTo(2);

    assertThat(served).containsExactly(all.get(1), all.get(2));
    assertThat(all.get(0).hasFailed).isTrue();
  }

  @Test
  void aFollowerThatLeavesWhileOthersAreServedIsGoneInTheNextTurn() {
    List<Listener> all = join(3);
    all.get(0).onDelivery = () -> audience.remove(all.get(2));

    deliver();
    served.clear();
    deliver();

    assertThat(served).containsExactly(all.get(0), all.get(1));
  }

  private List<Listener> join(int count) {
    List<Listener> all = IntStream.range(0, count).mapToObj(_ -> new Listener()).toList();
    all.forEach(listener -> audience.add(listener, 0, List.of()));
    return all;
  }

  /// Delivers a turn.
  ///
  /// @return the number of followers that took it
  private int deliver() {
    RoomEvent event = new RoomEvent.Posted(ALICE, 0, null, "hello");
    return audience.deliver(
        new Delivery(new Turn(RoomId.LOBBY, 1, List.of(new LogEntry(1, event)))));
  }

  private final class Listener extends StubFollower {
    boolean isReady = true;
    boolean takes = true;
    boolean breaks;
    boolean hasFailed;
    Runnable onDelivery = () -> {};

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      return true;
    }

    @Override
    public boolean isReady() {
      return isReady;
    }

    @Override
    public boolean deliver(Delivery delivery) {
      if (breaks) {
        throw new IllegalStateException("broken");
      }
      served.add(this);
      onDelivery.run();
      return takes;
    }

    @Override
    public void failed(RuntimeException cause) {
      hasFailed = true;
    }
  }
}
