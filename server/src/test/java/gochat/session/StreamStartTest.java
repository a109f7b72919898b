package gochat.session;

import static gochat.session.Core.ROOM;
import static gochat.session.Core.account;
import static gochat.session.Core.invite;
import static gochat.session.Core.kick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gochat.account.User;
import gochat.journal.TestJournal;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.session.Core.Client;
import gochat.session.FollowWishes.Cursor;
import gochat.session.FollowWishes.From;
import gochat.session.Item.Unfollowed.Reason;
import gochat.store.memory.MemoryStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The place in each room at which a stream begins, and the announcements of events that it leaves
/// out.
class StreamStartTest {
  private final Core core = new Core();
  private final User alice = account("Alice");
  private final User bob = account("Bob");

  @BeforeEach
  void makeRoom() {
    core.makeRoom(alice, bob);
  }

  @Test
  void aStreamBringsWhatWasMissedThenSaysSoThenGoesOnLive() {
    core.post(alice, ROOM, "missed");

    Client device = core.opened(bob, Core.from(new Cursor(ROOM, 1, 2)));
    core.post(alice, ROOM, "live");

    assertThat(device.items)
        .extracting(item -> item.getClass().getSimpleName())
        .containsSubsequence("Followed", "Followed", "Event", "RoomCaughtUp", "CaughtUp", "Event");
    assertThat(device.texts()).containsExactly("missed", "live");
    assertThat(device.items(Item.CaughtUp.class)).hasSize(1);
  }

