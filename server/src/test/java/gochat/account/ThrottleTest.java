package gochat.account;

import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.WRONG;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.AccountLimit;
import gochat.limit.NetworkList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers that tell each other of tries count them together.
class ThrottleTest {
  private static final int GUESSES = AccountLimit.GUESSES_OF_NAME_AT_ADDRESS.standardInt();

  private final IdentitiesFixture first = new IdentitiesFixture();
  private final IdentitiesFixture second = new IdentitiesFixture(first.accounts);

  @BeforeEach
  void connect() {
    first.identities.throttle().onTry(second.identities.throttle()::heard);
    second.identities.throttle().onTry(first.identities.throttle()::heard);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void guessesAtBothServersAreCountedTogether() {
    signedIn(first.register("Alice"));
    for (int i = 0; i < GUESSES; i++) {
      refused((i % 2 == 0 ? first : second).signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
    }

    refused(first.signIn("Alice", WRONG), Reason.THROTTLED);
    refused(second.signIn("Alice", PASSWORD), Reason.THROTTLED);
  }

  @Test
  void aRightPasswordTakesGuessesBackAtBoth() {
    SignedIn alice = signedIn(first.register("Alice"));
    for (int i = 0; i < GUESSES - 1; i++) {
      refused(first.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
      refused(first.signIn("Alice", WRONG, alice, HOME), Reason.WRONG_PASSWORD);
    }
    signedIn(second.signIn("Alice", PASSWORD));
    signedIn(second.signIn("Alice", PASSWORD, alice, HOME));

    for (int i = 0; i < GUESSES - 1; i++) {
      refused(first.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
      refused(first.signIn("Alice", WRONG, alice, HOME), Reason.WRONG_PASSWORD);
    }
  }

  @Test
  void newUsersAtBothServersAreCountedTogether() {
    Throttle here = new Throttle(NetworkList.EMPTY, first.time::nanoTime);
    Throttle there = new Throttle(NetworkList.EMPTY, first.time::nanoTime);
    there.onTry(here::heard);
    for (int i = 0; i < AccountLimit.REGISTRATIONS.standardInt(); i++) {
      assertThat(there.tryRegistration(HOME)).isZero();
    }
    for (int i = 0; i < AccountLimit.GUESTS_AT_ONCE.standardInt(); i++) {
      assertThat(there.tryGuest(HOME)).isZero();
    }

    assertThat(here.tryRegistration(HOME)).isPositive();
    assertThat(here.tryGuest(HOME)).isPositive();
  }
}
