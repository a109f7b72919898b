package gochat.account;

import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.SignInOutcome.SignedIn;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A token that is used at two servers.
class TokensOfTwoServersTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private TwoServers servers;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SignedIn alice;

  @BeforeEach
  void start() throws SQLException {
    servers = new TwoServers();
    alice = signedIn(servers.first.register("Alice"));
    assertThat(servers.first.tokens().authenticate(alice.token())).contains(alice.identity());
    assertThat(servers.second.tokens().authenticate(alice.token())).contains(alice.identity());
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  @Test
  void aTokenThatEndsIsRefusedAtOnceThereAndWithinSecondsElsewhere() {
    servers.first.tokens().signOut(alice.identity());

    assertThat(servers.first.tokens().authenticate(alice.token())).isEmpty();
    servers.time.pass(Accounts.RECENT_AGE);
    assertThat(servers.second.tokens().authenticate(alice.token())).isEmpty();
  }

  @Test
  void aTokenThatHasEndedElsewhereOpensNoStream() {
    servers.first.tokens().signOut(alice.identity());

    assertThat(servers.second.tokens().open(alice.identity(), () -> {})).isEmpty();
  }

  @Test
  void callsInARowReadATokenOnce() {
    servers.first.tokens().signOut(alice.identity());
    servers.time.pass(Accounts.RECENT_AGE.minus(Duration.ofMillis(1)));

    // As it was read when the test began.
    assertThat(servers.second.tokens().authenticate(alice.token())).contains(alice.identity());
  }
}
