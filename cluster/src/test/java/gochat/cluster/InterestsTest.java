package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.bus.FakeBus;
import gochat.bus.FakeNetwork;
import gochat.bus.FakeNetwork.Faults;
import gochat.journal.Journal.Batch;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The order of what happens before a room is followed.
class InterestsTest {
  private static final RoomId ROOM = RoomId.LOBBY;

  private final FakeNetwork network = new FakeNetwork(new Random(0), Faults.NONE);
  private final FakeBus here = network.join();
  private final FakeBus there = network.join();
  private final TestJournal journal = new TestJournal();
  private final OwnRooms own = new OwnRooms();
  private final List<TypingFrame> typing = new ArrayList<>();
  private final Interests interests = new Interests(here, journal, own, Runnable::run, typing::add);
  private final List<String> done = own.done;

  @Test
  void aRoomIsFollowedWhenTheSubscriptionStandsAndItsHeadWasReadAfterThat() {
    record();
    interests.follow(ROOM, () -> done.add("follow"));
    assertThat(done).isEmpty();
    record();

    run();

    assertThat(done).containsExactly("told 2", "follow", "fence");
  }

  @Test
  void aFurtherFollowerDoesNotWait() {
    interests.follow(ROOM, () -> done.add("first"));
    run();
    done.clear();

    interests.follow(ROOM, () -> done.add("second"));

    assertThat(done).containsExactly("second", "fence");
  }

  @Test
  void whatAnotherServerTellsIsPassedOn() {
    interests.follow(ROOM, () -> {});
    run();
    done.clear();

    tell(journal.epoch(), 9);
    tell(journal.epoch() + 1, 10);
    run();

    assertThat(done).containsExactly("told 9");
  }

  @Test
  void eventsThatAnotherServerTellsArePassedOn() {
    interests.follow(ROOM, () -> {});
    run();
    done.clear();
    record();

    Turn turn = new Turn(ROOM, journal.epoch(), journal.read(ROOM, 0, 9, 9));
    there.publish(HeadFrame.subject(ROOM), TurnFrame.of(turn).orElseThrow());
    run();

    assertThat(done).containsExactly("told events [1]");
  }

  @Test
  void typingInAFollowedRoomIsPassedOn() {
    TypingFrame frame =
        new TypingFrame(
            ROOM, new User(UUID.randomUUID(), UserName.stored("Alice"), UserKind.ACCOUNT));
    there.publish(HeadFrame.subject(ROOM), frame.bytes());
    run();
    assertThat(typing).isEmpty();

    interests.follow(ROOM, () -> {});
    run();
    there.publish(HeadFrame.subject(ROOM), frame.bytes());
    run();

    assertThat(typing).containsExactly(frame);
  }

  @Test
  void aRoomThatLeftMemoryIsNoLongerHeardOf() {
    interests.follow(ROOM, () -> {});
    run();
    own.endFences();
    done.clear();

    interests.dropped(ROOM);
    tell(journal.epoch(), 9);
    run();

    assertThat(done).isEmpty();
  }

  @Test
  void aRoomThatComesBackWhileItLeavesIsHeardOf() {
    interests.follow(ROOM, () -> {});
    run();
    done.clear();

    // The shard drops the room, and has the request to follow it in its inbox.
    interests.dropped(ROOM);
    tell(journal.epoch(), 9);
    run();

    assertThat(done).containsExactly("told 9");
  }

  @Test
  void withoutABusRoomsAreFollowedAndTheirHeadsCompared() {
    here.disconnect();
    interests.follow(ROOM, () -> done.add("follow"));
    record();
    run();
    assertThat(done).isEmpty();

    interests.goOnWithoutBus();
    record();
    interests.goOnWithoutBus();

    assertThat(done).containsExactly("told 1", "follow", "fence", "told 2");
  }

  private void run() {
    while (network.step()) {
      // Each step delivers something.
    }
  }

  private void tell(long epoch, long head) {
    there.publish(HeadFrame.subject(ROOM), new HeadFrame(ROOM, epoch, head).bytes());
  }

  private void record() {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    RoomEvent event = new RoomEvent.Posted(author, 1, null, "text", 0, 0, List.of());
    var _ = journal.append(List.of(new Batch(ROOM, journal.head(ROOM), List.of(event))));
  }
}
