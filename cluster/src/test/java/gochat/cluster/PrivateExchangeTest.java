package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.bus.FakeBus;
import gochat.bus.FakeNetwork;
import gochat.bus.FakeNetwork.Faults;
import gochat.journal.Journal;
import gochat.journal.TestJournal;
import gochat.peer.PrivateMessage;
import gochat.room.Person;
import gochat.room.Standing;
import gochat.shard.Outcome;
import gochat.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Private messages between servers over a bus that loses and doubles.
class PrivateExchangeTest {
  private static final UUID BOB = new UUID(0, 2);
  private static final PrivateMessage HI = message("1", "hi 👋");

  private final TestJournal journal = new TestJournal();
  private FakeNetwork network = new FakeNetwork(new Random(0), Faults.NONE);

  private static PrivateMessage message(String id, String text) {
    Person zoe = new Person(new UUID(0, 1), "Zoë", Standing.ACCOUNT);
    return new PrivateMessage(id, BOB, zoe, text, 7);
  }

  /// A server with a stream of Bob.
  private final class Server {
    final FakeBus bus = network.join();
    final UserSubjects users = new UserSubjects(bus);
    final Queue<Runnable> later = new ArrayDeque<>();
    final PrivateExchange exchange;
    final OwnRooms own = new OwnRooms();
    final List<String> done = own.done;
    Outcome outcome = new Outcome.Passed();

    Server(Journal log) {
      exchange = new PrivateExchange(users, log, later::add);
      exchange.hear(own, this::whispered, this::addressed);
      users.connected(BOB);
      run();
    }

    private void whispered(PrivateMessage message, Consumer<Outcome> told) {
      done.add("whisper " + message.text());
      assertThat(message).isEqualTo(HI);
      told.accept(outcome);
    }

    private void addressed(PrivateMessage message) {
      done.add("addressed " + message.text());
    }
  }

  private void run() {
    while (network.step()) {
      // Each step delivers something.
    }
  }

  private PrivateExchange sender() {
    return sender(network.join());
  }

  private PrivateExchange sender(FakeBus bus) {
    return new PrivateExchange(new UserSubjects(bus), journal, _ -> {});
  }

  private CompletableFuture<Outcome> pass() {
    return pass(sender());
  }

  private CompletableFuture<Outcome> pass(PrivateExchange sender) {
    CompletableFuture<Outcome> outcome = sender.pass(HI);
    run();
    return outcome;
  }

  @Test
  void aServerReadsUpToThePlaceOfAWhisperAndAnswersWhenItIsPassed() {
    Server there = new Server(journal);

    assertThat(pass().join()).isEqualTo(new Outcome.Passed());
    assertThat(there.done).containsExactly("told 7", "whisper hi 👋");
  }

  @Test
  void allServersOfItsReceiverGetAWhisper() {
    Server one = new Server(journal);
    Server two = new Server(journal);

    var _ = pass();

    assertThat(one.done).contains("whisper hi 👋");
    assertThat(two.done).contains("whisper hi 👋");
  }

  @Test
  void aRefusalComesLateSoThatAnotherServerIsHeardFirst() {
    Server crowded = new Server(journal);
    crowded.outcome = new Outcome.Crowded();
    CompletableFuture<Outcome> alone = pass();
    assertThat(alone).isNotDone();
    crowded.later.remove().run();
    run();
    assertThat(alone.join()).isEqualTo(new Outcome.Crowded());

    Server other = new Server(journal);
    CompletableFuture<Outcome> outcome = pass();

    assertThat(other.later).isEmpty();
    assertThat(outcome.join()).isEqualTo(new Outcome.Passed());
  }

  @Test
  void aWhisperIsUndeliveredAtOnceWhenNobodyIsThere() {
    Server there = new Server(journal);
    there.users.disconnected(BOB);

    assertThat(pass().join()).isEqualTo(new Outcome.Undelivered());
  }

  @Test
  void aWhisperIsUnconfirmedAfterTwoSecondsOfSilence() {
    Server there = new Server(journal);
    FakeBus here = network.join();
    network.cut(there.bus, here);
    CompletableFuture<Outcome> outcome = pass(sender(here));
    assertThat(outcome).isNotDone();

    network.pass(Duration.ofSeconds(2));

    assertThat(outcome.join()).isEqualTo(new Outcome.Unconfirmed());
  }

  @Test
  void aCopyIsNotShownAgain() {
    network = new FakeNetwork(new Random(0), new Faults(0, 1));
    Server there = new Server(journal);

    assertThat(pass().join()).isEqualTo(new Outcome.Passed());
    PrivateMessage stored = message("1/room/3", "ho");
    var _ = sender().show(stored);
    run();
    // After an unknown outcome two servers may tell the same.
    var _ = sender().show(stored);
    run();

    assertThat(there.done).containsExactly("told 7", "whisper hi 👋", "told 7", "addressed ho");
    assertThat(there.exchange.show(stored)).isFalse();
    assertThat(there.exchange.show(message("1/room/4", "ho"))).isTrue();
  }

  @Test
  void aMessageWithItsPlaceInAnOlderLogIsPassedOver() {
    Server there = new Server(new TestJournal(MemoryStore.create(2)));

    CompletableFuture<Outcome> outcome = pass();
    network.pass(Duration.ofSeconds(2));

    assertThat(outcome.join()).isEqualTo(new Outcome.Unconfirmed());
    assertThat(there.done).isEmpty();
  }

  @Test
  void aTextThatIsTooLongForTheBusIsUndelivered() {
    Server there = new Server(journal);
    PrivateMessage longest = message("2", "x".repeat(524_288));

    assertThat(sender().pass(longest).join()).isEqualTo(new Outcome.Undelivered());
    assertThat(sender().show(longest)).isTrue();
    run();
    assertThat(there.done).isEmpty();
  }
}
