package gochat.shard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveRoomTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private final LiveRoom room =
      new LiveRoom(new Room(RoomSnapshot.empty(RoomId.LOBBY), TestPolicy.of(1_000)));

  @Test
  void aFollowerThatLacksOnlyKeptEventsGoesLiveAtOnce() {
    record(100, 20_000);
    Newcomer newcomer = new Newcomer();

    room.admit(newcomer, 80);

    assertThat(newcomer.missed).extracting(LogEntry::seq).first().isEqualTo(81L);
    assertThat(newcomer.missed).hasSize(20);
  }

  @Test
  void aFollowerThatLacksMoreReadsTheLog() {
    record(100, 20_000);
    Newcomer newcomer = new Newcomer();

    room.admit(newcomer, 20);

    assertThat(newcomer.isBehind).isTrue();
    assertThat(newcomer.missed).isEmpty();
  }

  @Test
  @Holds("room.recent-entries-max")
  void soManyEventsAreKeptHoweverShortTheyAre() {
    record(1_030, 1_000_000);
    Newcomer late = new Newcomer();
    Newcomer later = new Newcomer();

    room.admit(late, 6);
    room.admit(later, 5);

    assertThat(late.missed).hasSize(1_024);
    assertThat(later.isBehind).isTrue();
  }

  @Test
  void aRoomGivesUpWhatItMayNotKeepAnyMore() {
    record(100, 20_000);
    record(1, 2_000);
    Newcomer newcomer = new Newcomer();

    room.admit(newcomer, 81);

    assertThat(newcomer.isBehind).isTrue();
  }

  @Test
  void removedEventsAreNotServedFromMemory() {
    record(100, 20_000);
    room.trimmed(90);
    Newcomer below = new Newcomer();
    Newcomer above = new Newcomer();

    room.admit(below, 89);
    room.admit(above, 90);

    assertThat(below.isBehind).isTrue();
    assertThat(above.missed).extracting(LogEntry::seq).first().isEqualTo(91L);
  }

  @Test
  void aLaterFollowerGetsNoErasedText() {
    record(new RoomEvent.Posted(ALICE, 0, null, "hello"), 20_000);
    record(new RoomEvent.ReactionAdded(ALICE, 0, 1, "+"), 20_000);
    record(new RoomEvent.TopicChanged(ALICE, 0, "old"), 20_000);
    RoomEvent topic = new RoomEvent.TopicChanged(ALICE, 0, "new");
    record(topic, 20_000);
    RoomEvent deleted = new RoomEvent.Deleted(ALICE, 0, 1);
    record(deleted, 20_000);
    Newcomer newcomer = new Newcomer();

    room.admit(newcomer, 0);

    assertThat(newcomer.missed)
        .extracting(LogEntry::event)
        .containsExactly(
            new RoomEvent.Redacted(ALICE, 0, false),
            new RoomEvent.Redacted(ALICE, 0, false),
            new RoomEvent.Redacted(ALICE, 0, true),
            topic,
            deleted);
  }

  @Test
  void aTurnIsGivenOnlyToLanesWithFollowers() {
    List<Runnable> ofStayer = new ArrayList<>();
    List<Runnable> ofLeaver = new ArrayList<>();
    room.admit(new LaneFollower(ofStayer::add), 0);
    LaneFollower leaver = new LaneFollower(ofLeaver::add);
    room.admit(leaver, 0);

    // The lanes have not added the followers yet.
    room.deliver(turn(), _ -> {});
    assertThat(ofStayer).hasSize(2);
    assertThat(ofLeaver).hasSize(2);

    ofStayer.forEach(Runnable::run);
    ofLeaver.forEach(Runnable::run);
    leaver.leave();
    room.deliver(turn(), _ -> {});
    assertThat(ofStayer).hasSize(3);
    assertThat(ofLeaver).hasSize(2);
  }

  private static Turn turn() {
    RoomEvent event = new RoomEvent.Posted(ALICE, 0, null, "hello");
    return new Turn(RoomId.LOBBY, 1, List.of(new LogEntry(1, event)));
  }

  private void record(int messages, long recentBytesMax) {
    for (int i = 0; i < messages; i++) {
      record(new RoomEvent.Posted(ALICE, 0, null, "hello"), recentBytesMax);
    }
  }

  private void record(RoomEvent event, long recentBytesMax) {
    room.recorded(new LogEntry(room.head() + 1, event), recentBytesMax);
  }

  private static final class Newcomer extends StubFollower {
    List<LogEntry> missed = List.of();
    boolean isBehind;

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      this.missed = missed;
      return true;
    }

    @Override
    public void behind(long head) {
      isBehind = true;
    }
  }

  private static final class LaneFollower extends StubFollower {
    private final Executor lane;
    private @Nullable Audience audience;

    LaneFollower(Executor lane) {
      this.lane = lane;
    }

    void leave() {
      requireNonNull(audience).remove(this);
    }

    @Override
    public Executor lane() {
      return lane;
    }

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      this.audience = audience;
      return true;
    }

    @Override
    public boolean deliver(Delivery delivery) {
      return true;
    }
  }
}
