package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History.Anchor;
import gochat.journal.History.Page;
import gochat.journal.History.Pin;
import gochat.journal.History.PinPage;
import gochat.journal.History.ReactionCount;
import gochat.journal.History.Shown;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The contract of [History].
abstract class HistoryContract extends StoreContract.PortContract {
  HistoryContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void aPageShowsWhatHappenedOldestFirst() {
    RoomEvent created = created(ALICE, RoomKind.PUBLIC, "x");
    RoomEvent posted = post(ALICE, UUID.randomUUID(), "hi");
    append(ROOM, created, posted);

    assertThat(newest(10))
        .isEqualTo(new Page(0, List.of(plain(1, created), plain(2, posted)), false, false, 2));
  }

  @Test
  void anEmptyRoomHasAnEmptyPage() {
    Page empty = new Page(0, List.of(), false, false, 0);
    for (Anchor anchor :
        List.of(
            new Anchor.End(),
            new Anchor.Before(5),
            new Anchor.After(0),
            new Anchor.Around(5),
            new Anchor.From(AT))) {
      assertThat(page(anchor, 10)).isEqualTo(empty);
    }
    assertThat(history().thread(ROOM, 1, 0, 10, NO_LIMIT, ALICE.user())).isEqualTo(empty);
  }

  @Test
  void anEditedMessageShowsItsNewestText() {
    RoomEvent.Posted original =
        new RoomEvent.Posted(ALICE, AT, UUID.randomUUID(), "a", 0, 0, List.of(BOB.user()));
    append(ROOM, original, edit(ALICE, 1, "b", BOB), edit(ALICE, 1, "c", CAROL));

    RoomEvent edited =
        new RoomEvent.Posted(ALICE, AT, original.messageId(), "c", 0, 0, List.of(CAROL.user()));
    assertThat(newest(10))
        .isEqualTo(
            new Page(
                0,
                List.of(new Shown(new LogEntry(1, edited), AT + 1, List.of(), 0)),
                false,
                false,
                3));
  }

  @Test
  void aDeletedMessageKeepsItsPlaceWithoutTextOrReactions() {
    append(
        ROOM,
        post(ALICE, "a"),
        post(ALICE, "b"),
        edit(ALICE, 1, "c"),
        react(BOB, 1, "+"),
        delete(ALICE, 1));

    assertThat(newest(10).entries())
        .containsExactly(
            plain(1, new RoomEvent.Redacted(ALICE, AT, false)), plain(2, post(ALICE, "b")));
  }

  @Test
  void aTopicThatWasChangedKeepsItsPlaceWithoutItsText() {
    RoomEvent newest = new RoomEvent.TopicChanged(ALICE, AT, "new");
    append(ROOM, new RoomEvent.TopicChanged(ALICE, AT, "old"), newest);

    assertThat(newest(10).entries())
        .containsExactly(plain(1, new RoomEvent.Redacted(ALICE, AT, true)), plain(2, newest));
  }

  @Test
  void reactionsAreCountedInTheOrderInWhichTheyWereFirstGiven() {
    append(
        ROOM,
        post(ALICE, "a"),
        react(BOB, 1, "taken back"),
        react(CAROL, 1, "b"),
        react(ALICE, 1, "a"),
        react(BOB, 1, "a"),
        unreact(BOB, 1, "taken back"),
        react(CAROL, 1, "c"),
        react(ALICE, 1, "c"),
        unreact(CAROL, 1, "c"),
        react(BOB, 1, "b"));

    assertThat(reactionsSeenBy(ALICE))
        .containsExactly(
            new ReactionCount("b", 2, false),
            new ReactionCount("a", 2, true),
            new ReactionCount("c", 1, true));
    assertThat(reactionsSeenBy(CAROL))
        .containsExactly(
            new ReactionCount("b", 2, true),
            new ReactionCount("a", 2, false),
            new ReactionCount("c", 1, false));
  }

  private List<ReactionCount> reactionsSeenBy(Author reader) {
    Page page = history().page(ROOM, new Anchor.End(), 10, NO_LIMIT, reader.user());
    return page.entries().getFirst().reactions();
  }

