package gochat.session;

import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.account.User;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.session.Core.Client;
import gochat.session.FollowWishes.Cursor;
import gochat.shard.Outcome;
import gochat.store.memory.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A running server whose logs lose their ends: a standby that lacks them has become the primary.
@ExtendWith(SilentServer.class)
class OlderLogsTest {
  private final Replaceable journal = new Replaceable();
  private final Core core = new Core(journal);
  private final User alice = account("Alice");
  private final User bob = account("Bob");

  @Test
  void streamsEndAndTheirClientsBeginAnewOnTheNewEpoch() {
    core.makeRoom(alice, bob);
    Client before = core.opened(bob);
    core.post(alice, ROOM, "kept");
    journal.keep();
    core.post(alice, ROOM, "lost");

    journal.loseTail();
    before.stream().sweep(0);

    assertThat(before.ending).isEqualTo(Ending.OLDER_LOGS);
    Client after = core.opened(bob, Core.from(new Cursor(ROOM, 1, 4)));
    assertThat(after.items).contains(new Item.Reset(ROOM, 2));
    assertThat(after.texts()).containsExactly("kept");
  }

  @Test
  void aStreamThatDoesNotKnowYetBringsNothingOfTheNewLogs() {
    core.makeRoom(alice, bob);
    Client before = core.opened(bob);
    journal.keep();
    core.post(alice, ROOM, "lost");

    journal.loseTail();
    core.post(alice, ROOM, "in its place");
    core.post(alice, ROOM, "behind");

    assertThat(before.texts()).containsExactly("lost");
    assertThat(before.ending).isEqualTo(Ending.OLDER_LOGS);
  }

  @Test
  void aPrivateMessageHasItsPlaceInTheNewLogs() {
    journal.keep();
    Client before = core.seed("Carol", null);
    before.say("", "lost");
    core.run();

    journal.loseTail();
    before.seed().sweep(0);
    Client dave = core.seed("Dave", null);
    core.seed("Erin", null).say("Dave", "hello");
    core.run();

    assertThat(dave.texts()).containsExactly("hello");
  }

  @Test
  void roomsInMemoryAreReadAgainAlsoThoseInDoubt() {
    core.makeRoom(alice, bob);
    journal.keep();
    core.post(alice, ROOM, "lost");
    journal.fails = true;
    assertThat(core.post(alice, ROOM, "in doubt")).isEqualTo(new Outcome.Unknown());
    journal.fails = false;

    journal.loseTail();

    assertThat(core.post(alice, ROOM, "next")).isEqualTo(new Outcome.Stored(3));
  }

  private static final class Replaceable extends TestJournal {
    private boolean fails;
    private Journal now = store().journal();
    private Journal kept = now;

    /// The logs are at their present state after [#loseTail].
    void keep() {
      kept = MemoryStore.create(2).journal();
      for (RoomId room : List.of(ROOM, RoomId.LOBBY)) {
        List<LogEntry> entries = now.read(room, 0, 100, 10_000);
        if (!entries.isEmpty()) {
          kept.append(List.of(new Batch(room, 0, entries.stream().map(LogEntry::event).toList())));
        }
      }
    }

    void loseTail() {
      now = kept;
    }

    @Override
    protected Journal journal() {
      return now;
    }

    @Override
    public AppendResult append(List<Batch> batches) {
      if (fails) {
        throw new JournalException("append", new IllegalStateException("fails"));
      }
      return super.append(batches);
    }
  }
}
