package gochat.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.LogRecorder;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.RoomDirectory;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.shard.ShardedRooms;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasureSweepTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final Person BOB = new Person(UUID.randomUUID(), "Bob", Standing.ACCOUNT);
  private static final RoomId ROOM = new RoomId("7g2k");
  private static final RoomId OTHER = new RoomId("8h3m");

  private final TestJournal journal = new TestJournal();
  private final AtomicLong nowMs = new AtomicLong(1_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final Shard shard =
      new Shard(journal, new ShardConfig(100, TestPolicy.of(1_000)), clock, _ -> {});
  private final ShardThread thread =
      new ShardThread(
          shard,
          fatal -> {
            throw new AssertionError(fatal);
          });

  @AfterEach
  void close() {
    thread.close();
  }

  private MeasureSweep sweep() {
    return sweep(journal.store().rooms());
  }

  private MeasureSweep sweep(RoomDirectory directory) {
    return MeasureSweep.start(
        journal,
        directory,
        new ShardedRooms(List.of(shard)),
        clock,
        TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void append(RoomId room, RoomEvent... events) {
    assertThat(
            journal.append(List.of(new Journal.Batch(room, journal.head(room), List.of(events)))))
        .isInstanceOf(Journal.AppendResult.Stored.class);
  }

  private static RoomEvent created(String name) {
    return new RoomEvent.Created(ALICE, 1, RoomKind.PUBLIC, new RoomName(name, name), "");
  }

  private List<RoomEvent> events(RoomId room) {
    return journal.read(room, 0, 100, 100_000).stream().map(LogEntry::event).toList();
  }

  @Test
  void whatIsDueAtTheStartEndsAtOnceInRoomsThatAreNotInMemory() {
    append(ROOM, created("tea"), new RoomEvent.Banned(ALICE, 1, BOB, null, "spam", 900));
    append(OTHER, created("dev"), new RoomEvent.Muted(ALICE, 1, BOB, "", 1_000));

    try (MeasureSweep _ = sweep()) {
      await()
          .untilAsserted(() ->
              assertThat(events(ROOM)).endsWith(new RoomEvent.Unbanned(Author.NONE, 1_000, BOB)));
      await()
          .untilAsserted(() ->
              assertThat(events(OTHER)).endsWith(new RoomEvent.Unmuted(Author.NONE, 1_000, BOB)));
    }
  }

  @Test
  @Holds("room.measure-pause-ms")
  void anEndComesWhenTheClockReachesItAndOnce() {
    append(ROOM, created("tea"), new RoomEvent.Muted(ALICE, 1, BOB, "", 2_000));
    append(OTHER, created("dev"), new RoomEvent.Muted(ALICE, 1, BOB, "", 1_500));

    try (MeasureSweep _ = sweep()) {
      nowMs.set(1_999);
      await()
          .untilAsserted(() ->
              assertThat(events(OTHER)).endsWith(new RoomEvent.Unmuted(Author.NONE, 1_999, BOB)));
      assertThat(events(ROOM)).hasSize(2);

      nowMs.set(2_000);
      await().untilAsserted(() -> assertThat(events(ROOM)).hasSize(3));
      append(OTHER, new RoomEvent.Muted(ALICE, 1, BOB, "", 2_000));
      await().untilAsserted(() -> assertThat(events(OTHER)).hasSize(5));
    }
    assertThat(events(ROOM)).hasSize(3).endsWith(new RoomEvent.Unmuted(Author.NONE, 2_000, BOB));
  }

  @Test
  void aDiskThatCannotBeReadIsLoggedOnceUntilItCanBeReadAgain() {
    AtomicBoolean isFailing = new AtomicBoolean(true);
    AtomicInteger looks = new AtomicInteger();
    RoomDirectory directory =
        (RoomDirectory)
            Proxy.newProxyInstance(
                RoomDirectory.class.getClassLoader(),
                new Class<?>[] {RoomDirectory.class},
                (_, look, arguments) -> {
                  looks.incrementAndGet();
                  if (isFailing.get()) {
                    throw new JournalException("the disk can't be read", new IOException("EIO"));
                  }
                  return look.invoke(journal.store().rooms(), arguments);
                });

    try (LogRecorder log = new LogRecorder(MeasureSweep.class.getName());
        MeasureSweep _ = sweep(directory)) {
      await().until(() -> looks.get() > 3);
      assertThat(log.lines()).containsExactly("ends of bans and mutes can't be found");

      isFailing.set(false);
      int before = looks.get();
      await().until(() -> looks.get() > before + 2);
      isFailing.set(true);
      await().until(() -> log.lines().size() == 2);
    }
  }
}