  @Test
  void aPinIsAnEntryOfItsOwn() {
    RoomEvent posted = post(ALICE, "a");
    append(ROOM, posted, pin(BOB, 1), unpin(ALICE, 1));

    assertThat(newest(10).entries())
        .containsExactly(plain(1, posted), plain(2, pin(BOB, 1)), plain(3, unpin(ALICE, 1)));
  }

  @Test
  void pinnedMessagesAreListedAsTheyAreNowTheNewestPinFirst() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"), edit(ALICE, 3, "d"));
    append(ROOM, react(BOB, 1, "+"), pin(ALICE, 3), pin(BOB, 1), pin(ALICE, 2), unpin(BOB, 2));
    append(OTHER, post(BOB, "x"), pin(BOB, 1));

    assertThat(pins(Long.MAX_VALUE, NO_LIMIT))
        .isEqualTo(
            new PinPage(
                List.of(
                    new Pin(
                        1,
                        7,
                        new Shown(
                            new LogEntry(1, post(ALICE, "a")),
                            null,
                            List.of(new ReactionCount("+", 1, false)),
                            0),
                        new LogEntry(7, pin(BOB, 1))),
                    new Pin(
                        3,
                        6,
                        new Shown(new LogEntry(3, post(ALICE, "d")), AT + 1, List.of(), 0),
                        new LogEntry(6, pin(ALICE, 3)))),
                false));

