package gochat.account;

import static gochat.account.IdentitiesFixture.name;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.LimitTable.Holds;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuestsTest {
  private final IdentitiesFixture fixture = new IdentitiesFixture();

  @SuppressWarnings("NullAway.Init") // set before each test
  private SignedIn bob;

  @BeforeEach
  void signInBob() {
    bob = signedIn(fixture.asGuest("Bob"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aGuestThatComesBackWithTheTokenIsTheSame() {
    assertThat(fixture.identities.tokens().authenticate(bob.token())).contains(bob.identity());

    fixture.restart();
    assertThat(fixture.identities.tokens().authenticate(bob.token())).contains(bob.identity());
  }

  @Test
  @Holds("guest.idle-ms")
  void aGuestEndsTenMinutesAfterTheirLastConnectionWasClosed() {
    Lease first = open(new AtomicInteger());
    Lease second = open(new AtomicInteger());
    pass(Duration.ofDays(1));
    first.close();
    pass(Duration.ofDays(1));
    second.close();
    pass(Duration.ofMinutes(9));
    assertThat(isLiving()).isTrue();

    pass(Duration.ofMinutes(2));

    assertThat(isLiving()).isFalse();
    assertThat(fixture.ended).containsExactly(bob.identity().user());
    assertThat(fixture.accounts.find(name("Bob"))).isEmpty();
  }

  @Test
  void aGuestThatComesBackInTimeStays() {
    assertThat(isLiving()).isTrue();
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(9));
      open(new AtomicInteger()).close();
    }
    assertThat(isLiving()).isTrue();
  }

  @Test
  @Holds("guest.unused-ms")
  void aGuestWhoNeitherConnectsNorMakesACallEndsAfterAMinute() {
    fixture.time.pass(Duration.ofSeconds(59));
    fixture.identities.sweep();
    assertThat(fixture.accounts.find(name("Bob"))).isPresent();

    fixture.time.pass(Duration.ofSeconds(1));
    fixture.identities.sweep();

    assertThat(fixture.accounts.find(name("Bob"))).isEmpty();
  }

  @Test
  void aGuestWhoMadeACallHasTenMinutes() {
    fixture.identities.tokens().authenticate(bob.token());
    pass(Duration.ofMinutes(9));
    assertThat(isLiving()).isTrue();

    pass(Duration.ofMinutes(1));

    assertThat(isLiving()).isFalse();
  }

  @Test
  @Holds("guest.per-address-max")
  void theGuestsOfAnAddressAreLimited() {
    fixture.restart(new GuestConfig(true, 10, 1));
    signedIn(fixture.asGuest("Ann"));
    assertThat(refused(fixture.asGuest("Cid"), Reason.TOO_MANY_GUESTS).sentence())
        .contains("1 guests from your address");
    signedIn(fixture.identities.signUps().asGuest("Dan", "", IdentitiesFixture.address(7)));
    signedIn(
        fixture.identities.signUps().asGuest("Eve", "", IdentitiesFixture.address("127.0.0.1")));
    signedIn(
        fixture.identities.signUps().asGuest("Fay", "", IdentitiesFixture.address("127.0.0.1")));

    pass(Duration.ofMinutes(1));

    signedIn(fixture.asGuest("Gus"));
  }

  @Test
  void aRestartGivesAGuestTenMinutesToComeBack() {
    assertThat(isLiving()).isTrue();
    pass(Duration.ofMinutes(9));
    fixture.restart();
    pass(Duration.ofMinutes(9));
    assertThat(isLiving()).isTrue();

    pass(Duration.ofMinutes(1));
    assertThat(isLiving()).isFalse();
    assertThat(fixture.ended).containsExactly(bob.identity().user());
  }

  @Test
  void aClockThatIsSetEndsNoGuest() {
    fixture.time.jump(Duration.ofDays(1_000));
    fixture.identities.sweep();

    assertThat(isLiving()).isTrue();
  }

  @Test
  void aLaterGuestOfTheSameNameIsAnotherUser() {
    pass(Duration.ofMinutes(10));

    SignedIn other = signedIn(fixture.asGuest("Bob"));

    assertThat(other.identity().user().id()).isNotEqualTo(bob.identity().user().id());
    assertThat(isLiving()).isFalse();
    assertThat(fixture.identities.tokens().open(bob.identity(), () -> {})).isEmpty();
  }

  @Test
  void aGuestThatSignsOutEndsAtOnce() {
    AtomicInteger closed = new AtomicInteger();
    open(closed);

    fixture.identities.tokens().signOut(bob.identity());

    assertThat(closed).hasValue(1);
    assertThat(fixture.ended).containsExactly(bob.identity().user());
    assertThat(isLiving()).isFalse();
    signedIn(fixture.register("Bob"));
  }

  @Test
  void theNameIsHeldUntilAllThatBelongsToTheGuestHasEnded() {
    assertThat(isLiving()).isTrue();
    AtomicInteger tries = new AtomicInteger();
    fixture.onGuestEnded =
        _ -> {
          assertThat(fixture.accounts.find(name("Bob"))).isPresent();
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("the journal is full");
          }
        };
    pass(Duration.ofMinutes(10));
    assertThat(isLiving()).isFalse();
    refused(fixture.asGuest("Bob"), Reason.NAME_IN_USE);

    fixture.identities.sweep();
    refused(fixture.asGuest("Bob"), Reason.NAME_IN_USE);
    fixture.identities.sweep();

    assertThat(tries).hasValue(3);
    signedIn(fixture.asGuest("Bob"));
  }

  @Test
  @Holds("guest.max")
  void anEndedGuestMakesRoomForOneOther() {
    signedIn(fixture.asGuest("Ann"));
    signedIn(fixture.asGuest("Cid"));
    refused(fixture.asGuest("Dan"), Reason.TOO_MANY_GUESTS);

    fixture.identities.tokens().signOut(bob.identity());
    fixture.identities.tokens().signOut(bob.identity());

    signedIn(fixture.asGuest("Dan"));
    refused(fixture.asGuest("Eve"), Reason.TOO_MANY_GUESTS);
  }

  @Test
  void aRefusedNameTakesNoRoom() {
    for (int i = 0; i < 10; i++) {
      refused(fixture.asGuest("BOB"), Reason.NAME_IN_USE);
    }
    signedIn(fixture.asGuest("Ann"));
    signedIn(fixture.asGuest("Cid"));
  }

  private Lease open(AtomicInteger closed) {
    return fixture.identities.tokens().open(bob.identity(), closed::incrementAndGet).orElseThrow();
  }

  private boolean isLiving() {
    return fixture.identities.tokens().authenticate(bob.token()).isPresent();
  }

  /// Lets time pass in steps of a minute, with a sweep after each.
  private void pass(Duration duration) {
    for (long i = 0; i < duration.toMinutes(); i++) {
      fixture.time.pass(Duration.ofMinutes(1));
      fixture.identities.sweep();
    }
  }
}
