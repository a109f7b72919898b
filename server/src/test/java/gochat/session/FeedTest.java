package gochat.session;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.journal.Journal.Batch;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.Submitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Private messages to a client that does not take the events before them; all on one thread.
class FeedTest {
  private static final int TEXT_BYTES_MAX = 65_536;
  private static final UUID SESSION = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();
  private static final Author ALICE = new Author(OTHER, OTHER, "Alice", Standing.GUEST);

  private final Core core = new Core();
  private final Journal journal = core.journal;
  private final Shard shard = core.shard;
  private final Gate gate = new Gate();
  private final SessionCounts counts = new SessionCounts();
  private final CatchUp catchUp =
      new CatchUp(new Lane(Runnable::run, Runnable::run), journal, gate, counts);
  private final Listener owner = new Listener();
  private final Feed feed = feed(new Lane(Runnable::run, Runnable::run));
  private int undelivered;
  private int crowded;

  private Feed feed(Lane lane) {
    Recipient recipient = new Recipient(SESSION, () -> Standing.ACCOUNT, SESSION, gate, catchUp);
    return new Feed(lane, shard, RoomId.LOBBY, recipient, owner);
  }

  @BeforeEach
  void goLive() {
    feed.start(1, Rooms.HEAD, Rooms.HEAD);
    run();
    assertThat(owner.isJoined).isTrue();
  }

  @Test
  void theyWaitAtThePlaceWhereTheyWereSent() {
    gate.isOpen = false;
    post("one");
    run();
    whisper("two");
    post("three");
    run();
    whisper("four");
    whisper("five");
    post("six");
    run();
    assertThat(gate.taken).isEmpty();

    gate.isOpen = true;
    catchUp.drained();
    run();

    assertThat(gate.taken).containsExactly("one", "two", "three", "four", "five", "six");
    assertThat(undelivered).isZero();
  }

  @Test
  void aClientIsCountedAsBehindUntilItHasCaughtUp() {
    assertThat(counts.behindNow()).isZero();
    gate.isOpen = false;
    post("one");
    post("two");
    run();
    assertThat(counts.behindNow()).isEqualTo(1);

    gate.isOpen = true;
    catchUp.drained();
    run();
    assertThat(counts.behindNow()).isZero();
    assertThat(counts.eventsFromLog()).isEqualTo(2);
  }

  @Test
  void aClientThatEndsWhileItIsBehindIsNoLongerCounted() {
    gate.isOpen = false;
    post("one");
    run();

    feed.close();
    catchUp.close();
    gate.isOpen = true;
    catchUp.drained();
    run();

    assertThat(counts.behindNow()).isZero();
  }

  @Test
  void theLogIsNotShownFartherThanTheUserIsKnownToMayReadIt() {
    gate.isOpen = false;
    post("one");
    run();
    // Recorded, but before it the user may have lost the right to read the room.
    journal.append(
        List.of(new Batch(RoomId.LOBBY, 1, List.of(new RoomEvent.Posted(ALICE, 0, null, "two")))));

    gate.isOpen = true;
    catchUp.drained();
    run();

    assertThat(gate.taken).containsExactly("one");
  }

