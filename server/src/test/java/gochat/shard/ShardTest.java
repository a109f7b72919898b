package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SilentServer.class)
class ShardTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private final DoubtfulJournal journal = new DoubtfulJournal();
  private final List<Turn> observed = new ArrayList<>();
  private final Shard shard =
      new Shard(
          journal,
          new ShardConfig(100, TestPolicy.of(1_000)),
          InstantSource.system(),
          observed::addAll);
  private final List<Outcome> outcomes = new ArrayList<>();

  @Test
  void theObserverIsToldOfATurnThatWasRecordedAfterAll() {
    post("before");
    journal.isDoubtful = true;
    post("in doubt");
    journal.isDoubtful = false;
    run();

    assertThat(outcomes).containsExactly(new Outcome.Stored(1), new Outcome.Unknown());
    assertThat(seqs()).containsExactly(1L, 2L);
  }

  /// Otherwise a follower could learn of an effect of the answer before the event.
  @Test
  void aTurnIsOnItsWayToTheFollowersWhenItIsAnswered() {
    List<String> order = new ArrayList<>();
    shard.follow(RoomId.LOBBY, new Listener(order), Rooms.HEAD);
    run();
    order.clear();
    Command post = new Command.Post(ALICE, null, "hello");
    shard.submit(RoomId.LOBBY, post, new Submitter(_ -> order.add("answered"), () -> {}));
    run();

    assertThat(order).containsExactly("handed over", "answered");
  }

  private static final class Listener extends StubFollower {
    private final List<String> order;

    Listener(List<String> order) {
      this.order = order;
    }

    @Override
    public Executor lane() {
      return task -> {
        order.add("handed over");
        task.run();
      };
    }

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      return true;
    }

    @Override
    public boolean deliver(Delivery delivery) {
      return true;
    }
  }

  @Test
  void theObserverGetsNoTurnThatWasNotRecorded() {
    journal.isBroken = true;
    post("lost");
    journal.isBroken = false;
    run();
    post("kept");

    assertThat(outcomes).containsExactly(new Outcome.Unknown(), new Outcome.Stored(1));
    assertThat(seqs()).containsExactly(1L);
  }

  @Test
  void aWithdrawnCommandIsNotDecided() {
    post("kept");
    Submitter withdrawn =
        new Submitter(outcomes::add, () -> {}, Runnable::run, () -> !outcomes.isEmpty());
    shard.submit(RoomId.LOBBY, new Command.Post(ALICE, null, "withdrawn"), withdrawn);
    run();

    assertThat(outcomes).containsExactly(new Outcome.Stored(1), new Outcome.Unknown());
    assertThat(seqs()).containsExactly(1L);
  }

  @Test
  void aFullDiskRefusesWhatIsNewAndNotWhatWasRecordedBefore() {
    UUID id = UUID.randomUUID();
    post(id, "kept");
    journal.isFull = true;
    post(id, "kept");
    post(null, "lost");
    journal.isFull = false;
    run();
    post(null, "later");

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Stored(1),
            new Outcome.Stored(1),
            new Outcome.Rejected(Rejection.DISK_FULL),
            new Outcome.Stored(2));
    assertThat(seqs()).containsExactly(1L, 2L);
  }

  @Test
  void aFullDiskComparesARepetitionWithTheMessageWhoseDeletionItRefuses() {
    UUID id = UUID.randomUUID();
    post(id, "kept");
    journal.isFull = true;
    submit(RoomId.LOBBY, new Command.Delete(ALICE, 1));
    submit(RoomId.LOBBY, new Command.Post(ALICE, id, "changed"));
    post(id, "kept");

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Stored(1),
            new Outcome.Rejected(Rejection.DISK_FULL),
            new Outcome.Rejected(Rejection.ID_CONFLICT),
            new Outcome.Stored(1));
  }

  @Test
  void aDamagedRoomRefusesItsRequestsAndTheOthersOfTheTurnGoOn() {
    RoomId tea = new RoomId("tea");
    submit(tea, new Command.Create(ALICE, RoomKind.PUBLIC, new RoomName("Tea", "tea"), "leaves"));
    run();
    // One room can't be loaded, then one whose log can't be read.
    for (RoomId bad : List.of(new RoomId("coffee"), tea)) {
      outcomes.clear();
      journal.damaged = bad;
      submit(bad, new Command.Post(ALICE, UUID.randomUUID(), "refused"));
      submit(RoomId.LOBBY, new Command.Post(ALICE, UUID.randomUUID(), "recorded"));
      run();

      assertThat(outcomes)
          .hasSize(2)
          .contains(new Outcome.Rejected(Rejection.DATA_DAMAGED))
          .anyMatch(Outcome.Stored.class::isInstance);
    }
  }

  private void submit(RoomId room, Command command) {
    shard.submit(room, command, new Submitter(outcomes::add, () -> {}));
  }

  @Test
  void aRoomInDoubtIsResolvedBeforeTheNextTurnIsObserved() {
    journal.isDoubtful = true;
    post("in doubt");
    shard.submit(
        RoomId.LOBBY, new Command.Post(ALICE, null, "too"), new Submitter(outcomes::add, () -> {}));
    shard.turn();
    journal.isDoubtful = false;
    post("sure");

    assertThat(seqs()).containsExactly(1L, 2L, 3L);
  }

  /// An event takes 256 bytes and its text.
  @Test
  @Holds({"room.recent-bytes-max", "shard.recent-bytes-max", "room.recent-bytes-min"})
  void theMoreRoomsThereAreTheLessOfEachIsKept() {
    assertThat(kept(1)).isEqualTo(512 * 1_024 / 1_256);
    assertThat(kept(128)).isEqualTo(32 * 1_024 * 1_024 / 128 / 1_256);
    assertThat(kept(10_000)).isEqualTo(4 * 1_024 / 1_256);
  }

  /// The number of the latest messages, of a kilobyte each, that a follower may lack to go live at
  /// once.
  private static int kept(int rooms) {
    Shard shard =
        new Shard(
            new TestJournal(),
            new ShardConfig(10_000, TestPolicy.of(1_000)),
            InstantSource.system(),
            _ -> {});
    RoomName name = new RoomName("name", "name");
    for (int i = 1; i < rooms; i++) {
      Command create = new Command.Create(ALICE, RoomKind.PRIVATE, name, "");
      shard.submit(new RoomId("room " + i), create, new Submitter(_ -> {}, () -> {}));
    }
    while (shard.turn()) {}
    for (int i = 0; i < 450; i++) {
      Command post = new Command.Post(ALICE, null, "x".repeat(1_000));
      shard.submit(RoomId.LOBBY, post, new Submitter(_ -> {}, () -> {}));
    }
    while (shard.turn()) {}
    List<Integer> kept = new ArrayList<>();
    for (int after = 0; after < 450; after++) {
      shard.follow(RoomId.LOBBY, new Newcomer(kept), after);
    }
    while (shard.turn()) {}
    return kept.getFirst();
  }

  private static final class Newcomer extends StubFollower {
    private final List<Integer> kept;

    Newcomer(List<Integer> kept) {
      this.kept = kept;
    }

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      kept.add(missed.size());
      return true;
    }

    @Override
    public void behind(long head) {
      // It would read the log.
    }
  }

  private void post(String text) {
    post(null, text);
  }

  private void post(@Nullable UUID id, String text) {
    shard.submit(
        RoomId.LOBBY, new Command.Post(ALICE, id, text), new Submitter(outcomes::add, () -> {}));
    shard.turn();
  }

  private void run() {
    boolean isBusy = true;
    while (isBusy) {
      isBusy = shard.turn();
    }
  }

  private List<Long> seqs() {
    return observed.stream().flatMap(turn -> turn.entries().stream()).map(LogEntry::seq).toList();
  }

  private static final class DoubtfulJournal extends TestJournal {
    /// Fails when all is recorded.
    boolean isDoubtful;

    /// Fails before.
    boolean isBroken;

    boolean isFull;

    /// The room whose data is damaged.
    @Nullable RoomId damaged;

    @Override
    public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
      check(rooms);
      return super.load(rooms);
    }

    @Override
    public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
      check(commands.keySet());
      return super.lookUp(commands);
    }

    private void check(Collection<RoomId> rooms) {
      if (damaged != null && rooms.contains(damaged)) {
        throw new JournalException("planned", new IOException(), JournalException.Reason.DAMAGED);
      }
    }

    @Override
    public AppendResult append(List<Batch> batches) {
      if (isFull) {
        return new AppendResult.DiskFull();
      }
      if (isBroken) {
        throw new JournalException("planned", new IOException());
      }
      AppendResult result = super.append(batches);
      if (isDoubtful) {
        throw new JournalException("planned", new IOException());
      }
      return result;
    }
  }
}
