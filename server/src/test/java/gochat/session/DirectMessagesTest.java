package gochat.session;

import static gochat.session.Core.account;
import static gochat.session.Core.guest;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.session.Core.Client;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import java.util.ArrayList;
import java.util.List;
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
        .containsExactly(new Item.Private(Authors.person(gus), "Bob", "psst"));
    assertThat(core.journal.head(RoomId.direct(gus.id(), bob.id()))).isZero();
  }

  @Test
  void toAGuestWhoIsNotHereTheyAreUndelivered() {
    Core core = new Core();

    send(core, alice, gus, "anybody?");

    assertThat(outcomes).containsExactly(new Outcome.Undelivered());
  }

  @Test
  void theSenderIsToldWhenTheLastStreamOfAGuestWentBeforeItsTurn() {
    Core core = new Core();
    Client one = core.opened(gus);
    Client other = core.opened(gus);
    submit(core, bob, gus, "bye");

    one.stream().halfClosed();
    other.stream().halfClosed();
    core.run();

    assertThat(outcomes).containsExactly(new Outcome.Passed(), new Outcome.Undelivered());
  }

  @Test
  void aStreamOfTheFirstContractOfAnAccountIsShownThem() {
    Core core = new Core();
    Client his = core.seed("Bob", core.proof(bob));

    send(core, alice, bob, "hi");

    assertThat(his.items(Item.Private.class))
        .containsExactly(new Item.Private(Authors.person(alice), "Bob", "hi"));
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