  @Test
  @Holds("stream.waiting-bytes-max")
  void pastTheBoundTheFeedBreaksAndEverySenderIsTold() {
    gate.isOpen = false;
    post("what it does not take");
    run();
    String text = "x".repeat(TEXT_BYTES_MAX);

    int sent = 0;
    while (owner.ending == null && sent < 100) {
      // Of one alone no more than so much waits.
      whisper(from("Sender" + sent), text);
      run();
      sent++;
    }

    assertThat(owner.ending).isNotNull();
    assertThat(owner.ending.reason()).isEqualTo(Ending.Reason.TOO_SLOW);
    assertThat(owner.ending.sentence()).contains("Too many private messages");
    assertThat((sent - 1) * text.length()).isLessThanOrEqualTo(PrivateQueue.WAITING_BYTES_MAX);
    assertThat(sent * (text.length() + 200)).isGreaterThan(PrivateQueue.WAITING_BYTES_MAX);
    assertThat(undelivered).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"1, 64", "10000, 13"})
  @Holds({"whisper.per-pair-max", "whisper.per-pair-bytes-max"})
  void messagesOfOneSenderBeyondTheLimitAreRefusedToTheSender(int length, int waiting) {
    gate.isOpen = false;
    post("what it does not take");
    run();
    String text = "x".repeat(length);
    for (int i = 0; i < 200; i++) {
      whisper(text);
    }
    run();
    whisper(from("Carol"), "from another");
    run();
    assertThat(owner.ending).isNull();
    assertThat(crowded).isEqualTo(200 - waiting);
    assertThat(feed.privateQueue().isCrowdedBy(ALICE.user())).isTrue();

    gate.isOpen = true;
    catchUp.drained();
    run();

    assertThat(gate.taken).hasSize(1 + waiting + 1).endsWith("from another");
    assertThat(feed.privateQueue().isCrowdedBy(ALICE.user())).isFalse();
    assertThat(undelivered).isZero();
  }

  @Test
  void thoseThatComeTogetherAreShownTogetherAndDoNotCrowdAClientThatReads() {
    ArrayDeque<Runnable> lane = new ArrayDeque<>();
    Feed other = feed(new Lane(lane::add, Runnable::run));
    other.start(1, Rooms.HEAD, Rooms.HEAD);
    run();
    lane.remove().run();
    Item.Private message = new Item.Private("id", ALICE.person(), "Bob", "text");

    for (int i = 0; i < 200; i++) {
      other.privateQueue().whisper(message, 0, _ -> undelivered++);
      assertThat(other.privateQueue().isCrowdedBy(ALICE.user())).isFalse();
    }
    assertThat(gate.taken).isEmpty();
    assertThat(lane).hasSize(1);
    lane.remove().run();

    assertThat(gate.taken).hasSize(200);
    assertThat(gate.offers).isOne();
    assertThat(undelivered).isZero();
  }

  @Test
  void oneIsShownBeforeATaskThatWaitsUntilTheFeedIsLive() {
    ArrayDeque<Runnable> lane = new ArrayDeque<>();
    Feed other = feed(new Lane(lane::add, Runnable::run));
    other.start(1, Rooms.HEAD, Rooms.HEAD);
    run();
    lane.remove().run();
    other
        .privateQueue()
        .whisper(new Item.Private("id", ALICE.person(), "Bob", "one"), 0, _ -> undelivered++);
    List<String> seen = new ArrayList<>();
    other.onceLive(() -> seen.addAll(gate.taken));

    assertThat(seen).containsExactly("one");
  }

  @Test
  void oneThatBelongsBehindAnEventWaitsForIt() {
    feed.privateQueue()
        .whisper(new Item.Private("id", ALICE.person(), "Bob", "two"), 1, _ -> undelivered++);
    assertThat(gate.taken).isEmpty();

    post("one");
    run();

    assertThat(gate.taken).containsExactly("one", "two");
  }

  @Test
  void messagesToAClosedFeedAreUndelivered() {
    feed.close();

    whisper("too late");
    run();

    assertThat(undelivered).isOne();
  }

  @Test
  void theBoundIsOnWhatWaitsAndNotOnWhatPasses() {
    String text = "x".repeat(TEXT_BYTES_MAX);

    for (int i = 0; i < 100; i++) {
      whisper(text);
      run();
    }

    assertThat(owner.ending).isNull();
    assertThat(gate.taken).hasSize(100);
  }

  @Test
  void aTaskThatWaitsForTheFeedRunsAtOnceOrWhenItHasCaughtUp() {
    List<String> seen = new ArrayList<>();
    feed.onceLive(() -> seen.add("live"));
    assertThat(seen).containsExactly("live");

    gate.isOpen = false;
    post("one");
    run();
    feed.onceLive(() -> seen.addAll(gate.taken));
    assertThat(seen).hasSize(1);
    gate.isOpen = true;
    catchUp.drained();
    run();

    assertThat(seen).containsExactly("live", "one");
  }

  private void post(String text) {
    shard.submit(
        RoomId.LOBBY, new Command.Post(ALICE, null, text), new Submitter(_ -> {}, () -> {}));
  }

  private void whisper(String text) {
    whisper(ALICE, text);
  }

  private static Author from(String name) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, Standing.GUEST);
  }

  private void whisper(Author author, String text) {
    feed.privateQueue()
        .whisper(
            new Item.Private("id", author.person(), "Bob", text),
            core.online.lobbyHead(),
            why -> {
              if (why instanceof Outcome.Crowded) {
                crowded++;
              } else {
                undelivered++;
              }
            });
  }

  private void run() {
    boolean isBusy = true;
    while (isBusy) {
      isBusy = shard.turn();
    }
  }

  /// Takes all or nothing.
  private static final class Gate extends TestClient {
    final List<String> taken = new ArrayList<>();
    boolean isOpen = true;
    int offers;

    @Override
    public boolean offer(List<Item> items) {
      offers++;
      if (isOpen) {
        items.forEach(item -> taken.add(text(item)));
      }
      return isOpen;
    }

    private static String text(Item item) {
      return switch (item) {
        case Item.Event(_, _, LogEntry(_, RoomEvent.Posted posted)) -> posted.text();
        case Item.Private(_, _, _, String text) -> text;
        default -> item.toString();
      };
    }

    @Override
    public boolean isDrained() {
      return isOpen;
    }
  }

  private static final class Listener implements FeedOwner {
    boolean isJoined;
    @Nullable Ending ending;

    @Override
    public void joined() {
      isJoined = true;
    }

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
      throw new AssertionError("all users may read the lobby");
    }

    @Override
    public void departed(LogEntry departure) {
      throw new AssertionError("the lobby has no departures");
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      this.ending = ending;
    }
  }
}
