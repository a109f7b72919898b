package gochat.session;

import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.session.Core.Client;
import gochat.session.FollowWishes.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that is behind in several rooms.
class CatchUpTest {
  private final User alice = account("Alice");
  private final User bob = account("Bob");
  private final ReadJournal journal = new ReadJournal();
  private Core core = new Core(journal);

  @BeforeEach
  void missALot() {
    core.makeRoom(alice, bob);
    for (int i = 0; i < 3; i++) {
      core.post(alice, ROOM, "in the room");
      core.post(alice, RoomId.LOBBY, "in the lobby");
    }
    // After a restart only the log has the messages.
    core = new Core(journal);
  }

  @Test
  void itsRoomsAreReadOneAfterTheOther() {
    Client device = opened();
    int pagesAtOnce = 0;
    while (core.shard.turn() || core.runLane()) {
      pagesAtOnce = Math.max(pagesAtOnce, core.waiting.size());
    }

    assertThat(pagesAtOnce).isOne();
    core.run();
    assertThat(device.items(Item.RoomCaughtUp.class)).hasSize(2);
    assertThat(device.texts()).hasSize(6);
  }

  @Test
  void noPageIsReadWhileItDoesNotRead() {
    Client device = opened();
    device.takes = false;
    core.run();
    assertThat(device.texts()).isEmpty();

    device.takes = true;
    device.stream().drained();
    core.run();

    assertThat(device.texts()).hasSize(6);
  }

  @Test
  void aRoomThatIsLeftWhileItWaitsForItsTurnDoesNotDelayOthers() {
    Client device = opened();
    device.takes = false;
    core.run();
    core.act(ROOM, Core.kick(alice, bob));

    device.takes = true;
    device.stream().drained();
    core.run();

    assertThat(device.texts()).containsExactly("in the lobby", "in the lobby", "in the lobby");
  }

  @Test
  @Holds({"stream.page-entries-max", "stream.page-bytes-max"})
  void aPageHoldsOnlySoMuch() {
    for (int i = 0; i < 300; i++) {
      core.post(alice, RoomId.LOBBY, "short");
    }
    for (int i = 0; i < 3; i++) {
      core.post(alice, ROOM, "x".repeat(30_000));
    }
    core = new Core(journal);
    Client device = opened();
    core.run();

    assertThat(device.texts()).hasSize(309);
    assertThat(journal.pages).contains(256).allMatch(entries -> entries <= 256);
    assertThat(journal.longest).as("bytes of texts").isEqualTo(60_000 + 3 * "in the room".length());
  }

  @Test
  void aGapTakesThePlaceOfADamagedEventAndTheOthersCome() {
    for (long damaged = 1; damaged <= 3; damaged++) {
      journal.damaged = damaged;
      core = new Core(journal);
      Client device = opened();
      core.run();

      assertThat(device.items(Item.Gap.class))
          .containsExactly(new Item.Gap(RoomId.LOBBY, 1, damaged, damaged, Item.Gap.Cause.DAMAGED));
      assertThat(device.items(Item.RoomCaughtUp.class)).hasSize(2);
      assertThat(device.texts()).hasSize(5);
    }
  }

  /// Records the reads.
  private static final class ReadJournal extends TestJournal {
    final List<Integer> pages = new ArrayList<>();
    int longest;

    /// The seq of an event of the lobby, 0 for none.
    long damaged;

    @Override
    public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
      List<LogEntry> page = super.read(room, after, entriesMax, bytesMax);
      if (room.equals(RoomId.LOBBY) && page.stream().anyMatch(entry -> entry.seq() == damaged)) {
        throw JournalException.damaged("planned", new IOException(), damaged);
      }
      pages.add(page.size());
      longest = Math.max(longest, page.stream().mapToInt(ReadJournal::bytes).sum());
      return page;
    }

    private static int bytes(LogEntry entry) {
      return entry.event() instanceof RoomEvent.Posted posted ? posted.text().length() : 0;
    }
  }

  private Client opened() {
    Client device = core.device(bob);
    device.open(Core.from(new Cursor(ROOM, 1, 0), new Cursor(RoomId.LOBBY, 1, 0)));
    core.runWaiting();
    return device;
  }
}
