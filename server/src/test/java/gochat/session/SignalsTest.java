package gochat.session;

import static gochat.room.RoomId.LOBBY;
import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static gochat.session.Core.watching;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.account.User;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.peer.DeviceNews;
import gochat.peer.Peers;
import gochat.presence.PresenceTracker.Availability;
import gochat.room.Command;
import gochat.session.Core.Client;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Presence, typing and read markers as streams tell them.
class SignalsTest {
  private final Core core = new Core();
  private final User alice = account("Alice");
  private final User bob = account("Bob");

  @Test
  void presenceIsToldWhenItIsWatchedAndWhenItChanges() {
    Client device = core.opened(alice, watching(bob));
    Client bobs = core.opened(bob);
    bobs.stream().halfClosed();
    core.run();

    assertThat(availabilities(device))
        .containsExactly(Availability.OFFLINE, Availability.ONLINE, Availability.OFFLINE);
  }

  @Test
  void aSlowClientIsToldTheLatestPresenceAndNoneBeforeIt() {
    Client device = core.opened(alice, watching(bob));
    device.takes = false;
    for (int i = 0; i < 10; i++) {
      core.opened(bob).stream().halfClosed();
      core.run();
    }
    core.opened(bob);

    device.takes = true;
    device.stream().drained();

    assertThat(availabilities(device)).containsExactly(Availability.OFFLINE, Availability.ONLINE);
  }

  @Test
  void usersWatchedWhileTheStreamOpensReplaceThoseThatItOpenedWith() {
    Client device = core.device(alice);
    device.open(watching(alice));
    device.stream().watch(Set.of(bob.id()));
    core.run();

    core.opened(bob);

    assertThat(availabilities(device)).contains(Availability.ONLINE);
    assertThat(device.items(Item.PresenceChanged.class))
        .extracting(Item.PresenceChanged::user)
        .endsWith(bob.id());
  }

  @Test
  void aStreamThatHasEndedWatchesNoUser() {
    Client device = core.opened(alice);
    device.stream().halfClosed();

    device.stream().watch(Set.of(bob.id()));
    core.presenceTracker.arrive(bob.id(), bob.id(), bob.id());

    assertThat(core.lane).isEmpty();
  }

