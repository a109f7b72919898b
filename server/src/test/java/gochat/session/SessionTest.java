package gochat.session;

import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static gochat.session.Core.guest;
import static gochat.session.Core.invite;
import static gochat.session.Core.kick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.account.User;
import gochat.journal.TestJournal;
import gochat.limit.Allowance;
import gochat.limit.LimitTable.Holds;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Measure;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.session.Core.Client;
import gochat.session.FollowWishes.Cursor;
import gochat.session.Item.Unfollowed.Reason;
import gochat.shard.Submitter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final Core core = new Core();
  private final User alice = account("Alice");
  private final User bob = account("Bob");

  @BeforeEach
  void makeRoom() {
    core.makeRoom(alice, bob);
  }

  @Test
  void aRoomJoinedOnAnotherDeviceAppearsOnThisOne() {
    User carol = account("Carol");
    Client device = core.opened(carol);

    core.act(ROOM, invite(alice, carol));
    core.post(alice, ROOM, "welcome");

    assertThat(device.items(Item.Followed.class)).extracting(Item.Followed::after).contains(2L);
    assertThat(device.items).contains(new Item.RoomCaughtUp(ROOM, 1, 3));
    assertThat(device.texts()).containsExactly("welcome");
  }

  @Test
  void aKickedMemberGetsTheKickAndNothingBehindIt() {
    Client device = core.opened(bob);

    core.shard.submit(ROOM, kick(alice, bob), new Submitter(_ -> {}, () -> {}));
    core.post(alice, ROOM, "he is gone");
    core.post(alice, ROOM, "at last");

    assertThat(device.items(Item.Event.class)).hasSize(1);
    Item.Event kick = device.items(Item.Event.class).getFirst();
    Measure measure = new Measure((RoomEvent.Kicked) kick.entry().event());
    assertThat(device.items).endsWith(new Item.Unfollowed(ROOM, Reason.KICKED, measure));
    assertThat(device.texts()).isEmpty();
  }

  @Test
  void eventsThatHappenWhileTheStreamOpensAreFollowed() {
    User carol = account("Carol");
    Client device = core.device(carol);
    device.open(Core.from());
    core.runWaiting();

    core.act(ROOM, invite(alice, carol));

    assertThat(device.items).contains(new Item.RoomCaughtUp(ROOM, 1, 3));
  }

  @Test
  void aMemberThatLeftAndCameBackWhileTheStreamOpensKeepsTheRoom() {
    Client device = core.device(bob);
    device.open(Core.from(new Cursor(ROOM, 1, 1)));

    core.record(ROOM, kick(alice, bob));
    core.record(ROOM, invite(alice, bob));
    core.run();

    assertThat(device.items(Item.Unfollowed.class)).isEmpty();
    assertThat(device.items).contains(new Item.RoomCaughtUp(ROOM, 1, 4));
    assertThat(device.items(Item.Event.class)).hasSize(3);
  }

  @Test
  void aUserThatCameLeftAndCameBackGetsTheLastArrivalOnly() {
    User carol = account("Carol");
    Client device = core.opened(carol);

    core.record(ROOM, invite(alice, carol));
    core.record(ROOM, kick(alice, carol));
    core.record(ROOM, invite(alice, carol));
    core.run();

    assertThat(device.items(Item.Followed.class))
        .extracting(Item.Followed::after)
        .containsExactly(0L, 4L);
  }

  /// As after an append with an unknown outcome, or from another server.
  @Test
  void aDepartureThatIsToldAgainDoesNotEndALaterMembership() {
    User carol = account("Carol");
    Client device = core.opened(carol);
    core.record(ROOM, invite(alice, carol));
    core.record(ROOM, kick(alice, carol));
    core.record(ROOM, invite(alice, carol));
    LogEntry departure = core.journal.read(ROOM, 3, 1, 1).getFirst();
    assertThat(departure.event().departed()).isEqualTo(carol.id());

    core.online.tell(carol.id(), new Signal.Departed(ROOM, departure));
    core.online.tell(carol.id(), new Signal.Arrived(ROOM, 3));
    core.run();

    assertThat(device.items(Item.Followed.class))
        .extracting(Item.Followed::after)
        .containsExactly(0L, 4L);
  }

  @Test
  void aRoomThatTheUserLeftBeforeItWasLookedUpIsNotFollowed() {
    User carol = account("Carol");
    Client device = core.opened(carol);
    core.record(ROOM, invite(alice, carol));
    core.runLane();

    core.record(ROOM, kick(alice, carol));
    core.run();

    assertThat(device.items(Item.Followed.class)).hasSize(1);
    assertThat(device.items(Item.Unfollowed.class)).isEmpty();
  }

  @Test
  void aPublicRoomThatTheUserLeavesWhileItIsLookedUpIsNotFollowed() {
    Runnable[] whenRecorded = {() -> {}};
    Core core =
        new Core(
            new TestJournal() {
              @Override
              public AppendResult append(List<Batch> batches) {
                AppendResult result = super.append(batches);
                whenRecorded[0].run();
                return result;
              }
            });
    core.act(ROOM, Core.create(alice, RoomKind.PUBLIC));
    Client device = core.opened(bob);
    core.record(ROOM, invite(alice, bob));
    core.runLane();

    whenRecorded[0] = core::runWaiting;
    core.record(ROOM, kick(alice, bob));
    core.run();

    assertThat(device.items(Item.Followed.class)).hasSize(1);
  }

  @Test
  void messagesOfOneDeviceReachTheOther() {
    Client phone = core.opened(bob);
    Client laptop = core.opened(bob);

    core.act(ROOM, new Command.Post(Authors.author(bob, phone.stream().id()), null, "hi"));

    assertThat(phone.texts()).containsExactly("hi");
    assertThat(laptop.texts()).containsExactly("hi");
  }

  @Test
  void aRevokedStreamEndsAndFollowsNothing() {
    Client device = core.opened(bob);

    device.stream().leaseHolder().ended();
    core.run();
    core.post(alice, ROOM, "unheard");

    assertThat(device.ending).isEqualTo(Ending.REVOKED);
    assertThat(device.texts()).isEmpty();
    assertThat(core.online.find(bob.id())).isEmpty();
  }

  @Test
  @Holds({"stream.per-account-max", "stream.per-guest-max"})
  void theStreamsOfAUserAreLimited() {
    for (User user : List.of(bob, guest("Gus"))) {
      int max = user == bob ? 64 : 4;
      Client first = core.opened(user);
      for (int i = 1; i < max; i++) {
        assertThat(core.opened(user).ending).isNull();
      }

      Client tooMany = core.device(user);
      tooMany.open(Core.from());
      core.run();

      assertThat(tooMany.ending)
          .isEqualTo(
              new Ending(
                  Ending.Reason.TOO_MANY_STREAMS,
                  "You have %d streams open, and no more are allowed. Close one, then try again."
                      .formatted(max)));
      assertThat(tooMany.items).isEmpty();
      first.stream().halfClosed();
      assertThat(core.opened(user).ending).isNull();
    }
  }

  @Test
  void aStreamOfTheFirstContractWithATokenIsOneOfItsUser() {
    Proof proof = core.proof(alice);
    for (int i = 0; i < 64; i++) {
      assertThat(core.opened(alice).ending).isNull();
    }

    assertThat(core.seed("Alice", proof).ending).isEqualTo(Ending.tooManyStreams(64));
  }

  @Test
  void aStreamOfTheFirstContractThatIsTooFastIsHeldBackAndGoesOnByItself() {
    Client fast = core.seed("Gus", null);
    Allowance allowance = core.rates.stranger(Core.ADDRESS);
    while (allowance.waitNanos() == 0) {
      allowance.take(1, 0);
    }

    fast.say("", "held back");
    fast.say("", "behind it");
    core.run();
    assertThat(TestJournal.load(core.journal, RoomId.LOBBY).head()).isZero();
    core.nanos.addAndGet(TimeUnit.DAYS.toNanos(1));

    await()
        .until(() -> {
          core.run();
          return TestJournal.load(core.journal, RoomId.LOBBY).head() == 2;
        });
  }
}