  @Test
  void aCursorBeyondTheHeadGetsTheLogFromItsStartForThatRoomAlone() {
    core.post(alice, RoomId.LOBBY, "known");

    Client device =
        core.opened(bob, Core.from(new Cursor(ROOM, 1, 3), new Cursor(RoomId.LOBBY, 1, 1)));
    core.post(alice, ROOM, "live");

    assertThat(device.ending).isNull();
    assertThat(device.items(Item.Reset.class)).containsExactly(new Item.Reset(ROOM, 1));
    assertThat(device.items(Item.Event.class))
        .extracting(event -> event.entry().seq())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aStaleCursorGetsTheNewLogFromItsStart() {
    Core restored = new Core(new TestJournal(MemoryStore.create(2)));
    restored.makeRoom(alice, bob);

    Client device = restored.opened(bob, Core.from(new Cursor(ROOM, 1, 70)));

    assertThat(device.items).contains(new Item.Reset(ROOM, 2));
    assertThat(device.items(Item.Event.class)).hasSize(2);
  }

  @Test
  void aClientThatWantsOnlyTheLastEventsGetsAGap() {
    for (int i = 0; i < 5; i++) {
      core.post(alice, ROOM, "text " + i);
    }

    Client device =
        core.opened(
            bob,
            new FollowWishes(List.of(new Cursor(ROOM, 1, 2)), From.END, List.of(), 2, Set.of()));

    assertThat(device.items).contains(new Item.Gap(ROOM, 1, 3, 5, Item.Gap.Cause.CATCH_UP_MAX));
    assertThat(device.texts()).containsExactly("text 3", "text 4");
  }

  private void trim(RoomId room, long to) {
    core.shard.trim(room, to, floor -> assertThat(floor).isEqualTo(to));
    core.run();
  }

  @Test
  void removedEventsAreAnnouncedOnceFromTheFirstOneOn() {
    for (int i = 0; i < 5; i++) {
      core.post(alice, ROOM, "text " + i);
    }
    trim(ROOM, 5);
    Item.Gap removed = new Item.Gap(ROOM, 1, 1, 5, Item.Gap.Cause.RETENTION);

    Client device = core.opened(bob, Core.from(new Cursor(ROOM, 1, 2)));

    assertThat(device.items(Item.Gap.class)).containsExactly(removed);
    assertThat(device.texts()).containsExactly("text 3", "text 4");
    FollowWishes fewer =
        new FollowWishes(List.of(new Cursor(ROOM, 1, 2)), From.END, List.of(), 2, Set.of());
    assertThat(core.opened(bob, fewer).items(Item.Gap.class)).containsExactly(removed);
    FollowWishes fewest =
        new FollowWishes(List.of(new Cursor(ROOM, 1, 2)), From.END, List.of(), 1, Set.of());
    assertThat(core.opened(bob, fewest).items(Item.Gap.class))
        .containsExactly(new Item.Gap(ROOM, 1, 3, 6, Item.Gap.Cause.CATCH_UP_MAX));
    assertThat(core.opened(bob, Core.from(new Cursor(ROOM, 1, 5))).items(Item.Gap.class)).isEmpty();
  }

  @Test
  void aSlowReaderIsToldWhatWasRemovedBeforeItCameThere() {
    Client device = core.opened(bob);
    device.takes = false;
    for (int i = 0; i < 5; i++) {
      core.post(alice, ROOM, "text " + i);
    }
    trim(ROOM, 5);

    device.takes = true;
    device.stream().drained();
    core.run();

    assertThat(device.ending).isNull();
    assertThat(device.items(Item.Gap.class))
        .containsExactly(new Item.Gap(ROOM, 1, 1, 5, Item.Gap.Cause.RETENTION));
    assertThat(device.texts()).containsExactly("text 3", "text 4");
    core.post(alice, ROOM, "live");
    assertThat(device.texts()).endsWith("live");
  }

  @Test
  void aSlowReaderOfTheFirstContractIsToldInASentence() {
    Client reader = core.seed("Sam", null);
    reader.takes = false;
    for (int i = 0; i < 3; i++) {
      core.post(alice, RoomId.LOBBY, "text " + i);
    }
    trim(RoomId.LOBBY, 2);

    reader.takes = true;
    reader.seed().drained();
    core.run();

    assertThat(reader.texts())
        .hasSize(2)
        .contains("text 2")
        .anyMatch(text -> text.contains("no longer kept"));
  }

  @Test
  void aRoomWithoutACursorBeginsAtItsEndAtItsStartOrWhereTheUserJoined() {
    RoomId direct = RoomId.direct(alice.id(), bob.id());
    core.act(
        direct, new Command.OpenDirect(Authors.author(alice, alice.id()), Authors.person(bob)));
    core.post(alice, direct, "first");
    core.post(alice, ROOM, "welcome");
    core.post(alice, RoomId.LOBBY, "all");

    assertThat(core.opened(bob, from(From.END, 0)).texts()).isEmpty();
    assertThat(core.opened(bob, from(From.START, 0)).texts())
        .containsExactlyInAnyOrder("first", "welcome", "all");
    Client joined = core.opened(bob, from(From.JOINED, 0));
    assertThat(joined.texts()).containsExactlyInAnyOrder("first", "welcome");
    assertThat(joined.items(Item.Followed.class))
        .extracting(followed -> followed.listing().room(), Item.Followed::after)
        .containsExactlyInAnyOrder(tuple(RoomId.LOBBY, 1L), tuple(ROOM, 2L), tuple(direct, 1L));
  }

  @Test
  void aRoomBeginsWhereTheUserJoinedThisTimeAndElsewhereAtItsEnd() {
    User carol = account("Carol");
    core.act(ROOM, kick(alice, bob));
    core.act(ROOM, invite(alice, bob));
    core.post(alice, ROOM, "welcome back");

    assertThat(core.opened(bob, from(From.JOINED, 0)).items(Item.Followed.class))
        .extracting(Item.Followed::after)
        .containsExactly(0L, 4L);
    RoomId open = new RoomId("open");
    core.act(open, Core.create(alice, RoomKind.PUBLIC));
    core.post(alice, open, "news");
    Client reader =
        core.opened(carol, new FollowWishes(List.of(), From.JOINED, List.of(open), 0, Set.of()));
    assertThat(reader.texts()).isEmpty();
  }

  @Test
  void catchUpMaxHoldsForRoomsWithoutACursorToo() {
    for (int i = 0; i < 5; i++) {
      core.post(alice, ROOM, "text " + i);
    }

    Client device = core.opened(bob, from(From.JOINED, 2));

    assertThat(device.items).contains(new Item.Gap(ROOM, 1, 3, 5, Item.Gap.Cause.CATCH_UP_MAX));
    assertThat(device.texts()).containsExactly("text 3", "text 4");
  }

  private static FollowWishes from(From from, int catchUpMax) {
    return new FollowWishes(List.of(), from, List.of(), catchUpMax, Set.of());
  }

  @Test
  void aRoomThatCannotBeFollowedIsToldOnce() {
    RoomId none = new RoomId("none");

    Client device =
        core.opened(
            bob,
            new FollowWishes(
                List.of(new Cursor(none, 1, 7)), From.END, List.of(none), 0, Set.of()));

    assertThat(device.items(Item.Unfollowed.class))
        .containsExactly(new Item.Unfollowed(none, Reason.NOT_FOUND));
  }
}
