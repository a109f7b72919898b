package gochat.account;

import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gochat.account.AuditLog.Actor;
import gochat.account.Invitation.Terms;
import gochat.account.Invitations.Creation;
import gochat.account.Refusal.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An action whose entry can't be recorded does not take place.
class AuditFirstTest {
  private static final Terms ONE = new Terms(UserKind.ACCOUNT, 1, List.of(), "");
  private static final Duration DAY = Duration.ofDays(1);

  private final IdentitiesFixture fixture = new IdentitiesFixture();

  @SuppressWarnings("NullAway.Init") // set before each test
  private SignInOutcome.SignedIn alice;

  @BeforeEach
  void registerAlice() {
    alice = signedIn(fixture.register("Alice"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Administration administration() {
    return fixture.identities.administration();
  }

  private User user() {
    return alice.identity().user();
  }

  private void fill() {
    fixture.onAudit =
        () -> {
          throw new AccountsException("no space for an entry", AccountsException.Reason.DISK_FULL);
        };
  }

  private void makeSpace() {
    fixture.onAudit = () -> {};
  }

  private static void assertNotRecorded(ThrowingCallable action) {
    assertThatExceptionOfType(AccountsException.class)
        .isThrownBy(action)
        .satisfies(full -> assertThat(full.reason()).isEqualTo(AccountsException.Reason.DISK_FULL));
  }

  private boolean isDisabled() {
    return fixture.accounts.credentials(user().name()).orElseThrow().isDisabled();
  }

  @Test
  void noAccountIsDisabledOrEnabled() {
    AtomicInteger ended = new AtomicInteger();
    var _ = fixture.tokens().open(alice.identity(), ended::incrementAndGet);
    fill();
    assertNotRecorded(() -> administration().disable(Actor.OPERATOR, user()));
    assertThat(isDisabled()).isFalse();
    assertThat(ended).hasValue(0);

    makeSpace();
    assertThat(administration().disable(Actor.OPERATOR, user())).isEmpty();
    fill();
    assertNotRecorded(() -> administration().enable(Actor.OPERATOR, user()));
    assertThat(isDisabled()).isTrue();
  }

  @Test
  void noSessionEnds() {
    AtomicInteger ended = new AtomicInteger();
    var _ = fixture.tokens().open(alice.identity(), ended::incrementAndGet);
    fill();
    assertNotRecorded(() -> administration().endSessions(Actor.OPERATOR, user()));

    assertThat(ended).hasValue(0);
    assertThat(fixture.tokens().authenticate(alice.token())).isPresent();
  }

  @Test
  void noPasswordChanges() {
    String code = administration().createReset(Actor.OPERATOR, user()).code();
    fill();
    // The code that was made before stays the one that counts.
    assertNotRecorded(() -> administration().createReset(Actor.OPERATOR, user()));
    assertNotRecorded(() -> reset(code));
    signedIn(fixture.signIn("Alice", PASSWORD));

    makeSpace();
    signedIn(reset(code));
  }

  private SignInOutcome reset(String code) {
    return fixture.identities.signIns().resetPassword(code, "another horse", "a test", HOME);
  }

  @Test
  void noInvitationIsMadeOrRevoked() {
    Invitations invitations = fixture.identities.invitations();
    var made = (Creation.Created) invitations.create(Actor.OPERATOR, ONE, DAY);
    fill();
    assertNotRecorded(() -> invitations.create(Actor.OPERATOR, ONE, DAY));
    assertNotRecorded(() -> invitations.revoke(Actor.OPERATOR, made.invitation().id()));

    assertThat(invitations.all()).containsExactly(made.invitation());
  }

  @Test
  void nobodyRegisters() {
    var made =
        (Creation.Created)
            fixture.identities.invitations().create(Actor.OPERATOR, ONE, Duration.ofDays(1));
    fixture.registration = Registration.INVITE;
    fixture.restart();
    fill();
    assertNotRecorded(() -> fixture.register("Bob", PASSWORD, "", made.code()));
    refused(fixture.signIn("Bob", PASSWORD), Reason.WRONG_PASSWORD);

    // Neither the name nor the invitation is lost.
    makeSpace();
    signedIn(fixture.register("Bob", PASSWORD, "", made.code()));
  }
}
