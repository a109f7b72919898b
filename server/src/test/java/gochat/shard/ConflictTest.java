package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two writers to the same logs: two servers over one store.
@ExtendWith(SilentServer.class)
class ConflictTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final Author BOB =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Bob", Standing.ACCOUNT);
  private static final int INBOX_MAX = 100;
  private static final RoomId ROOM = new RoomId("room");
  private static final RoomId OTHER = new RoomId("other");

  private final SharedJournal journal = new SharedJournal();
  private final List<Turn> observed = new ArrayList<>();
  private final List<Turn> learned = new ArrayList<>();
  private final Shard shard = shard(observed);
  private final Shard elsewhere = shard(new ArrayList<>());
  private final List<Outcome> outcomes = new ArrayList<>();

  private Shard shard(List<Turn> observed) {
    ShardObserver observer =
        new ShardObserver() {
          @Override
          public void recorded(List<Turn> turns) {
            observed.addAll(turns);
          }

          @Override
          public void learned(Turn turn, long nanos) {
            assertThat(nanos).isPositive();
            learned.add(turn);
          }
        };
    return new Shard(
        journal,
        new ShardConfig(INBOX_MAX, TestPolicy.of(1_000)),
        InstantSource.system(),
        observer);
  }

  @Test
  void aCommandThatMeetsAConflictIsDecidedAgainBehindTheEventsOfOthers() {
    Listener listener = follow();
    post(shard, "mine, first");
    post(elsewhere, "theirs");
    post(shard, "mine, second");

    assertThat(outcomes)
        .containsExactly(new Outcome.Stored(1), new Outcome.Stored(2), new Outcome.Stored(3));
    assertThat(texts(listener.got)).containsExactly("mine, first", "theirs", "mine, second");
    assertThat(texts(observed.stream().flatMap(turn -> turn.entries().stream()).toList()))
        .containsExactly("mine, first", "theirs", "mine, second");
  }

  @Test
  void aMessageThatAnotherServerRecordedIsARepetition() {
    UUID id = UUID.randomUUID();
    post(shard, "first");
    post(elsewhere, id, "once");
    post(shard, id, "once");

    assertThat(outcomes).endsWith(new Outcome.Stored(2), new Outcome.Stored(2));
    assertThat(journal.head(RoomId.LOBBY)).isEqualTo(2);
  }

  @Test
  void aRightThatWasTakenElsewhereIsGone() {
    submit(shard, ROOM, create());
    submit(shard, ROOM, new Command.Invite(ALICE, BOB.person()));
    submit(elsewhere, ROOM, new Command.Kick(ALICE, BOB.person()));
    submit(shard, ROOM, new Command.Post(BOB, null, "I am still here"));

    assertThat(outcomes).last().isInstanceOf(Outcome.Rejected.class);
    assertThat(journal.head(ROOM)).isEqualTo(3);
  }

  @Test
  void theOtherRoomsOfTheTurnAreNotDecidedAgain() {
    submit(shard, OTHER, create());
    post(shard, "first");
    post(elsewhere, "theirs");
    long lookUps = journal.lookUps;
    UUID id = UUID.randomUUID();
    shard.submit(
        OTHER, new Command.Post(ALICE, id, "other"), new Submitter(outcomes::add, () -> {}));
    shard.submit(
        RoomId.LOBBY,
        new Command.Post(ALICE, null, "mine"),
        new Submitter(outcomes::add, () -> {}));
    shard.turn();

    assertThat(outcomes).endsWith(new Outcome.Stored(2), new Outcome.Stored(3));
    assertThat(journal.lookUps - lookUps).isEqualTo(1);
  }

  @Test
  @Holds("shard.decisions-max")
  void aCommandThatMeetsTooManyConflictsIsUnknown() {
    post(shard, "first");
    journal.isContested = true;
    post(shard, "contested");
    journal.isContested = false;

    assertThat(outcomes).endsWith(new Outcome.Unknown());
    assertThat(journal.appends).isEqualTo(1 + 5);
    while (shard.turn()) {}
    post(shard, "later");
    assertThat(outcomes).endsWith(new Outcome.Stored(journal.head(RoomId.LOBBY)));
  }

  @Test
  void aFollowerThatKnowsMoreThanTheRoomHasItCatchUp() {
    Listener listener = follow();
    post(shard, "mine");
    post(elsewhere, "theirs");
    Listener ahead = new Listener();
    shard.follow(RoomId.LOBBY, ahead, 2);
    shard.turn();

    assertThat(ahead.isLive).isTrue();
    assertThat(ahead.got).isEmpty();
    assertThat(texts(listener.got)).containsExactly("mine", "theirs");
  }

  @Test
  void aFollowerThatKnowsMoreThanTheLogIsToldWhereTheLogEnds() {
    post(shard, "mine");
    Listener ahead = new Listener();
    shard.follow(RoomId.LOBBY, ahead, 2);
    shard.turn();

    assertThat(ahead.isLive).isFalse();
    assertThat(ahead.behind).isEqualTo(1);
  }

  @Test
  void eventsThatOthersRecordedAndRemovedArePassed() {
    Listener listener = follow();
    post(shard, "mine, first");
    post(elsewhere, "theirs, first");
    post(elsewhere, "theirs, second");
    elsewhere.trim(RoomId.LOBBY, 2, floor -> assertThat(floor).isEqualTo(2));
    elsewhere.turn();

    post(shard, "mine, second");

    assertThat(outcomes).endsWith(new Outcome.Stored(4));
    assertThat(texts(listener.got)).containsExactly("mine, first");
    assertThat(listener.isLive).isFalse();
    Listener later = new Listener();
    shard.follow(RoomId.LOBBY, later, 2);
    shard.turn();
    assertThat(texts(later.got)).containsExactly("theirs, second", "mine, second");
  }

  @Test
  void aLogOfWhichOthersRemovedEverythingGoesOn() {
    post(shard, "mine, first");
    post(elsewhere, "theirs");
    elsewhere.trim(RoomId.LOBBY, 2, floor -> assertThat(floor).isEqualTo(2));
    elsewhere.turn();

    post(shard, "mine, second");

    assertThat(outcomes).endsWith(new Outcome.Stored(3));
    assertThat(journal.head(RoomId.LOBBY)).isEqualTo(3);
  }

  @Test
  void eventsThatThisServerHasNotLearnedAreNotRemoved() {
    post(shard, "mine");
    post(elsewhere, "theirs");

    shard.trim(RoomId.LOBBY, 2, floor -> assertThat(floor).isEqualTo(1));
    shard.turn();

    assertThat(journal.floor(RoomId.LOBBY).head()).isEqualTo(1);
  }

  @Test
  void theFollowersGetWhatAnotherServerTellsOf() {
    Listener listener = follow();
    post(shard, "mine");
    post(elsewhere, "theirs, first");
    post(elsewhere, "theirs, second");

    tell(3);
    tell(2);
    tell(3);

    assertThat(texts(listener.got)).containsExactly("mine", "theirs, first", "theirs, second");
    post(shard, "last");
    assertThat(outcomes).endsWith(new Outcome.Stored(4));
  }

  @Test
  void theEventsOfAnotherServerAreLearnedOnce() {
    var _ = follow();
    post(shard, "mine");
    post(elsewhere, "heard of");
    tell(2);
    tell(2);
    post(elsewhere, "met in a conflict");
    post(shard, "mine too");

    assertThat(texts(learned.stream().flatMap(turn -> turn.entries().stream()).toList()))
        .containsExactly("heard of", "met in a conflict");
  }

  @Test
  void aRoomThatLacksMoreThanItTellsAtOnceHasItsFollowersReadTheLog() {
    Listener listener = follow();
    for (int i = 0; i < 1_100; i++) {
      post(elsewhere, "theirs");
    }

    tell(1_100);

    assertThat(listener.isLive).isFalse();
  }

  @Test
  void toldEventsAreTakenOverWithoutARead() {
    var _ = follow();
    for (int i = 0; i < 3; i++) {
      post(elsewhere, "theirs " + i);
    }
    List<LogEntry> recorded = journal.read(RoomId.LOBBY, 0, 10, Integer.MAX_VALUE);

    journal.reads = 0;
    tell(recorded.subList(0, 2));
    tell(recorded.subList(0, 3));

    assertThat(texts(learned.stream().flatMap(turn -> turn.entries().stream()).toList()))
        .containsExactly("theirs 0", "theirs 1", "theirs 2");
    assertThat(journal.reads).isZero();
  }

  @Test
  void whatIsMissingBeforeToldEventsIsRead() {
    var _ = follow();
    for (int i = 0; i < 3; i++) {
      post(elsewhere, "theirs " + i);
    }

    tell(journal.read(RoomId.LOBBY, 2, 10, Integer.MAX_VALUE));

    assertThat(texts(learned.stream().flatMap(turn -> turn.entries().stream()).toList()))
        .containsExactly("theirs 0", "theirs 1", "theirs 2");
  }

  @Test
  void aShardWithAFullInboxKeepsOnlyTheHeadOfToldEvents() {
    var _ = follow();
    post(elsewhere, "theirs");
    List<LogEntry> recorded = journal.read(RoomId.LOBBY, 0, 10, Integer.MAX_VALUE);
    journal.reads = 0;

    for (int i = 0; i < INBOX_MAX; i++) {
      boolean _ =
          shard.submit(
              OTHER,
              new Command.Post(ALICE, null, "nobody is there"),
              new Submitter(outcomes::add, () -> {}));
    }
    tell(recorded);

    assertThat(texts(learned.getFirst().entries())).containsExactly("theirs");
    assertThat(journal.reads).isPositive();
  }

  @Test
  void eventsOfAnotherEpochArePassedOver() {
    var _ = follow();
    post(elsewhere, "theirs");

    List<LogEntry> recorded = journal.read(RoomId.LOBBY, 0, 10, Integer.MAX_VALUE);
    shard.told(new Turn(RoomId.LOBBY, journal.epoch() + 1, recorded));
    shard.turn();

    assertThat(learned).isEmpty();
  }

  private void tell(List<LogEntry> entries) {
    shard.told(new Turn(RoomId.LOBBY, journal.epoch(), entries));
    shard.turn();
  }

  private void tell(long head) {
    shard.told(RoomId.LOBBY, head);
    shard.turn();
  }

  private Listener follow() {
    Listener listener = new Listener();
    shard.follow(RoomId.LOBBY, listener, Rooms.HEAD);
    shard.turn();
    return listener;
  }

  private static Command create() {
    return new Command.Create(ALICE, RoomKind.PRIVATE, name("name"), "");
  }

  private static RoomName name(String name) {
    return new RoomName(name, name);
  }

  private void post(Shard by, String text) {
    post(by, null, text);
  }

  private void post(Shard by, @Nullable UUID id, String text) {
    submit(by, RoomId.LOBBY, new Command.Post(ALICE, id, text));
  }

  private void submit(Shard by, RoomId room, Command command) {
    by.submit(room, command, new Submitter(outcomes::add, () -> {}));
    by.turn();
  }

  private static List<String> texts(List<LogEntry> entries) {
    return entries.stream().map(entry -> ((RoomEvent.Posted) entry.event()).text()).toList();
  }

  private static final class Listener extends StubFollower {
    final List<LogEntry> got = new ArrayList<>();
    boolean isLive;
    long behind;

    @Override
    public boolean live(Audience audience, long head, List<LogEntry> missed) {
      isLive = true;
      got.addAll(missed);
      return true;
    }

    @Override
    public void behind(long head) {
      behind = head;
    }

    @Override
    public boolean deliver(Delivery delivery) {
      return got.addAll(delivery.turn().entries());
    }

    @Override
    public void detached() {
      isLive = false;
    }
  }

  private static final class SharedJournal extends TestJournal {
    /// Whether another server always records first.
    boolean isContested;

    int appends;

    /// Of rooms, one by one.
    int lookUps;

    int reads;

    @Override
    public AppendResult append(List<Batch> batches) {
      if (isContested) {
        RoomEvent theirs = new RoomEvent.Posted(BOB, 0, null, "theirs");
        super.append(List.of(new Batch(RoomId.LOBBY, head(RoomId.LOBBY), List.of(theirs))));
      }
      appends++;
      return super.append(batches);
    }

    @Override
    public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
      lookUps += commands.size();
      return super.lookUp(commands);
    }

    @Override
    public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
      reads++;
      return super.read(room, after, entriesMax, bytesMax);
    }
  }
}
