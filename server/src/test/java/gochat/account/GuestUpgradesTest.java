package gochat.account;

import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestUpgradesTest {
  private IdentitiesFixture fixture = new IdentitiesFixture();
  private final List<String> told = new ArrayList<>();

  private final LeaseHolder stream =
      new LeaseHolder() {
        @Override
        public void ended() {
          told.add("ended");
        }

        @Override
        public void changed(User account) {
          told.add(account.name() + " " + account.kind());
        }
      };

  @AfterEach
  void close() {
    fixture.close();
  }

  private SignInOutcome upgrade(SignedIn guest, String name, String password, String invitation) {
    return fixture
        .identities
        .signUps()
        .upgrade(
            guest.identity(), new RegistrationForm(name, password, "", invitation, "laptop"), HOME);
  }

  private SignInOutcome upgrade(SignedIn guest, String name) {
    return upgrade(guest, name, PASSWORD, "");
  }

  private void pass(Duration duration) {
    fixture.time.pass(duration);
    fixture.identities.sweep();
  }

  @Test
  void aGuestKeepsItsIdAndItsStreamsAndGetsAnotherToken() {
    SignedIn guest = signedIn(fixture.asGuest("Bob"));
    assertThat(fixture.tokens().open(guest.identity(), stream)).isPresent();

    SignedIn account = signedIn(upgrade(guest, "Bob"));

    User bob =
        new User(guest.identity().user().id(), guest.identity().user().name(), UserKind.ACCOUNT);
    assertThat(account.identity()).isEqualTo(new Identity(bob, guest.identity().tokenId()));
    assertThat(account.token()).isNotEqualTo(guest.token());
    assertThat(account.deviceToken()).isNotEmpty();
    assertThat(told).containsExactly("Bob ACCOUNT");
    assertThat(fixture.upgraded).containsExactly("Bob as Bob");
    assertThat(fixture.tokens().authenticate(account.token())).contains(account.identity());
    assertThat(fixture.tokens().authenticate(guest.token())).isEmpty();
    assertThat(fixture.tokens().open(guest.identity(), stream)).isEmpty();
    assertThat(fixture.tokens().list(account.identity()))
        .singleElement()
        .matches(token -> token.label().equals("laptop"));

    pass(Duration.ofDays(1));
    fixture.restart();
    pass(Duration.ofDays(1));
    assertThat(fixture.ended).isEmpty();
    assertThat(fixture.tokens().authenticate(account.token())).contains(account.identity());
    signedIn(fixture.signIn("bob", PASSWORD));
  }

  @Test
  void theAccountsSessionEndsItsStreams() {
    SignedIn guest = signedIn(fixture.asGuest("Bob"));
    assertThat(fixture.tokens().open(guest.identity(), stream)).isPresent();
    SignedIn account = signedIn(upgrade(guest, "Bob"));

    fixture.tokens().signOut(account.identity());

    assertThat(told).containsExactly("Bob ACCOUNT", "ended");
    assertThat(fixture.ended).isEmpty();
  }

  @Test
  void aGuestMayTakeAnotherName() {
    SignedIn guest = signedIn(fixture.asGuest("Bob"));

    signedIn(upgrade(guest, "Robert"));

    assertThat(fixture.upgraded).containsExactly("Bob as Robert");
    signedIn(fixture.asGuest("Bob"));
    refused(fixture.asGuest("Robert"), Reason.NAME_REGISTERED);
  }

  @Test
  void aRefusalLeavesTheGuestAsItWas() {
    SignedIn guest = signedIn(fixture.asGuest("PaypaI"));
    assertThat(fixture.tokens().open(guest.identity(), stream)).isPresent();
    signedIn(fixture.register("PayPal"));
    signedIn(fixture.asGuest("Ann"));

    refused(upgrade(guest, "PaypaI"), Reason.NAME_CONFUSABLE);
    refused(upgrade(guest, "PayPal"), Reason.NAME_REGISTERED);
    refused(upgrade(guest, "Ann"), Reason.NAME_IN_USE);
    refused(upgrade(guest, "Robert", "short", ""), Reason.PASSWORD_INVALID);
    refused(upgrade(guest, "Robert", PASSWORD, "wrong"), Reason.WRONG_INVITATION);
    refused(upgrade(guest, "a b"), Reason.NAME_INVALID);

    assertThat(told).isEmpty();
    assertThat(fixture.upgraded).isEmpty();
    assertThat(fixture.tokens().authenticate(guest.token())).contains(guest.identity());
    fixture.tokens().signOut(guest.identity());
    assertThat(fixture.ended).containsExactly(guest.identity().user());
    assertThat(told).containsExactly("ended");
  }

  @Test
  void anAccountIsNoneOfTheGuestsThatAreTaken() {
    for (int i = 0; i < 2 * IdentitiesFixture.GUESTS_MAX; i++) {
      signedIn(upgrade(signedIn(fixture.asGuest("Guest-" + i)), "Account-" + "x".repeat(i)));
    }
  }

  @Test
  void aGuestThatHasEndedBecomesNoAccount() {
    SignedIn guest = signedIn(fixture.asGuest("Bob"));
    fixture.tokens().signOut(guest.identity());

    refused(upgrade(guest, "Bob"), Reason.GUEST_ENDED);

    assertThat(fixture.accounts.find(guest.identity().user().id())).isEmpty();
  }

  @Test
  void anAccountOfWhichTheServerWasNotToldKeepsItsRooms() {
    fixture.close();
    AtomicBoolean isLost = new AtomicBoolean();
    Accounts store = MemoryStore.create(1).accounts();
    Accounts losing =
        IdentitiesFixture.answering(
            store,
            (method, answer) -> {
              if (method.equals("upgradeGuest") && isLost.get()) {
                throw new AccountsException(
                    "the answer was lost",
                    new IllegalStateException(),
                    AccountsException.Reason.UNKNOWN);
              }
              return answer;
            });
    fixture = new IdentitiesFixture(losing);
    SignedIn guest = signedIn(fixture.asGuest("Bob"));
    isLost.set(true);
    assertThatThrownBy(() -> upgrade(guest, "Bob")).isInstanceOf(AccountsException.class);

    pass(Duration.ofDays(1));

    assertThat(fixture.ended).isEmpty();
    signedIn(fixture.signIn("Bob", PASSWORD));
  }
}
