package gochat.session;

import static gochat.session.Core.account;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.IdentitiesFixture;
import gochat.account.User;
import gochat.presence.PresenceTracker.Availability;
import gochat.session.Core.Client;
import org.junit.jupiter.api.Test;

class OnlineTest {
  private final Core core = new Core();
  private final User alice = account("Alice");

  @Test
  void aUserIsFoundByNameAndByIdWhileOneOfItsStreamsIsOpen() {
    Client phone = core.opened(alice);
    Client laptop = core.opened(alice);

    phone.stream().halfClosed();
    assertThat(core.online.find(IdentitiesFixture.name("ALICE"))).contains(alice);
    assertThat(core.online.find(alice.id())).contains(alice);
    laptop.stream().halfClosed();

    assertThat(core.online.find(IdentitiesFixture.name("Alice"))).isEmpty();
    assertThat(core.online.find(alice.id())).isEmpty();
  }

  @Test
  void aStreamIsThereFromItsOpeningOnAndIsGoneWhenItEndsBeforeItIsOpen() {
    Client device = core.device(alice);
    device.open(Core.from());
    assertThat(core.online.find(alice.id())).contains(alice);

    device.stream().disconnected();
    core.run();

    assertThat(core.online.find(alice.id())).isEmpty();
    assertThat(core.presenceTracker.presence(alice.id()).availability())
        .isEqualTo(Availability.OFFLINE);
    assertThat(device.items).isEmpty();
  }

  @Test
  void theEndOfAnOldStreamDoesNotTakeTheNameFromItsNextBearer() {
    Client first = core.seed("Sam", null);
    first.seed().halfClosed();
    Client second = core.seed("Sam", null);

    // The first one's connection is noticed to be gone only now.
    first.seed().disconnected();

    assertThat(core.online.find(IdentitiesFixture.name("sam"))).isPresent();
    core.seed("Max", null).say("Sam", "hi");
    core.run();
    assertThat(second.texts()).containsExactly("hi");
  }
}
