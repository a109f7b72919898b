package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History.Anchor;
import gochat.journal.History.Pin;
import gochat.journal.History.PinPage;
import gochat.journal.ReadMarkers.Unread;
import gochat.journal.Retention;
import gochat.journal.Retention.Ruled;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.room.Target;
import gochat.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The contract of [gochat.journal.Journal] for the removal of old events, and of [Retention].
abstract class RetentionContract extends StoreContract.PortContract {
  private static final int EVENTS_MAX = 1_000;

  RetentionContract(StoreContract backend) {
    super(backend);
  }

  private Retention retention() {
    return store().retention();
  }

  private long trim(RoomId room, long to) {
    return journal().trim(room, to, EVENTS_MAX);
  }

  private List<Long> seqs(RoomId room) {
    return readAll(room).stream().map(LogEntry::seq).toList();
  }

  @Test
  void eventsUpToTheFloorAreGoneAndTheOthersKeepTheirPositions() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"));
    append(OTHER, post(ALICE, "x"));

    assertThat(trim(ROOM, 2)).isEqualTo(2);
    reopen();

    assertThat(readAll(ROOM)).containsExactly(new LogEntry(3, post(ALICE, "c")));
    assertThat(journal().read(ROOM, 1, NO_LIMIT, NO_LIMIT)).hasSize(1);
    assertThat(journal().floor(ROOM).head()).isEqualTo(2);
    assertThat(journal().floor(OTHER)).isEqualTo(RoomSnapshot.empty(OTHER));
    assertThat(seqs(OTHER)).containsExactly(1L);
    assertThat(append(ROOM, post(BOB, "d"))).isEqualTo(4);
  }

  @Test
  void aRuleCanBeAskedForOneRoomAlone() {
    append(RoomId.AUDIT, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"));
    retention().set(RoomId.AUDIT, new RetentionRule(0, 1));

    assertThat(retention().ruled(RoomId.AUDIT, new RetentionRule(0, 2), AT))
        .isEqualTo(new Ruled(RoomId.AUDIT, 0, 1));
    assertThat(retention().ruled(RoomId.AUDIT, new RetentionRule(1_000, 0), AT + 1_000))
        .isEqualTo(new Ruled(RoomId.AUDIT, 0, 0));
    assertThat(retention().ruled(RoomId.AUDIT, new RetentionRule(1_000, 0), AT + 1_001))
        .isEqualTo(new Ruled(RoomId.AUDIT, 0, 3));
    assertThat(retention().ruled(new RoomId("none"), new RetentionRule(0, 2), AT))
        .isEqualTo(new Ruled(new RoomId("none"), 0, 0));
  }

  @Test
  void aFloorNeverFallsAndOneCallRaisesItOnlySoFar() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"), post(ALICE, "d"));

    assertThat(journal().trim(ROOM, 3, 2)).isEqualTo(2);
    assertThat(journal().trim(ROOM, 3, 2)).isEqualTo(3);
    assertThat(trim(ROOM, 1)).isEqualTo(3);
    assertThat(trim(new RoomId("none"), 5)).isZero();
  }

  @Test
  void aLogWithoutEventsGoesOnWhereItEnded() {
    append(ROOM, created(ALICE, RoomKind.PRIVATE, "Tea"), post(ALICE, "a"));

    assertThat(trim(ROOM, 99)).isEqualTo(2);
    reopen();

    assertThat(journal().head(ROOM)).isEqualTo(2);
    assertThat(load(ROOM)).isEqualTo(journal().floor(ROOM));
    assertThat(rooms().find(ROOM, ALICE.user()).orElseThrow())
        .returns(2L, listing -> listing.head())
        .returns(2L, listing -> listing.floor());
    assertThat(append(ROOM, post(ALICE, "b"))).isEqualTo(3);
    assertThat(seqs(ROOM)).containsExactly(3L);
  }

  @Test
  void theStateAtTheFloorLeadsToTheStateAtTheHead() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "Tea"),
        new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MODERATOR),
        new RoomEvent.Joined(CAROL, AT, CAROL.person(), Role.MEMBER),
        new RoomEvent.Muted(ALICE, AT, CAROL.person()),
        new RoomEvent.Banned(ALICE, AT, CAROL.person(), Role.MEMBER),
        post(ALICE, "a"),
        pin(ALICE, 6),
        new RoomEvent.Renamed(ALICE, AT, name("Coffee")),
        new RoomEvent.Left(BOB, AT),
        pin(BOB, 6));
    for (long floor = 1; floor <= 10; floor++) {
      trim(ROOM, floor);
      reopen();

      Room replayed = new Room(journal().floor(ROOM));
      readAll(ROOM).forEach(replayed::apply);
      assertThat(replayed.snapshot()).isEqualTo(load(ROOM));
      assertThat(defects()).isEmpty();
    }
    assertThat(load(ROOM).banned()).containsOnlyKeys(CAROL.user());
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    new Verifier(store(), Verifier.Mode.UNUSED, defects::add).run();
    return defects;
  }

  @Test
  void theRuleOfTheOwnersIsPartOfTheStateAndHoldsBesideTheOthers() {
    append(
        ROOM,
        created(ALICE, RoomKind.PRIVATE, "Tea"),
        post(ALICE, "a"),
        new RoomEvent.RetentionChanged(ALICE, AT, new RetentionRule(0, 2)),
        post(ALICE, "b"));
    assertThat(retention().ruled(RetentionRule.NONE, AT, null, 10))
        .containsExactly(new Retention.Ruled(ROOM, 0, 2));
    assertThat(retention().ruled(new RetentionRule(0, 1), AT, null, 10))
        .contains(new Retention.Ruled(ROOM, 0, 3));
    assertThat(retention().of(ROOM)).isEqualTo(RetentionRule.NONE);

    trim(ROOM, 3);
    reopen();
    assertThat(journal().floor(ROOM).retention()).isEqualTo(new RetentionRule(0, 2));
    assertThat(load(ROOM).retention()).isEqualTo(new RetentionRule(0, 2));

    append(ROOM, new RoomEvent.RetentionChanged(ALICE, AT, RetentionRule.NONE));
    assertThat(retention().ruled(RetentionRule.NONE, AT, null, 10)).isEmpty();
  }

  @Test
  void theSlowModeOutlivesItsEvent() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "Tea"),
        new RoomEvent.SlowModeChanged(ALICE, AT, 30_000),
        post(ALICE, "a"));
    trim(ROOM, 2);
    reopen();

    assertThat(journal().floor(ROOM).slowMode()).isEqualTo(new SlowMode(30_000, 2));
    assertThat(load(ROOM).slowMode()).isEqualTo(new SlowMode(30_000, 2));
  }

  @Test
  void aNewTopicIsErasedFromTheFloorToo() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Tea"), post(ALICE, "a"));
    trim(ROOM, 2);
    assertThat(journal().floor(ROOM).topic()).isEqualTo("about Tea");

    append(ROOM, new RoomEvent.TopicChanged(ALICE, AT, "leaves"));

    assertThat(journal().floor(ROOM).topic()).isEmpty();
    assertThat(load(ROOM).topic()).isEqualTo("leaves");
  }

  @Test
  void aMessageIdIsForgottenWithItsMessage() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "a"));
    trim(ROOM, 1);

    Command.Post again = new Command.Post(ALICE, id, "other");
    assertThat(lookUp(ROOM, List.of(again))).containsExactly(new Known.OfPost(again, null, null));
    assertThat(append(ROOM, post(ALICE, id, "other"))).isEqualTo(2);
  }

  @Test
  void aReferenceToARemovedEventIsKnownAsSuch() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"));
    trim(ROOM, 1);

    Command.Post reply = new Command.Post(BOB, null, "re", 1, List.of());
    Command.Delete delete = new Command.Delete(BOB, 1);
    Command.React react = new Command.React(BOB, 0, "+", true);
    assertThat(lookUp(ROOM, List.of(reply, delete, react)))
        .containsExactly(
            new Known.OfPost(reply, null, Target.REMOVED),
            new Known.OfMessage(delete, Target.REMOVED),
            new Known.OfReaction(react, null, false));
  }

  @Test
  void historyBeginsAboveTheFloor() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), reply(BOB, "re", 1), post(ALICE, "c"));
    trim(ROOM, 2);

    var page = history().page(ROOM, new Anchor.Around(1), 10, NO_LIMIT, BOB.user());
    assertThat(page.floor()).isEqualTo(2);
    assertThat(page.entries()).extracting(shown -> shown.entry().seq()).containsExactly(3L, 4L);
    assertThat(page.hasEarlier()).isFalse();
    var dated = history().page(ROOM, new Anchor.From(0), 10, NO_LIMIT, BOB.user());
    assertThat(dated.entries()).hasSize(2);
    var thread = history().thread(ROOM, 1, 0, 10, NO_LIMIT, BOB.user());
    assertThat(thread.floor()).isEqualTo(2);
    assertThat(thread.entries()).hasSize(1);
  }

  @Test
  void aPinStaysWithoutItsMessage() {
    append(ROOM, post(ALICE, "a"), pin(ALICE, 1), post(ALICE, "b"), pin(BOB, 3), post(BOB, "c"));

    trim(ROOM, 1);
    PinPage pins = history().pins(ROOM, Long.MAX_VALUE, 10, NO_LIMIT, ALICE.user());
    assertThat(pins.pins().getLast())
        .isEqualTo(new Pin(1, 2, null, new LogEntry(2, pin(ALICE, 1))));
    trim(ROOM, 4);
    pins = history().pins(ROOM, Long.MAX_VALUE, 1, NO_LIMIT, ALICE.user());
    assertThat(pins).isEqualTo(new PinPage(List.of(new Pin(3, 4, null, null)), true));
    assertThat(load(ROOM).pinned()).containsExactly(1L, 3L);

    append(ROOM, unpin(ALICE, 1));
    assertThat(load(ROOM).pinned()).containsExactly(3L);
  }

  @Test
  void removedMessagesAreNotUnread() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Tea"), mentioning(BOB, "a", ALICE));
    append(ROOM, react(ALICE, 2, "+"), mentioning(BOB, "b", ALICE));
    trim(ROOM, 3);

    var unread = markers().unread(ALICE.user(), List.of(ROOM)).get(ROOM);
    assertThat(unread).isEqualTo(new Unread(1, 1, 1));
    assertThat(markers().advance(ALICE.user(), ROOM, 99)).isEqualTo(4);
  }

  @Test
  void aRoomHasNoRuleUntilItGetsOne() {
    append(ROOM, created(ALICE, RoomKind.PRIVATE, "Tea"));
    RetentionRule rule = new RetentionRule(60_000, 100);

    assertThat(retention().of(ROOM)).isEqualTo(RetentionRule.NONE);
    assertThat(retention().set(ROOM, rule)).isTrue();
    assertThat(retention().set(LOBBY, new RetentionRule(0, 7))).isTrue();
    assertThat(retention().set(OTHER, rule)).isFalse();
    reopen();

    assertThat(retention().of(ROOM)).isEqualTo(rule);
    assertThat(retention().of(LOBBY)).isEqualTo(new RetentionRule(0, 7));
    assertThat(retention().of(OTHER)).isEqualTo(RetentionRule.NONE);
    assertThat(retention().set(ROOM, RetentionRule.NONE)).isTrue();
    assertThat(retention().of(ROOM)).isEqualTo(RetentionRule.NONE);
  }

  @Test
  void theStricterOfTwoRulesHolds() {
    RetentionRule rule = new RetentionRule(100, 0);

    assertThat(rule.and(RetentionRule.NONE)).isEqualTo(rule);
    assertThat(rule.and(new RetentionRule(200, 5))).isEqualTo(new RetentionRule(100, 5));
    assertThat(new RetentionRule(50, 9).and(new RetentionRule(200, 5)))
        .isEqualTo(new RetentionRule(50, 5));
  }

  @Test
  void eventsThatAreTooOldOrTooManyAreDue() {
    append(ROOM, created(ALICE, RoomKind.PRIVATE, "Tea"));
    for (int i = 1; i < 10; i++) {
      append(ROOM, new RoomEvent.Posted(ALICE, AT + i, null, "text"));
    }
    trim(ROOM, 1);

    assertThat(ruled(new RetentionRule(0, 4))).isEqualTo(new Ruled(ROOM, 1, 6));
    assertThat(ruled(new RetentionRule(0, 50))).isEqualTo(new Ruled(ROOM, 1, 1));
    // At this time, the event 5 has just this age.
    assertThat(ruled(new RetentionRule(16, 0))).isEqualTo(new Ruled(ROOM, 1, 4));
    assertThat(ruled(new RetentionRule(16, 4))).isEqualTo(new Ruled(ROOM, 1, 6));
    assertThat(ruled(new RetentionRule(1, 0))).isEqualTo(new Ruled(ROOM, 1, 10));
    retention().set(ROOM, new RetentionRule(0, 3));
    assertThat(ruled(RetentionRule.NONE)).isEqualTo(new Ruled(ROOM, 1, 7));
    assertThat(ruled(new RetentionRule(0, 9))).isEqualTo(new Ruled(ROOM, 1, 7));
  }

  private Ruled ruled(RetentionRule server) {
    return retention().ruled(server, AT + 20, LOBBY, 10).getFirst();
  }

  @Test
  void anEventAfterALaterTimeIsAsYoungAsThatTime() {
    append(
        ROOM,
        new RoomEvent.Posted(ALICE, AT, null, "a"),
        new RoomEvent.Posted(ALICE, AT + 100, null, "b"),
        new RoomEvent.Posted(ALICE, AT + 1, null, "c"));

    assertThat(retention().ruled(new RetentionRule(50, 0), AT + 120, LOBBY, 10))
        .containsExactly(new Ruled(ROOM, 0, 1));
    trim(ROOM, 2);
    assertThat(retention().ruled(new RetentionRule(50, 0), AT + 120, LOBBY, 10))
        .containsExactly(new Ruled(ROOM, 2, 2));
  }

  @Test
  void roomsWithARuleComeInTheOrderOfTheirIdsPageByPage() {
    for (String id : List.of("z", "a", "m")) {
      append(new RoomId(id), created(ALICE, RoomKind.PRIVATE, id));
    }
    retention().set(new RoomId("m"), new RetentionRule(0, 1));
    RetentionRule all = new RetentionRule(0, 5);

    assertThat(ids(retention().ruled(all, AT, null, 4)))
        .containsExactly("a", "audit", "lobby", "m");
    assertThat(ids(retention().ruled(all, AT, new RoomId("m"), 3))).containsExactly("z");
    assertThat(ids(retention().ruled(RetentionRule.NONE, AT, null, 3))).containsExactly("m");
  }

  private static List<String> ids(List<Ruled> ruled) {
    return ruled.stream().map(room -> room.room().value()).toList();
  }
}
