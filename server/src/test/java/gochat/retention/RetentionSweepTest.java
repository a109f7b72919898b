package gochat.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.limit.RetentionLimit;
import gochat.room.Author;
import gochat.room.RetentionRule;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.shard.ShardedRooms;
import gochat.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SilentServer.class)
class RetentionSweepTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final RetentionRule AUDIT = new RetentionRule(1_000_000, 0);
  private static final RoomId OTHER = RoomId.direct(ALICE.user(), ALICE.user());

  private final List<Integer> removed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean fails = new AtomicBoolean();
  private final AtomicBoolean breaks = new AtomicBoolean();
  private final TestJournal journal = new CountingJournal();
  private final Store store = journal.store();
  private final AtomicLong nowMs = new AtomicLong();
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final Shard shard =
      new Shard(journal, new ShardConfig(100, TestPolicy.of(1_000)), clock, _ -> {});
  private final ShardThread thread =
      new ShardThread(
          shard,
          fatal -> {
            throw new AssertionError(fatal);
          });

  /// Notes how many events each call removes.
  private final class CountingJournal extends TestJournal {
    @Override
    public long trim(RoomId room, long to, int eventsMax) {
      if (breaks.get()) {
        throw new IllegalStateException("planned");
      }
      if (fails.getAndSet(false)) {
        throw new JournalException("planned", new IOException());
      }
      long before = floor(room).head();
      long floor = super.trim(room, to, eventsMax);
      removed.add((int) (floor - before));
      return floor;
    }
  }

  @AfterEach
  void close() {
    thread.close();
  }

  private RetentionSweep sweep(RetentionRule server) {
    return sweep(server, shard);
  }

  private RetentionSweep sweep(RetentionRule server, Shard by) {
    return RetentionSweep.start(
        store.retention(),
        new RetentionSweep.Rules(server, AUDIT),
        new ShardedRooms(List.of(by)),
        clock,
        TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void post(RoomId room, int count, long atMs) {
    List<RoomEvent> events = new ArrayList<>();
    if (store.journal().head(room) == 0 && room.isDirect()) {
      events.add(new RoomEvent.DirectOpened(ALICE, atMs, ALICE.person()));
    }
    IntStream.range(0, count)
        .forEach(i -> events.add(new RoomEvent.Posted(ALICE, atMs, null, "text " + i)));
    store.journal().append(List.of(new Journal.Batch(room, store.journal().head(room), events)));
  }

  private long floor(RoomId room) {
    return store.journal().floor(room).head();
  }

  @Test
  @Holds("retention.turn-events-max")
  void aLongLogIsRemovedInTurnsOfAThousandEvents() {
    post(RoomId.LOBBY, 2_600, 1);
    try (RetentionSweep sweep = sweep(new RetentionRule(0, 100))) {
      await().until(() -> floor(RoomId.LOBBY) == 2_500);
      await().untilAsserted(() -> assertThat(sweep.removedSoFar()).isEqualTo(2_500));
    }
    assertThat(removed)
        .containsExactly(1_000, 1_000, 500)
        .first()
        .isEqualTo(RetentionLimit.TRIM_EVENTS.standardInt());
  }

  @Test
  @Holds("retention.pause-ms")
  void eventsGoWhenTheirTimeComes() {
    post(RoomId.LOBBY, 3, 1_000);
    post(RoomId.LOBBY, 2, 2_000);
    try (RetentionSweep _ = sweep(new RetentionRule(500, 0))) {
      nowMs.set(1_600);
      await().until(() -> floor(RoomId.LOBBY) == 3);
      nowMs.set(3_000);
      await().until(() -> floor(RoomId.LOBBY) == 5);
    }
  }

  @Test
  void aRoomsOwnRuleHoldsBesideThatOfTheServer() {
    post(RoomId.LOBBY, 20, 1);
    post(OTHER, 20, 1);
    store.retention().set(OTHER, new RetentionRule(0, 5));
    try (RetentionSweep _ = sweep(new RetentionRule(0, 10))) {
      await().until(() -> floor(OTHER) == 16 && floor(RoomId.LOBBY) == 10);
    }
  }

  @Test
  void withoutRulesNothingIsRemoved() {
    post(RoomId.LOBBY, 20, 1);
    post(OTHER, 20, 1);
    store.retention().set(OTHER, new RetentionRule(0, 5));
    try (RetentionSweep _ = sweep(RetentionRule.NONE)) {
      await().until(() -> floor(OTHER) == 16);
    }
    assertThat(floor(RoomId.LOBBY)).isZero();
  }

  @Test
  void onlyTheRuleOfTheAuditLogRemovesItsEntries() {
    post(RoomId.AUDIT, 20, 1_000);
    store.retention().set(RoomId.AUDIT, new RetentionRule(1, 1));
    try (RetentionSweep _ = sweep(new RetentionRule(500, 5))) {
      // Each sweep ends with the audit log: the second has begun after the first one saw it.
      for (int sweeps = 1; sweeps <= 2; sweeps++) {
        post(RoomId.LOBBY, 10, 1_000_000);
        int posted = 10 * sweeps;
        nowMs.set(1_000_001);
        await().until(() -> floor(RoomId.LOBBY) == posted - 5);
      }
      assertThat(floor(RoomId.AUDIT)).isZero();

      nowMs.set(1_002_000);
      await().until(() -> floor(RoomId.AUDIT) == 20);
    }
  }

  @Test
  void aFailedRemovalIsTriedAgain() {
    post(RoomId.LOBBY, 20, 1);
    fails.set(true);
    try (RetentionSweep _ = sweep(new RetentionRule(0, 10))) {
      await().until(() -> floor(RoomId.LOBBY) == 10);
    }
    assertThat(removed).containsExactly(10);
  }

  @Test
  @Timeout(60)
  void aShardThatHasFailedDoesNotHoldUpTheEnd() {
    post(RoomId.LOBBY, 20, 1);
    breaks.set(true);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Shard failing = new Shard(journal, new ShardConfig(100, TestPolicy.of(1_000)), clock, _ -> {});
    try (ShardThread _ = new ShardThread(failing, failure::set);
        RetentionSweep _ = sweep(new RetentionRule(0, 10), failing)) {
      await().until(() -> failure.get() != null);
    }
    assertThat(floor(RoomId.LOBBY)).isZero();
  }
}
