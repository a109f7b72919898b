package gochat.session;

import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static gochat.session.Core.invite;
import static gochat.session.Core.kick;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomKind;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The feed of a room that its user leaves, where no signal closes it: a stream that ends gets
/// none.
class FeedDepartureTest {
  private final Core core = new Core();
  private final User alice = account("Alice");
  private final User bob = account("Bob");
  private final SlowReader reader = new SlowReader();
  private final Listener owner = new Listener();
  private Feed feed;
  private CatchUp catchUp;

  @BeforeEach
  void follow() {
    core.act(ROOM, Core.create(alice, RoomKind.PUBLIC));
    core.act(ROOM, invite(alice, bob));
    Lane lane = new Lane(Runnable::run, Runnable::run);
    catchUp = new CatchUp(lane, core.journal, reader, new SessionCounts());
    feed =
        new Feed(
            lane,
            core.shard,
            ROOM,
            new Recipient(bob.id(), () -> Standing.ACCOUNT, null, reader, catchUp),
            owner);
  }

  private List<Long> shown() {
    return reader.items.stream().map(item -> ((Item.Event) item).entry().seq()).toList();
  }

  private void readOn() {
    reader.takes = true;
    catchUp.drained();
    core.run();
  }

  @Test
  void aFeedThatIsBehindEndsWithTheDepartureToo() {
    feed.start(1, 2, 2);
    core.run();
    reader.takes = false;
    core.post(alice, ROOM, "unread");
    core.act(ROOM, kick(alice, bob));
    core.post(alice, ROOM, "not for Bob");

    readOn();

    assertThat(shown()).containsExactly(3L, 4L);
    assertThat(owner.departure).extracting(LogEntry::seq).isEqualTo(4L);
    assertThat(feed.isClosed()).isTrue();
  }

  @Test
  void aDepartureThatWasKnownWhenTheRoomWasLookedUpIsHistory() {
    core.act(ROOM, kick(alice, bob));
    core.post(alice, ROOM, "for all");

    feed.start(1, 0, 4);
    readOn();

    assertThat(shown()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(owner.departure).isNull();
    assertThat(feed.isLive()).isTrue();
  }

  private static final class SlowReader extends TestClient {
    final List<Item> items = new ArrayList<>();
    boolean takes = true;

    @Override
    public boolean offer(List<Item> offered) {
      return takes && items.addAll(offered);
    }

    @Override
    public boolean isDrained() {
      return takes;
    }
  }

  private static final class Listener implements FeedOwner {
    @Nullable LogEntry departure;

    @Override
    public void joined() {}

    @Override
    public void removed(long to) {
      throw new AssertionError("nothing was removed");
    }

    @Override
    public void damaged(long seq) {
      throw new AssertionError("nothing is damaged");
    }

    @Override
    public void refused() {
      throw new AssertionError("all users may read a public room");
    }

    @Override
    public void departed(LogEntry departure) {
      assertThat(departure.event()).isInstanceOf(RoomEvent.Kicked.class);
      this.departure = departure;
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      throw new AssertionError(ending.toString(), cause);
    }
  }
}
