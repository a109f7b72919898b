package gochat.account;

import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.LimitTable.Holds;
import gochat.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private final AtomicInteger notes = new AtomicInteger();
  private volatile boolean diskFull;

  private final IdentitiesFixture fixture =
      new IdentitiesFixture(
          IdentitiesFixture.watched(
              MemoryStore.create(1).accounts(),
              call -> {
                if (call.equals("touch")) {
                  if (diskFull) {
                    throw new AccountsException(
                        "disk full",
                        new IllegalStateException(),
                        AccountsException.Reason.DISK_FULL);
                  }
                  notes.incrementAndGet();
                }
              }));

  @SuppressWarnings("NullAway.Init") // set before each test
  private SignedIn alice;

  @BeforeEach
  void registerAlice() {
    alice = signedIn(fixture.register("Alice"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aTokenTellsWhatItIsAndIsNeverTheSame() {
    assertThat(alice.token()).matches("gct_[A-Za-z0-9_-]{64}");
    assertThat(signedIn(fixture.register("Bob")).token()).isNotEqualTo(alice.token());
  }

  @Test
  void malformedTokensAreRefused() {
    String token = alice.token();
    for (String other :
        List.of(
            "",
            "gct_",
            token.substring(0, token.length() - 1),
            token + "A",
            token.substring(4),
            token.toUpperCase(Locale.ROOT),
            " " + token,
            "gct_" + "%".repeat(64),
            "x".repeat(1 << 20))) {
      assertThat(isAccepted(other)).as(other).isFalse();
    }
  }

  @Test
  void theSecretOfAnotherTokenIsRefused() {
    String bob = signedIn(fixture.register("Bob")).token();
    // The first 16 of the 48 bytes are the id.
    String aliceWithBobsSecret = alice.token().substring(0, 4 + 22) + bob.substring(4 + 22);

    assertThat(isAccepted(bob)).isTrue();
    assertThat(isAccepted(aliceWithBobsSecret)).isFalse();
  }

  @Test
  void aTokenSurvivesARestart() {
    fixture.restart();

    assertThat(fixture.identities.tokens().authenticate(alice.token())).contains(alice.identity());
  }

  @Test
  @Holds("account.token-life-ms")
  void aTokenExpiresNinetyDaysAfterItsLastUse() {
    fixture.time.pass(Duration.ofDays(89));
    assertThat(isAccepted(alice.token())).isTrue();
    fixture.time.pass(Duration.ofDays(89));
    assertThat(isAccepted(alice.token())).isTrue();
    fixture.time.pass(Duration.ofDays(90));
    assertThat(isAccepted(alice.token())).isFalse();

    sweep();
    assertThat(fixture.accounts.tokens(alice.identity().user().id())).isEmpty();
  }

  @Test
  void aUseIsNotedOncePerHour() {
    fixture.time.pass(Duration.ofMinutes(59));
    assertThat(isAccepted(alice.token())).isTrue();
    assertThat(notes).hasValue(0);

    for (int i = 0; i < 10; i++) {
      fixture.time.pass(Duration.ofMinutes(1));
      assertThat(isAccepted(alice.token())).isTrue();
    }
    assertThat(notes).hasValue(1);
  }

  @Test
  void aFullDiskRefusesNoToken() {
    fixture.time.pass(Duration.ofHours(2));
    diskFull = true;

    assertThat(isAccepted(alice.token())).isTrue();
  }

  @Test
  void aTokenWithAnOpenConnectionDoesNotExpire() {
    AtomicInteger ended = new AtomicInteger();
    open(alice, ended);
    for (int day = 0; day < 200; day++) {
      fixture.time.pass(Duration.ofDays(1));
      sweep();
    }

    assertThat(ended).hasValue(0);
    assertThat(isAccepted(alice.token())).isTrue();
  }

  @Test
  void aClockThatIsSetChangesNothing() {
    open(alice, new AtomicInteger());
    for (Duration jump : List.of(Duration.ofDays(1), Duration.ofDays(-2), Duration.ofHours(-1))) {
      fixture.time.jump(jump);
      sweep();
      assertThat(isAccepted(alice.token())).isTrue();
      signedIn(fixture.signIn("Alice", PASSWORD));
    }
  }

  @Test
  void aRevokedTokenEndsItsConnectionsAtOnceAndNoOthers() {
    SignedIn phone = signedIn(fixture.signIn("Alice", PASSWORD));
    AtomicInteger phoneEnded = new AtomicInteger();
    AtomicInteger othersEnded = new AtomicInteger();
    open(phone, phoneEnded);
    open(phone, phoneEnded);
    open(alice, othersEnded);

    assertThat(tokens().revoke(alice.identity(), phone.identity().tokenId())).isTrue();

    assertThat(phoneEnded).hasValue(2);
    assertThat(othersEnded).hasValue(0);
    assertThat(isAccepted(phone.token())).isFalse();
    assertThat(isAccepted(alice.token())).isTrue();
  }

  @Test
  void aUserCanNotRevokeTheTokensOfAnother() {
    SignedIn bob = signedIn(fixture.register("Bob"));
    SignedIn guest = signedIn(fixture.asGuest("Cid"));

    assertThat(tokens().revoke(bob.identity(), alice.identity().tokenId())).isFalse();
    assertThat(tokens().revoke(guest.identity(), alice.identity().tokenId())).isFalse();
    assertThat(tokens().revoke(bob.identity(), guest.identity().tokenId())).isFalse();
    assertThat(tokens().revoke(bob.identity(), UUID.randomUUID())).isFalse();

    assertThat(isAccepted(alice.token())).isTrue();
    assertThat(isAccepted(guest.token())).isTrue();
  }

  @Test
  void aTokenThatSignedOutIsInvalid() {
    AtomicInteger ended = new AtomicInteger();
    open(alice, ended);

    tokens().signOut(alice.identity());

    assertThat(ended).hasValue(1);
    assertThat(isAccepted(alice.token())).isFalse();
    signedIn(fixture.signIn("Alice", PASSWORD));
  }

  @Test
  void aTokenThatEndedBeforeItsConnectionWasOpenGetsNone() {
    AtomicInteger ended = new AtomicInteger();
    tokens().signOut(alice.identity());

    assertThat(tokens().open(alice.identity(), ended::incrementAndGet)).isEmpty();
    assertThat(ended).hasValue(0);
  }

  @Test
  void aClosedConnectionIsToldNothing() {
    AtomicInteger ended = new AtomicInteger();
    Lease lease = open(alice, ended);
    lease.close();
    lease.close();

    tokens().signOut(alice.identity());

    assertThat(ended).hasValue(0);
  }

  @Test
  void oneSeesWhereOneIsSignedIn() {
    fixture.time.pass(Duration.ofHours(3));
    SignedIn phone = signedIn(fixture.signIn("Alice", PASSWORD));
    signedIn(fixture.register("Bob"));

    assertThat(tokens().list(alice.identity()))
        .extracting(TokenInfo::id)
        .containsExactly(alice.identity().tokenId(), phone.identity().tokenId());
    assertThat(tokens().list(alice.identity()).getLast())
        .satisfies(info -> {
          assertThat(info.label()).isEqualTo("a test");
          assertThat(info.createdMs()).isEqualTo(fixture.time.millis());
          assertThat(info.expiresMs())
              .isEqualTo(fixture.time.millis() + Duration.ofDays(90).toMillis());
        });
  }

  private Tokens tokens() {
    return fixture.identities.tokens();
  }

  private boolean isAccepted(String token) {
    return tokens().authenticate(token).isPresent();
  }

  private Lease open(SignedIn client, AtomicInteger ended) {
    return tokens().open(client.identity(), ended::incrementAndGet).orElseThrow();
  }

  private void sweep() {
    fixture.identities.sweep();
  }
}
