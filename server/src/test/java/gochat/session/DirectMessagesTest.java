package gochat.session;

import static gochat.session.Core.account;
import static gochat.session.Core.guest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gochat.account.User;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.session.Core.Client;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import gochat.shard.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DirectMessagesTest {
  private final User alice = account("Alice");
  private final User bob = account("Bob");
  private final User gus = guest("Gus");
  private final List<Outcome> outcomes = new ArrayList<>();

  @Test
  void betweenAccountsTheyAreStoredAndReachAllDevicesOfBoth() {
    Core core = new Core();
    Client hers = core.opened(alice);
    Client his = core.opened(bob);

    send(core, alice, bob, "hi");

    assertThat(outcomes).containsExactly(new Outcome.Stored(2));
    assertThat(core.journal.head(RoomId.direct(alice.id(), bob.id()))).isEqualTo(2);
    assertThat(hers.texts()).containsExactly("hi");
    assertThat(his.texts()).containsExactly("hi");
  }

  @Test
  void anAccountThatIsAwayFindsThemWhenItComes() {
    Core core = new Core();
    send(core, alice, bob, "for later");
    RoomId room = RoomId.direct(alice.id(), bob.id());

    Client his = core.opened(bob, Core.from(new FollowWishes.Cursor(room, 0, 0)));

    assertThat(his.texts()).containsExactly("for later");
  }

  @Test
  void aGuestsArePassedOnAndNotStored() {
    Core core = new Core();
    Client his = core.opened(bob);

    send(core, gus, bob, "psst");

    assertThat(outcomes).containsExactly(new Outcome.Passed());
    assertThat(his.items(Item.Private.class))
        .extracting(Item.Private::from, Item.Private::to, Item.Private::text)
        .containsExactly(tuple(Authors.person(gus), "Bob", "psst"));
    assertThat(core.journal.head(RoomId.direct(gus.id(), bob.id()))).isZero();
  }

  @Test
  void allStreamsOfItsReceiverGetAPassedOnMessageWithTheSameIdAndNoOtherHasIt() {
    Core core = new Core();
    Client phone = core.opened(bob);
    Client laptop = core.opened(bob);

    send(core, gus, bob, "psst");
    send(core, gus, bob, "psst");

    assertThat(phone.items(Item.Private.class)).hasSize(2).doesNotHaveDuplicates();
    assertThat(laptop.items(Item.Private.class)).isEqualTo(phone.items(Item.Private.class));
  }

  @Test
  void aTextThatIsTooLongIsRefusedAlsoWhenItIsNotStored() {
    Core core = new Core();
    Client his = core.opened(bob);

    send(core, gus, bob, "x".repeat(65_537));

    assertThat(outcomes).containsExactly(new Outcome.Rejected(Rejection.TEXT_TOO_LONG));
    assertThat(his.texts()).isEmpty();
  }

  @Test
  void toAnAbsentGuestTheyAreUndelivered() {
    Core core = new Core();

    send(core, alice, gus, "anybody?");

    assertThat(outcomes).containsExactly(new Outcome.Undelivered());
  }

  @Test
  void theSenderIsToldWhenTheLastStreamOfAGuestHasGone() {
    Core core = new Core();
    Client one = core.opened(gus);
    Client other = core.opened(gus);
    one.takes = false;
    core.post(alice, RoomId.LOBBY, "what it does not take");
    submit(core, bob, gus, "bye");

    other.stream().disconnected();
    core.run();
    assertThat(outcomes).containsExactly(new Outcome.Passed());
    one.stream().disconnected();

    assertThat(outcomes).containsExactly(new Outcome.Passed(), new Outcome.Undelivered());
  }

  @Test
  void oneThatMeetsNoStreamAnyMoreIsUndelivered() {
    Core core = new Core();
    Client his = core.opened(gus);
    submit(core, bob, gus, "bye");

    his.stream().disconnected();
    core.run();

    assertThat(outcomes).containsExactly(new Outcome.Undelivered());
  }

  @Test
  @Holds("whisper.under-way-bytes-max")
  void thoseOnTheirWayAreBoundedAndFurtherOnesWait() {
    Core core = new Core();
    Client his = core.opened(gus);
    String text = "x".repeat(65_536);
    AtomicInteger rooms = new AtomicInteger();
    Command.Post message = new Command.Post(author(bob), null, text);
    Submitter by = new Submitter(outcomes::add, rooms::incrementAndGet);

    int taken = 0;
    while (core.directMessages.send(gus, message, by)) {
      taken++;
    }
    assertThat(taken * text.length()).isBetween(8_000_000, 8_454_144);
    core.run();

    assertThat(rooms).hasValue(1);
    assertThat(his.texts()).hasSize(taken);
    assertThat(outcomes).hasSize(taken).containsOnly(new Outcome.Passed());
    assertThat(core.directMessages.send(gus, message, by)).isTrue();
  }

  @Test
  void aStreamOfTheFirstContractOfAnAccountIsShownThem() {
    Core core = new Core();
    Client his = core.seed("Bob", core.proof(bob));

    send(core, alice, bob, "hi");

    assertThat(his.items(Item.Private.class))
        .extracting(Item.Private::from, Item.Private::to, Item.Private::text)
        .containsExactly(tuple(Authors.person(alice), "Bob", "hi"));
  }

  @Test
  void aStoredMessageAtThePlaceOfALostOneHasAnIdOfItsOwn() {
    Core core = new Core();
    Client his = core.seed("Bob", core.proof(bob));
    RoomId room = RoomId.direct(alice.id(), bob.id());
    LogEntry entry = new LogEntry(2, new RoomEvent.Posted(author(alice), 0, null, "hi"));

    core.online.announce(
        List.of(new Turn(room, 1, List.of(entry)), new Turn(room, 2, List.of(entry))));
    core.run();

    assertThat(his.items(Item.Private.class))
        .extracting(Item.Private::id)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aMessageThatIsRefusedOpensNoConversation() {
    Core core = new Core();

    send(core, alice, bob, " ");

    assertThat(outcomes).containsExactly(new Outcome.Rejected(Rejection.TEXT_BLANK));
    assertThat(core.journal.head(RoomId.direct(alice.id(), bob.id()))).isZero();
  }

  private void send(Core core, User from, User to, String text) {
    submit(core, from, to, text);
    core.run();
  }

  private void submit(Core core, User from, User to, String text) {
    Command.Post message = new Command.Post(author(from), null, text);
    core.directMessages.send(to, message, new Submitter(outcomes::add, () -> {}));
  }

  private static Author author(User user) {
    return Authors.author(user, user.id());
  }
}
