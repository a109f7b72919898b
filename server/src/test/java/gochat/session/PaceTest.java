package gochat.session;

import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.room.RoomId;
import gochat.session.Core.Client;
import gochat.session.FollowWishes.Cursor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that is behind in several rooms.
class PaceTest {
  private final User alice = account("Alice");
  private final User bob = account("Bob");
  private Core core = new Core();

  @BeforeEach
  void missALot() {
    core.makeRoom(alice, bob);
    for (int i = 0; i < 3; i++) {
      core.post(alice, ROOM, "in the room");
      core.post(alice, RoomId.LOBBY, "in the lobby");
    }
    // After a restart what was said is in the log, and nowhere else.
    core = new Core(core.journal);
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
  void aRoomThatIsLeftWhileItWaitsForItsTurnHoldsUpNobody() {
    Client device = opened();
    device.takes = false;
    core.run();
    core.act(ROOM, Core.kick(alice, bob));

    device.takes = true;
    device.stream().drained();
    core.run();

    assertThat(device.texts()).containsExactly("in the lobby", "in the lobby", "in the lobby");
  }

  private Client opened() {
    Client device = core.device(bob);
    device.stream().open(Core.from(new Cursor(ROOM, 1, 0), new Cursor(RoomId.LOBBY, 1, 0)));
    core.runWaiting();
    return device;
  }
}
