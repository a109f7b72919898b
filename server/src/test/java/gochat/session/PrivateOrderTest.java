package gochat.session;

import static gochat.session.Core.account;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.account.User;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.session.Core.Client;
import gochat.shard.Submitter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Messages from one stream of the first contract to another arrive in the order in which they were
/// sent, also when private messages of accounts are stored in a log of their own.
@ExtendWith(SilentServer.class)
class PrivateOrderTest {
  private final DoubtfulJournal journal = new DoubtfulJournal();
  private final Core core = new Core(journal);
  private final User alice = account("Alice");
  private final User bob = account("Bob");
  private final Client hers = core.seed("Alice", core.proof(alice));
  private final Client his = core.seed("Bob", core.proof(bob));

  @BeforeEach
  void askForTheirConversation() {
    // In the next turn their conversation comes before the lobby.
    core.directMessages.send(
        alice,
        new Command.Post(Authors.author(bob, bob.id()), null, "hi Alice"),
        new Submitter(_ -> {}, () -> {}));
  }

  @Test
  void toAReaderThatKeepsUp() {
    hers.say("", "one");
    hers.say("Bob", "two");
    hers.say("", "three");
    core.run();

    assertThat(his.texts()).containsExactly("one", "two", "three");
  }

  @Test
  void toAReaderThatIsBehind() {
    his.takes = false;
    hers.say("", "one");
    core.run();
    hers.say("", "two");
    hers.say("Bob", "three");
    hers.say("", "four");
    core.run();
    assertThat(his.texts()).isEmpty();

    his.takes = true;
    his.seed().drained();
    core.run();

    assertThat(his.texts()).containsExactly("one", "two", "three", "four");
  }

  @Test
  void fromAGuestWhosePrivateMessagesAreNotStored() {
    Client gus = core.seed("Gus", null);
    gus.say("", "one");
    gus.say("Bob", "two");
    gus.say("Bob", "three");
    gus.say("", "four");
    core.run();

    his.takes = false;
    gus.say("", "five");
    core.run();
    gus.say("Bob", "six");
    gus.say("", "seven");
    core.run();
    his.takes = true;
    his.seed().drained();
    core.run();

    assertThat(his.texts()).containsExactly("one", "two", "three", "four", "five", "six", "seven");
  }

  @Test
  void behindAMessageOfWhichItIsNotKnownAtOnceThatItWasRecorded() {
    Client gus = core.seed("Gus", null);
    gus.say("", "one");
    gus.say("Bob", "two");
    journal.failures = 1;
    core.run();

    assertThat(his.texts()).containsExactly("one", "two");
  }

  @Test
  void messagesThatAStreamSendsBeforeItLeavesArePassedOn() {
    Client gus = core.seed("Gus", null);
    gus.say("", "one");
    gus.say("Bob", "two");
    gus.seed().halfClosed();
    core.run();

    assertThat(gus.ending).isEqualTo(Ending.DONE);
    assertThat(his.texts()).containsExactly("one", "two");
  }

  @Test
  void toAnAbsentUser() {
    User carol = account("Carol");
    core.identities.register(carol);

    hers.say("Carol", "one");
    hers.say("Carol", "two");
    if (core.waiting.size() == 2) {
      // The later question is answered first.
      core.waiting.add(core.waiting.remove());
    }
    core.run();

    assertThat(texts(RoomId.direct(alice.id(), carol.id()))).containsExactly("one", "two");
  }

  @Test
  void aStreamThatLeavesIsDoneOnceItsLastMessageIsStored() {
    User carol = account("Carol");
    core.identities.register(carol);

    hers.say("Carol", "bye");
    hers.seed().halfClosed();
    assertThat(hers.ending).isNull();
    core.run();

    assertThat(texts(RoomId.direct(alice.id(), carol.id()))).containsExactly("bye");
    assertThat(hers.ending).isEqualTo(Ending.DONE);
  }

  private List<String> texts(RoomId room) {
    return core.journal.read(room, 1, 10, 10_000).stream()
        .map(LogEntry::event)
        .map(event -> ((RoomEvent.Posted) event).text())
        .toList();
  }

  /// Records all, and at times says that it may not have.
  private static final class DoubtfulJournal extends TestJournal {
    int failures;

    @Override
    public AppendResult append(List<Batch> batches) {
      AppendResult result = super.append(batches);
      if (failures-- > 0) {
        throw new JournalException("planned", new IOException());
      }
      return result;
    }
  }
}