  @Test
  void theOtherDeviceIsToldUpToWhereOneHasRead() {
    Client phone = core.opened(bob);
    Client laptop = core.opened(bob);

    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, phone.stream().id()));
    core.run();

    assertThat(phone.items(Item.MarkerMoved.class)).isEmpty();
    assertThat(laptop.items).contains(new Item.MarkerMoved(LOBBY, 1, 7));
  }

  @Test
  void theOtherDeviceIsToldOfTheLatestThatARoomIsHiddenOrShown() {
    Client phone = core.opened(bob);
    Client laptop = core.opened(bob);
    Client slow = core.opened(bob);
    slow.takes = false;

    core.online.tell(bob.id(), new Signal.Hidden(ROOM, true, phone.stream().id()));
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, phone.stream().id()));
    core.run();
    core.online.tell(bob.id(), new Signal.Hidden(ROOM, false, null));
    core.run();
    slow.takes = true;
    slow.stream().drained();

    assertThat(phone.items(Item.Hidden.class)).containsExactly(new Item.Hidden(ROOM, false));
    assertThat(laptop.items(Item.Hidden.class))
        .containsExactly(new Item.Hidden(ROOM, true), new Item.Hidden(ROOM, false));
    assertThat(slow.items(Item.Hidden.class)).containsExactly(new Item.Hidden(ROOM, false));
    assertThat(slow.items(Item.MarkerMoved.class))
        .containsExactly(new Item.MarkerMoved(LOBBY, 1, 7));
  }

  @Test
  void aMarkerInOtherLogsThanThoseOfTheStreamIsNotTold() {
    Client laptop = core.opened(bob);

    core.online.doneElsewhere(bob.id(), new DeviceNews.MarkerMoved(LOBBY, 2, 7));
    core.online.doneElsewhere(bob.id(), new DeviceNews.MarkerMoved(LOBBY, 1, 3));
    core.run();

    assertThat(laptop.items(Item.MarkerMoved.class))
        .containsExactly(new Item.MarkerMoved(LOBBY, 1, 3));
  }

  @Test
  void allDevicesAreToldTheLatestPrivacyAndNothingThatTheyKnow() {
    Client device = core.opened(bob);
    Client slow = core.opened(bob);
    slow.takes = false;
    Blocked blocked = new Blocked(alice.id(), "Alice");

    Privacy first = core.store.privacy().change(bob.id(), former -> former.block(blocked, 9));
    core.online.privacyChanged(bob.id());
    core.run();
    core.online.tell(bob.id(), new Signal.Interrupted());
    core.run();
    Privacy last = core.store.privacy().change(bob.id(), former -> former.unblock(alice.id()));
    core.online.privacyChanged(bob.id());
    core.run();
    slow.takes = true;
    slow.stream().drained();
    Client later = core.opened(bob);

    assertThat(device.items(Item.PrivacyTold.class))
        .containsExactly(new Item.PrivacyTold(first), new Item.PrivacyTold(last));
    assertThat(slow.items(Item.PrivacyTold.class)).containsExactly(new Item.PrivacyTold(last));
    assertThat(later.items(Item.PrivacyTold.class)).containsExactly(new Item.PrivacyTold(last));
  }

  @Test
  void aMarkerThatWasMovedTwiceAtOnceDoesNotGoBack() {
    Client phone = core.opened(bob);
    Client laptop = core.opened(bob);
    Client tablet = core.opened(bob);

    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, phone.stream().id()));
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 5, laptop.stream().id()));
    core.run();

    assertThat(tablet.items(Item.MarkerMoved.class))
        .containsExactly(new Item.MarkerMoved(LOBBY, 1, 7));
    assertThat(phone.items(Item.MarkerMoved.class)).isEmpty();
    assertThat(laptop.items(Item.MarkerMoved.class))
        .containsExactly(new Item.MarkerMoved(LOBBY, 1, 7));
  }

  @Test
  void aSlowClientThatReadsFurtherItselfIsNotToldOfAnEarlierMarker() {
    Client slow = core.opened(bob);
    slow.takes = false;
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 5, null));
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, slow.stream().id()));
    core.run();

    slow.takes = true;
    slow.stream().drained();

    assertThat(slow.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aStreamThatEndsAtAStopIsNotToldOfMarkersThatItsRepliesMayPass() {
    Client slow = core.opened(bob);
    slow.takes = false;
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 5, null));
    core.run();

    slow.stream().shutDown();
    slow.takes = true;
    slow.stream().drained();

    assertThat(slow.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aMarkerIsNotToldAgainThatCameWithTheRoom() {
    core.makeRoom(bob);
    core.store.markers().advance(bob.id(), ROOM, 1);
    Client laptop = core.opened(bob);

    core.online.tell(bob.id(), new Signal.MarkerMoved(ROOM, 1, 1, null));
    core.run();

    assertThat(laptop.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aMarkerThatMovesWhileAStreamOpensComesWithTheRoomOnly() {
    core.makeRoom(bob);
    Client laptop = core.device(bob);
    laptop.open(Core.from());

    core.store.markers().advance(bob.id(), ROOM, 1);
    core.online.tell(bob.id(), new Signal.MarkerMoved(ROOM, 1, 1, null));
    core.run();

    assertThat(laptop.items(Item.Followed.class))
        .extracting(followed -> followed.unread().readSeq())
        .contains(1L);
    assertThat(laptop.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aMarkerThatASlowClientReachesItselfIsNotToldToIt() {
    Client slow = core.opened(bob);
    slow.takes = false;
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, null));
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, slow.stream().id()));
    core.run();

    slow.takes = true;
    slow.stream().drained();

    assertThat(slow.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aMarkerThatTwoOtherDevicesReachIsToldOnce() {
    Client slow = core.opened(bob);
    slow.takes = false;
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, null));
    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, null));
    core.run();

    slow.takes = true;
    slow.stream().drained();

    assertThat(slow.items(Item.MarkerMoved.class))
        .containsExactly(new Item.MarkerMoved(LOBBY, 1, 7));
  }

  @Test
  void aMarkerThatMovesWhileARoomIsLookedUpComesWithTheRoom() {
    Client laptop = core.opened(bob);
    core.makeRoom(alice);
    core.record(ROOM, Core.invite(alice, bob));
    core.runLane();
    core.runWaiting();
    Runnable found = core.lane.removeLast();
    core.record(ROOM, new Command.Post(Authors.author(alice, alice.id()), null, "hi"));
    core.store.markers().advance(bob.id(), ROOM, 3);
    core.online.tell(bob.id(), new Signal.MarkerMoved(ROOM, 1, 3, null));
    core.lane.add(found);
    core.run();

    assertThat(laptop.items(Item.Followed.class).getLast().unread().readSeq()).isEqualTo(3);
    assertThat(laptop.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aMoveInARoomThatIsNotFollowedIsNotToldBecauseItMayBeOlderThanTheStream() {
    core.makeRoom(alice);
    Client laptop = core.opened(bob);

    core.online.tell(bob.id(), new Signal.MarkerMoved(ROOM, 1, 1, null));
    core.run();

    assertThat(laptop.items(Item.MarkerMoved.class)).isEmpty();
  }

  @Test
  void aStreamOfAServerThatStopsFollowsNoFurtherRoomBecauseItHearsOfNoMarker() {
    Client laptop = core.opened(bob);
    core.makeRoom(alice);
    core.record(ROOM, Core.invite(alice, bob));
    core.runLane();
    core.runWaiting();
    laptop.stream().shutDown();
    core.run();

    assertThat(laptop.items(Item.Followed.class))
        .extracting(followed -> followed.listing().room())
        .doesNotContain(ROOM);
  }

  @Test
  void aMoveOfAMarkerReachesASlowClientAndOneThatOpens() {
    Client slow = core.opened(bob);
    slow.takes = false;
    Client opening = core.device(bob);
    opening.open(Core.from());

    core.online.tell(bob.id(), new Signal.MarkerMoved(LOBBY, 1, 7, null));
    core.run();
    slow.takes = true;
    slow.stream().drained();

    assertThat(slow.items).contains(new Item.MarkerMoved(LOBBY, 1, 7));
    assertThat(opening.items).contains(new Item.MarkerMoved(LOBBY, 1, 7));
  }

  @Test
  void typingIsToldToTheOthersInTheRoom() {
    core.makeRoom(alice, bob);
    Client hers = core.opened(alice);
    Client his = core.opened(bob);

    core.online.typing(ROOM, alice);
    core.run();

    assertThat(his.items).endsWith(new Item.Typing(ROOM, alice));
    assertThat(hers.items(Item.Typing.class)).isEmpty();
  }

  @Test
  void aMemberThatHasJustLeftGetsNoTyping() {
    core.makeRoom(alice, bob);
    Client his = core.opened(bob);
    core.record(ROOM, Core.kick(alice, bob));

    core.online.typing(ROOM, alice);
    core.run();

    assertThat(his.items(Item.Typing.class)).isEmpty();
  }

  @Test
  @Holds("typing.listeners-max")
  void inARoomOfMoreThanAHundredTypingIsNotReported() {
    core.makeRoom(alice, bob);
    Client his = core.opened(bob);
    for (int i = 1; i < 100; i++) {
      core.opened(i % 2 == 0 ? alice : bob);
    }
    core.online.typing(ROOM, alice);
    core.run();
    assertThat(his.items(Item.Typing.class)).hasSize(1);

    core.opened(bob);
    core.online.typing(ROOM, alice);
    core.online.typingElsewhere(ROOM, alice);
    core.run();

    assertThat(his.items(Item.Typing.class)).hasSize(1);
  }

  @Test
  void typingInARoomOfMoreThanAHundredIsNotToldToOtherServers() {
    List<String> told = new ArrayList<>();
    Online online = new Online(core.presenceTracker, Limits.STANDARD, peers(told::add));
    for (int i = 0; i < 100; i++) {
      online.listen(ROOM, core.opened(bob).stream());
    }
    online.typing(ROOM, alice);
    assertThat(told).containsExactly("typing");

    online.listen(ROOM, core.opened(bob).stream());
    online.typing(ROOM, alice);
    assertThat(told).containsExactly("typing");
  }

  /// Other servers that get nothing.
  private static Peers peers(Consumer<String> called) {
    return (Peers)
        Proxy.newProxyInstance(
            Peers.class.getClassLoader(),
            new Class<?>[] {Peers.class},
            (_, method, _) -> {
              called.accept(method.getName());
              return null;
            });
  }

  @Test
  void whoIsTypingAtAnotherServerIsReportedToTheOthers() {
    core.makeRoom(alice, bob);
    Client his = core.opened(bob);
    Client hers = core.opened(alice);

    core.online.typingElsewhere(ROOM, alice);
    core.run();

    assertThat(his.items(Item.Typing.class)).containsExactly(new Item.Typing(ROOM, alice));
    assertThat(hers.items(Item.Typing.class)).isEmpty();
  }

  private static List<Availability> availabilities(Client client) {
    return client.items(Item.PresenceChanged.class).stream()
        .map(changed -> changed.presence().availability())
        .toList();
  }
}