    append(ROOM, delete(ALICE, 1));
    assertThat(pins(Long.MAX_VALUE, NO_LIMIT).pins()).extracting(Pin::seq).containsExactly(3L);
    assertThat(history().pins(LOBBY, Long.MAX_VALUE, NO_LIMIT, NO_LIMIT, ALICE.user()))
        .isEqualTo(new PinPage(List.of(), false));
  }

  @Test
  void longPinnedMessagesComePageByPage() {
    append(ROOM, post(ALICE, "aaa"), post(ALICE, "bbb"), post(ALICE, "ccccccc"));
    append(ROOM, pin(ALICE, 1), pin(ALICE, 2), pin(ALICE, 3));

    assertThat(history().pins(ROOM, Long.MAX_VALUE, 2, NO_LIMIT, ALICE.user()))
        .returns(true, PinPage::hasMore)
        .extracting(page -> page.pins().size())
        .isEqualTo(2);
    PinPage first = pins(Long.MAX_VALUE, 6);
    assertThat(first.pins()).extracting(pin -> pin.pinnedAt()).containsExactly(6L);
    assertThat(first.hasMore()).isTrue();

    PinPage second = pins(6, 6);
    assertThat(second.pins()).extracting(pin -> pin.pinnedAt()).containsExactly(5L, 4L);
    assertThat(second.hasMore()).isFalse();
  }

  private PinPage pins(long before, int bytesMax) {
    return history().pins(ROOM, before, NO_LIMIT, bytesMax, ALICE.user());
  }

  @Test
  void pagesBackwardLeaveNothingOut() {
    appendNumbered(7);

    assertThat(seqs(newest(3))).containsExactly(5L, 6L, 7L);
    assertThat(newest(3)).returns(true, Page::hasEarlier).returns(false, Page::hasLater);

    Page second = page(new Anchor.Before(5), 3);
    assertThat(seqs(second)).containsExactly(2L, 3L, 4L);
    assertThat(second).returns(true, Page::hasEarlier).returns(true, Page::hasLater);

    Page last = page(new Anchor.Before(2), 3);
    assertThat(seqs(last)).containsExactly(1L);
    assertThat(last).returns(false, Page::hasEarlier).returns(true, Page::hasLater);
  }

  @Test
  void pagesForwardLeaveNothingOut() {
    appendNumbered(7);

    Page first = page(new Anchor.After(0), 3);
    assertThat(seqs(first)).containsExactly(1L, 2L, 3L);
    assertThat(first).returns(false, Page::hasEarlier).returns(true, Page::hasLater);

    assertThat(seqs(page(new Anchor.After(3), 3))).containsExactly(4L, 5L, 6L);

    Page last = page(new Anchor.After(6), 3);
    assertThat(seqs(last)).containsExactly(7L);
    assertThat(last).returns(true, Page::hasEarlier).returns(false, Page::hasLater);

    Page beyond = page(new Anchor.After(7), 3);
    assertThat(beyond).isEqualTo(new Page(0, List.of(), true, false, 7));
    assertThat(page(new Anchor.After(Long.MAX_VALUE), 3)).isEqualTo(beyond);
  }

  @Test
  void aPageAroundAMessageShowsBothSides() {
    appendNumbered(9);

    assertThat(seqs(page(new Anchor.Around(5), 4))).containsExactly(3L, 4L, 5L, 6L);
    assertThat(seqs(page(new Anchor.Around(5), 5))).containsExactly(3L, 4L, 5L, 6L, 7L);
    assertThat(seqs(page(new Anchor.Around(5), 1))).containsExactly(5L);
    assertThat(seqs(page(new Anchor.Around(1), 4))).containsExactly(1L, 2L);
    assertThat(seqs(page(new Anchor.Around(9), 4))).containsExactly(7L, 8L, 9L);
    assertThat(seqs(page(new Anchor.Around(100), 4))).containsExactly(8L, 9L);
    assertThat(page(new Anchor.Around(5), 4))
        .returns(true, Page::hasEarlier)
        .returns(true, Page::hasLater);
  }

  @Test
  void aPageFromATimeStartsWithTheFirstThatCameThenOrLater() {
    append(ROOM, at(1_000, "1"), at(3_000, "2"), at(2_000, "3"), at(3_000, "4"), at(4_000, "5"));

    assertThat(seqs(page(new Anchor.From(0), 2))).containsExactly(1L, 2L);
    assertThat(seqs(page(new Anchor.From(1_001), 2))).containsExactly(2L, 3L);
    assertThat(seqs(page(new Anchor.From(3_000), 2))).containsExactly(2L, 3L);
    assertThat(seqs(page(new Anchor.From(3_001), 2))).containsExactly(5L);
    assertThat(page(new Anchor.From(4_001), 2)).isEqualTo(new Page(0, List.of(), true, false, 5));
  }

  @Test
  void aClockThatWentBackBetweenAppendsDoesNotHideWhatCameBefore() {
    append(ROOM, at(9_000, "early clock"));
    append(ROOM, at(1_000, "right clock"));
    append(ROOM, at(2_000, "later"));

    assertThat(seqs(page(new Anchor.From(2_000), 9))).containsExactly(1L, 2L, 3L);
    assertThat(page(new Anchor.From(9_001), 9).entries()).isEmpty();
  }

  private static RoomEvent at(long atMs, String text) {
    return new RoomEvent.Posted(ALICE, atMs, null, text);
  }

  @Test
  void appliedEventsTakeNoPlaceOnAPage() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"));
    for (int i = 0; i < 20; i++) {
      append(ROOM, react(BOB, 1, "+"), unreact(BOB, 1, "+"), edit(ALICE, 2, "edit " + i));
    }

    assertThat(seqs(newest(2))).containsExactly(1L, 2L);
    assertThat(newest(2))
        .returns(false, Page::hasEarlier)
        .returns(false, Page::hasLater)
        .returns(62L, Page::head);
    assertThat(page(new Anchor.After(2), 2).entries()).isEmpty();
  }

  @Test
  void aPageKeepsToItsBytesButTheFirstEntryIsAlwaysThere() {
    append(ROOM, post(ALICE, "你好"), post(ALICE, "你好"), post(ALICE, "你好"), post(ALICE, "x"));
    append(ROOM, edit(ALICE, 4, "你好"));

    assertThat(seqs(page(new Anchor.End(), 10, 24))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(seqs(page(new Anchor.End(), 10, 23))).containsExactly(2L, 3L, 4L);
    assertThat(seqs(page(new Anchor.End(), 10, 1))).containsExactly(4L);
    assertThat(seqs(page(new Anchor.After(0), 10, 12))).containsExactly(1L, 2L);
    assertThat(page(new Anchor.After(0), 10, 12)).returns(true, Page::hasLater);
    assertThat(seqs(page(new Anchor.After(0), 10, 1))).containsExactly(1L);
    assertThat(seqs(page(new Anchor.Around(3), 10, 12))).containsExactly(2L, 3L);
    assertThat(seqs(page(new Anchor.Around(3), 10, 11))).containsExactly(3L);
  }

  @Test
  void aThreadHoldsTheRepliesToItsRoot() {
    append(
        ROOM,
        post(ALICE, "root"),
        reply(BOB, "1", 1),
        post(ALICE, "other root"),
        reply(BOB, "elsewhere", 3),
        new RoomEvent.Posted(CAROL, AT, null, "2", 2, 1, List.of()),
        reply(ALICE, "deleted", 1),
        reply(ALICE, "3", 1));
    append(ROOM, delete(ALICE, 6), edit(ALICE, 7, "3, edited"));

    Page all = thread(1, 0, 10);
    assertThat(seqs(all)).containsExactly(2L, 5L, 7L);
    assertThat(all).returns(false, Page::hasEarlier).returns(false, Page::hasLater);
    assertThat(all.entries().getLast().editedAtMs()).isEqualTo(AT + 1);

    Page middle = thread(1, 2, 1);
    assertThat(seqs(middle)).containsExactly(5L);
    assertThat(middle).returns(true, Page::hasEarlier).returns(true, Page::hasLater);

    assertThat(seqs(thread(3, 0, 10))).containsExactly(4L);
    assertThat(thread(2, 0, 10).entries()).isEmpty();
    for (long root : new long[] {-1, 0, 99, Long.MAX_VALUE}) {
      assertThat(thread(root, 0, 10)).isEqualTo(new Page(0, List.of(), false, false, 9));
    }
    assertThat(newest(10).entries())
        .extracting(Shown::replies)
        .containsExactly(3, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void theThreadOfADeletedRootRemains() {
    append(ROOM, post(ALICE, "root"), reply(BOB, "1", 1), delete(ALICE, 1));

    assertThat(newest(10).entries()).extracting(Shown::replies).containsExactly(1, 0);
    assertThat(seqs(thread(1, 0, 10))).containsExactly(2L);
  }

  @Test
  void roomsDoNotMix() {
    append(ROOM, post(ALICE, "a"), reply(ALICE, "b", 1), react(BOB, 1, "+"));
    append(OTHER, post(ALICE, "c"), reply(BOB, "d", 1), reply(BOB, "e", 1), react(BOB, 1, "-"));

    Page page = newest(10);
    assertThat(seqs(page)).containsExactly(1L, 2L);
    assertThat(page.entries().getFirst())
        .returns(1, Shown::replies)
        .returns(List.of(new ReactionCount("+", 1, false)), Shown::reactions);
    assertThat(thread(1, 0, 10).entries()).hasSize(1);
    assertThat(history().page(new RoomId("none"), new Anchor.End(), 10, 10, ALICE.user()))
        .isEqualTo(new Page(0, List.of(), false, false, 0));
  }

  private void appendNumbered(int count) {
    for (int i = 1; i <= count; i++) {
      append(ROOM, post(ALICE, "message " + i));
    }
  }

  private Page newest(int entriesMax) {
    return page(new Anchor.End(), entriesMax);
  }

  private Page page(Anchor anchor, int entriesMax) {
    return page(anchor, entriesMax, NO_LIMIT);
  }

  private Page page(Anchor anchor, int entriesMax, int bytesMax) {
    return history().page(ROOM, anchor, entriesMax, bytesMax, ALICE.user());
  }

  private Page thread(long root, long after, int entriesMax) {
    return history().thread(ROOM, root, after, entriesMax, NO_LIMIT, ALICE.user());
  }

  private static Shown plain(long seq, RoomEvent event) {
    return new Shown(new LogEntry(seq, event), null, List.of(), 0);
  }

  private static List<Long> seqs(Page page) {
    return page.entries().stream().map(shown -> shown.entry().seq()).toList();
  }
}
