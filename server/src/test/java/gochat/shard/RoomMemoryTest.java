package gochat.shard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The rooms that stay in memory, as the journal sees them: all others are loaded.
class RoomMemoryTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final int ROOMS = 10_000;

  private final AtomicLong nowMs = new AtomicLong(1_000_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final CountingJournal journal = new CountingJournal();
  private final RoomMemory memory = new RoomMemory(journal, TestPolicy.of(1_000), clock, _ -> {});
  private final Shard shard =
      new Shard(journal, new ShardConfig(2 * ROOMS, TestPolicy.of(1_000)), clock, _ -> {}, memory);

  @Test
  @Holds("room.idle-ms")
  void roomsWithoutUseAndFollowersLeaveMemory() {
    create(ROOMS);
    assertThat(memory.size()).isEqualTo(ROOMS);

    nowMs.addAndGet(59_999);
    run();
    assertThat(memory.size()).isEqualTo(ROOMS);

    nowMs.addAndGet(1);
    run();
    assertThat(memory.size()).isZero();
  }

  @Test
  void oneSweepIsBoundedHoweverManyRoomsAreIdle() {
    create(ROOMS);
    nowMs.addAndGet(60_000);

    assertThat(shard.turn()).isTrue();
    assertThat(memory.size()).isEqualTo(ROOMS - 1_024);
    assertThat(memory.sweepDueMs()).isEqualTo(1);
  }

  @Test
  void aRoomThatIsUsedOrFollowedStays() {
    create(3);
    Listener listener = new Listener();
    shard.follow(room(1), listener, 1);
    run();
    nowMs.addAndGet(30_000);
    post(room(2));
    nowMs.addAndGet(30_000);
    run();

    assertThat(memory.size()).isEqualTo(2);
    journal.loads = 0;
    post(room(1));
    post(room(2));
    assertThat(journal.loads).isZero();
    assertThat(listener.got).extracting(LogEntry::seq).containsExactly(2L);
    post(room(0));
    assertThat(journal.loads).isEqualTo(1);
  }

  @Test
  void aRoomStaysWhoseFollowerIsOnItsWay() {
    create(1);
    List<Runnable> lane = new ArrayList<>();
    Listener listener = new Listener(lane::add);
    shard.follow(room(0), listener, 1);
    shard.turn();
    nowMs.addAndGet(60_000);
    run();

    assertThat(memory.size()).isOne();
    post(room(0));
    lane.forEach(Runnable::run);
    assertThat(listener.got).extracting(LogEntry::seq).containsExactly(2L);
  }

  @Test
  void aShardWithoutRoomsHasNothingToLookAfter() {
    assertThat(memory.sweepDueMs()).isZero();
    create(1);
    assertThat(memory.sweepDueMs()).isEqualTo(60_000);
    nowMs.addAndGet(59_900);
    assertThat(memory.sweepDueMs()).isEqualTo(1_000);
  }

  @Test
  void slowModeGoesOnInARoomThatIsLoadedAgain() {
    create(1);
    Author bob = new Author(UUID.randomUUID(), UUID.randomUUID(), "Bob", Standing.ACCOUNT);
    submit(new Command.Invite(ALICE, bob.person()));
    submit(new Command.SetSlowMode(ALICE, 180_000));
    assertThat(submit(new Command.Post(bob, null, "hello"))).isEqualTo(new Outcome.Stored(4));

    nowMs.addAndGet(60_000);
    run();
    assertThat(memory.size()).isZero();

    assertThat(submit(new Command.Post(bob, null, "again")))
        .isEqualTo(new Outcome.Rejected(Rejection.SLOW_MODE, null, 120_000));
    nowMs.addAndGet(119_999);
    run();
    assertThat(submit(new Command.Post(bob, null, "again")))
        .isEqualTo(new Outcome.Rejected(Rejection.SLOW_MODE, null, 1));
    nowMs.addAndGet(1);
    assertThat(submit(new Command.Post(bob, null, "again"))).isEqualTo(new Outcome.Stored(5));
  }

  /// @return the outcome in the room 0
  private Outcome submit(Command command) {
    AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    shard.submit(room(0), command, new Submitter(outcome::set, () -> {}));
    run();
    return requireNonNull(outcome.get());
  }

  private static RoomId room(int number) {
    return new RoomId("room " + number);
  }

  private void create(int rooms) {
    RoomName name = new RoomName("name", "name");
    for (int i = 0; i < rooms; i++) {
      Command create = new Command.Create(ALICE, RoomKind.PRIVATE, name, "");
      shard.submit(room(i), create, new Submitter(_ -> {}, () -> {}));
    }
    run();
  }

  private void post(RoomId room) {
    shard.submit(room, new Command.Post(ALICE, null, "hello"), new Submitter(_ -> {}, () -> {}));
    run();
  }

  private void run() {
    boolean isBusy = true;
    while (isBusy) {
      isBusy = shard.turn();
    }
  }

  private static final class Listener extends StubFollower {
    final List<LogEntry> got = new ArrayList<>();
    private final Executor lane;

    Listener() {
      this(LANE);
    }

    Listener(Executor lane) {
      this.lane = lane;
    }

    @Override
    public Executor lane() {
      return lane;
    }

    @Override
    public UUID user() {
      return ALICE.user();
    }

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      return true;
    }

    @Override
    public boolean deliver(Delivery delivery) {
      return got.addAll(delivery.turn().entries());
    }
  }

  private static final class CountingJournal extends TestJournal {
    int loads;

    @Override
    public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
      loads += rooms.size();
      return super.load(rooms);
    }
  }
}
