package gochat.account;

import static gochat.account.IdentitiesFixture.name;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Guests use two servers.
class GuestsOfTwoServersTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private TwoServers servers;

  /// Signed in at the first server.
  @SuppressWarnings("NullAway.Init") // set before each test
  private SignedIn bob;

  @BeforeEach
  void start() throws SQLException {
    servers = new TwoServers();
    bob = signedIn(servers.first.asGuest("Bob"));
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  @Test
  void aGuestIsTheSameAtBothServers() {
    assertThat(servers.second.tokens().authenticate(bob.token())).contains(bob.identity());
    assertThat(servers.second.tokens().open(bob.identity(), () -> {})).isPresent();
  }

  @Test
  void aGuestStaysWhileItHasAStreamAtTheOtherServer() {
    Lease lease = openAtSecond();
    pass(Duration.ofMinutes(30));
    assertThat(isLiving()).isTrue();
    lease.close();
    pass(Duration.ofMinutes(10));
    assertThat(servers.first.accounts.find(name("Bob"))).isPresent();

    pass(Duration.ofMinutes(3));

    assertThat(servers.first.accounts.find(name("Bob"))).isEmpty();
    assertThat(isLiving()).isFalse();
    // One of them has ended the guest.
    assertThat(servers.first.ended).doesNotContainAnyElementsOf(servers.second.ended);
    assertThat(servers.first.ended.size() + servers.second.ended.size()).isEqualTo(1);
  }

  @Test
  void aGuestThatOnlyCallsTheOtherServerStays() {
    for (int i = 0; i < 5; i++) {
      assertThat(servers.second.tokens().authenticate(bob.token())).isPresent();
      pass(Duration.ofMinutes(9));
    }
    assertThat(isLiving()).isTrue();
  }

  @Test
  void aGuestThatComesBackAtTheOtherServerJustBeforeTheEndStays() {
    openAtSecond().close();
    pass(Duration.ofMinutes(11));
    servers.time.pass(Duration.ofSeconds(59));
    Lease lease = openAtSecond();
    servers.time.pass(Duration.ofSeconds(1));
    sweep();
    pass(Duration.ofMinutes(2));

    assertThat(isLiving()).isTrue();
    lease.close();
  }

  @Test
  void aGuestThatUsesTheOtherServerWithinAMinuteIsNotUnused() {
    servers.first.identities.sweep();
    servers.time.pass(Duration.ofSeconds(59));
    assertThat(servers.second.tokens().authenticate(bob.token())).isPresent();
    servers.time.pass(Duration.ofSeconds(1));
    servers.first.identities.sweep();

    assertThat(isLiving()).isTrue();
  }

  @Test
  void aUseAtTheLastMomentKeepsTheGuest() {
    servers.first.identities.sweep();
    assertThat(servers.second.tokens().authenticate(bob.token())).isPresent();

    assertThat(servers.mayFirstEnd(bob.identity().user())).isFalse();
    assertThat(isLiving()).isTrue();
  }

  @Test
  void anUnusedGuestEndsAfterAMinute() {
    pass(Duration.ofMinutes(1));

    assertThat(servers.second.tokens().authenticate(bob.token())).isEmpty();
    assertThat(servers.second.accounts.find(name("Bob"))).isEmpty();
  }

  @Test
  void theGuestsOfADeadServerEnd() {
    assertThat(servers.first.tokens().authenticate(bob.token())).isPresent();
    for (int i = 0; i < 13; i++) {
      servers.time.pass(Duration.ofMinutes(1));
      servers.second.identities.sweep();
    }

    assertThat(servers.second.accounts.find(name("Bob"))).isEmpty();
    assertThat(servers.second.ended).containsExactly(bob.identity().user());
  }

  @Test
  void aGuestThatRegistersAtOneServerIsAnAccountAtTheOther() {
    List<String> told = new ArrayList<>();
    Optional<Lease> lease =
        servers
            .second
            .tokens()
            .open(
                bob.identity(),
                new LeaseHolder() {
                  @Override
                  public void ended() {
                    told.add("ended");
                  }

                  @Override
                  public void changed(User account) {
                    told.add(account.name() + " " + account.kind());
                  }
                });
    assertThat(lease).isPresent();
    sweep();

    SignedIn account =
        signedIn(
            servers
                .first
                .identities
                .signUps()
                .upgrade(
                    bob.identity(),
                    new RegistrationForm("Robert", IdentitiesFixture.PASSWORD, "", "", ""),
                    IdentitiesFixture.HOME));
    sweep();

    assertThat(told).containsExactly("Robert ACCOUNT");
    pass(Duration.ofMinutes(30));
    assertThat(servers.first.ended).isEmpty();
    assertThat(servers.second.ended).isEmpty();
    assertThat(servers.second.tokens().authenticate(account.token())).contains(account.identity());
    assertThat(servers.second.tokens().authenticate(bob.token())).isEmpty();
    signedIn(servers.second.asGuest("Bob"));
    servers.second.tokens().signOut(account.identity());
    assertThat(told).containsExactly("Robert ACCOUNT", "ended");
  }

  @Test
  void aGuestThatAnotherServerEndsBecomesNoAccount() {
    servers.first.identities.sweep();
    assertThat(servers.mayFirstEnd(bob.identity().user())).isTrue();

    refused(
        servers
            .second
            .identities
            .signUps()
            .upgrade(
                bob.identity(),
                new RegistrationForm("Bob", IdentitiesFixture.PASSWORD, "", "", ""),
                IdentitiesFixture.HOME),
        Reason.GUEST_ENDED);
    assertThat(servers.first.accounts.find(name("Bob")).map(User::kind)).contains(UserKind.GUEST);
  }

  @Test
  void aServerThatWasAwayEndsNoGuestThatOthersUsedMeanwhile() {
    Lease lease = openAtSecond();
    servers.first.identities.sweep();
    servers.time.pass(Duration.ofMinutes(30));
    servers.first.identities.sweep();

    assertThat(isLiving()).isTrue();
    lease.close();
  }

  @Test
  void aGuestThatSignsOutAtOneServerEndsAtBoth() {
    Lease lease = openAtSecond();
    servers.second.tokens().signOut(bob.identity());

    assertThat(servers.first.tokens().authenticate(bob.token())).isEmpty();
    assertThat(servers.first.tokens().open(bob.identity(), () -> {})).isEmpty();
    signedIn(servers.first.register("Bob"));
    assertThat(servers.second.ended).containsExactly(bob.identity().user());
    pass(Duration.ofMinutes(15));
    assertThat(servers.first.ended).isEmpty();
    lease.close();
  }

  @Test
  void theEndOfAGuestAtOneServerEndsTheStreamsAtTheOther() {
    AtomicInteger closed = new AtomicInteger();
    assertThat(servers.second.tokens().authenticate(bob.token())).isPresent();
    assertThat(servers.second.tokens().open(bob.identity(), closed::incrementAndGet)).isPresent();

    servers.first.tokens().signOut(bob.identity());
    servers.second.identities.sweep();

    assertThat(closed).hasValue(1);
  }

  @Test
  void theLimitCountsTheGuestsOfBoth() {
    signedIn(servers.second.asGuest("Ann"));
    signedIn(servers.first.asGuest("Cid"));
    sweep();
    refused(servers.first.asGuest("Dan"), Reason.TOO_MANY_GUESTS);
    refused(servers.second.asGuest("Eve"), Reason.TOO_MANY_GUESTS);

    servers.second.tokens().signOut(bob.identity());
    sweep();

    signedIn(servers.first.asGuest("Dan"));
    sweep();
    refused(servers.second.asGuest("Eve"), Reason.TOO_MANY_GUESTS);
  }

  @Test
  void anEndThatAServerDoesNotFinishIsFinishedByTheOther() {
    assertThat(isLiving()).isTrue();
    servers.first.onGuestEnded =
        _ -> {
          throw new IllegalStateException("the server dies here");
        };
    pass(Duration.ofMinutes(13));
    assertThat(isLiving()).isFalse();
    assertThat(servers.second.ended).isEmpty();
    refused(servers.second.asGuest("Bob"), Reason.NAME_IN_USE);

    for (int i = 0; i < 12; i++) {
      servers.time.pass(Duration.ofMinutes(1));
      servers.second.identities.sweep();
    }

    assertThat(servers.second.ended).containsExactly(bob.identity().user());
    signedIn(servers.second.asGuest("Bob"));
  }

  private Lease openAtSecond() {
    assertThat(servers.second.tokens().authenticate(bob.token())).isPresent();
    return servers.second.tokens().open(bob.identity(), () -> {}).orElseThrow();
  }

  private boolean isLiving() {
    return servers.first.tokens().authenticate(bob.token()).isPresent();
  }

  private void sweep() {
    servers.first.identities.sweep();
    servers.second.identities.sweep();
  }

  /// Lets time pass in steps of a minute, with a sweep of both after each.
  private void pass(Duration duration) {
    for (long i = 0; i < duration.toMinutes(); i++) {
      servers.time.pass(Duration.ofMinutes(1));
      sweep();
    }
  }
}
