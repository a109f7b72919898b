package gochat.account;

import static gochat.account.IdentitiesFixture.ELSEWHERE;
import static gochat.account.IdentitiesFixture.HASHES_AT_ONCE;
import static gochat.account.IdentitiesFixture.HASHES_WAITING;
import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.WRONG;
import static gochat.account.IdentitiesFixture.address;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.LimitTable.Holds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInsTest {
  private final IdentitiesFixture fixture = new IdentitiesFixture();

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
  void theRightPasswordGivesATokenOfItsOwn() {
    SignedIn again = signedIn(fixture.signIn("ALICE", PASSWORD));

    assertThat(again.identity().user()).isEqualTo(alice.identity().user());
    assertThat(again.token()).isNotEqualTo(alice.token());
    assertThat(fixture.identities.tokens().authenticate(again.token())).contains(again.identity());
    assertThat(fixture.identities.tokens().authenticate(alice.token())).contains(alice.identity());
  }

  @Test
  void aPasswordIsTheSameHoweverItsLettersAreComposed() {
    signedIn(fixture.register("Zo", "Zoe\u0308 and Zoe\u0308", ""));

    signedIn(fixture.signIn("Zo", "Zoë and Zoë"));
  }

  @Test
  void anUnknownUserAndAWrongPasswordSayTheSameAndCostTheSame() {
    int before = fixture.hash.uses();
    Refusal wrong = refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
    int wrongUses = fixture.hash.uses() - before;
    Refusal unknown = refused(fixture.signIn("Nobody", WRONG), Reason.WRONG_PASSWORD);
    int unknownUses = fixture.hash.uses() - before - wrongUses;

    assertThat(unknown).isEqualTo(wrong);
    assertThat(wrong.sentence()).doesNotContain(WRONG);
    assertThat(wrongUses).isEqualTo(1);
    assertThat(unknownUses).isEqualTo(1);
  }

  @Test
  void aGuestCannotBeSignedInToByPassword() {
    signedIn(fixture.asGuest("Bob"));

    refused(fixture.signIn("Bob", PASSWORD), Reason.WRONG_PASSWORD);
  }

  @Test
  void aPasswordOfAMebibyteIsRefusedBeforeItIsHashed() {
    int before = fixture.hash.uses();

    refused(fixture.signIn("Alice", "x".repeat(1 << 20)), Reason.PASSWORD_INVALID);
    refused(
        fixture
            .identities
            .signIns()
            .changePassword(alice.identity(), "x".repeat(1 << 20), PASSWORD, HOME),
        Reason.PASSWORD_INVALID);

    assertThat(fixture.hash.uses()).isEqualTo(before);
  }

  @Test
  @Holds("account.guesses-at-address-max")
  void aHundredWrongPasswordsAreSlowedDown() {
    int before = fixture.hash.uses();
    Refusal last = refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
    for (int i = 1; i < 100; i++) {
      last = (Refusal) fixture.signIn("Alice", WRONG);
    }

    assertThat(last.reason()).isEqualTo(Reason.THROTTLED);
    assertThat(last.sentence()).contains("Try again in 1 s");
    assertThat(fixture.hash.uses() - before).isEqualTo(5);
    refused(fixture.signIn("Alice", PASSWORD), Reason.THROTTLED);
  }

  @Test
  void theDelaysGrowToHalfAMinuteAndNoFurther() {
    List<Long> delaysMs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (fixture.signIn("Alice", WRONG) instanceof Refusal refusal && refusal.retryAfterMs() > 0) {
        delaysMs.add(refusal.retryAfterMs());
        fixture.time.pass(Duration.ofMillis(refusal.retryAfterMs()));
      }
    }

    assertThat(delaysMs).startsWith(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L);
    assertThat(delaysMs).allMatch(delay -> delay <= 30_000);
    signedIn(fixture.signIn("Alice", PASSWORD));
    refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
  }

  @Test
  void aThrottledTryIsForgottenWithTimeAndNotByAClockThatIsSet() {
    for (int i = 0; i < 5; i++) {
      refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
    }
    fixture.time.jump(Duration.ofDays(1));
    refused(fixture.signIn("Alice", WRONG), Reason.THROTTLED);
    fixture.time.jump(Duration.ofDays(-2));
    assertThat(refused(fixture.signIn("Alice", WRONG), Reason.THROTTLED).retryAfterMs())
        .isEqualTo(1_000);

    fixture.time.pass(Duration.ofMinutes(10));
    for (int i = 0; i < 5; i++) {
      refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);
    }
  }

  @Test
  void guessesFromElsewhereDoNotLockTheOwnerOut() {
    for (int i = 0; i < 1_000; i++) {
      fixture.signIn("Alice", WRONG, ELSEWHERE);
      fixture.time.pass(Duration.ofMillis(100));
    }

    refused(fixture.signIn("Alice", PASSWORD, ELSEWHERE), Reason.THROTTLED);
    signedIn(fixture.signIn("Alice", PASSWORD, HOME));
  }

  @Test
  @Holds("account.guesses-of-address-max")
  void guessesOfManyNamesFromOneAddressAreSlowedDown() {
    int before = fixture.hash.uses();
    for (int i = 0; i < 100; i++) {
      fixture.signIn("name" + i, WRONG, ELSEWHERE);
    }

    assertThat(fixture.hash.uses() - before).isEqualTo(20);
    signedIn(fixture.signIn("Alice", PASSWORD, HOME));
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    int before = fixture.hash.uses();
    for (int i = 1; i <= 100; i++) {
      fixture.signIn("name" + i, WRONG, address("2001:db8::" + i));
    }
    assertThat(fixture.hash.uses() - before).isEqualTo(20);
  }

  @Test
  @Holds("account.guesses-of-name-max")
  void aBotnetThatGuessesOneNameIsSlowedDownAndADeviceOfItsOwnerIsNot() {
    int before = fixture.hash.uses();
    for (int i = 0; i < 1_000; i++) {
      fixture.signIn("Alice", WRONG, address(i));
    }

    assertThat(fixture.hash.uses() - before).isEqualTo(50);
    signedIn(fixture.signIn("Alice", PASSWORD, alice, ELSEWHERE));
    Refusal unknown = refused(fixture.signIn("Alice", PASSWORD, HOME), Reason.THROTTLED);
    assertThat(unknown.retryAfterMs()).isLessThanOrEqualTo(5_000);
    fixture.time.pass(Duration.ofMillis(unknown.retryAfterMs()));
    signedIn(fixture.signIn("Alice", PASSWORD, HOME));
  }

  @Test
  void aGuesserDelaysNoDeviceOfTheOwnersBehindTheSameAddress() {
    for (int i = 0; i < 100; i++) {
      fixture.signIn("Alice", WRONG);
      fixture.signIn("name" + i, WRONG);
    }

    refused(fixture.signIn("Alice", PASSWORD), Reason.THROTTLED);
    SignedIn again = signedIn(fixture.signIn("Alice", PASSWORD, alice, HOME));
    assertThat(refused(change(again, WRONG, "another password"), Reason.WRONG_PASSWORD).sentence())
        .isEqualTo("This is not the password of your account.");
  }

  @Test
  void aDeviceIsKnownAfterItSignedOutAndAfterARestart() {
    fixture.identities.tokens().signOut(alice.identity());
    fixture.restart();
    for (int i = 0; i < 100; i++) {
      fixture.signIn("Alice", WRONG);
    }

    signedIn(fixture.signIn("Alice", PASSWORD, alice, HOME));
  }

  @Test
  void aDeviceTokenThatIsStolenIsWorthOneMoreAddress() {
    int before = fixture.hash.uses();
    for (int i = 0; i < 100; i++) {
      fixture.signIn("Alice", WRONG, alice, address(i));
    }

    assertThat(fixture.hash.uses() - before).isEqualTo(5);
    assertThat(fixture.identities.tokens().authenticate(alice.deviceToken())).isEmpty();
    signedIn(fixture.signIn("Alice", PASSWORD, HOME));
  }

  @Test
  void aDeviceTokenIsForOneAccountAndOnePassword() {
    SignedIn mallory = signedIn(fixture.register("Mallory"));
    SignedIn tampered =
        new SignedIn(alice.identity(), "", alice.deviceToken().replaceAll(".{8}$", "AAAAAAAA"), 0);
    SignedIn misshapen = new SignedIn(alice.identity(), "", "gcd_" + "x".repeat(1 << 16), 0);
    int before = fixture.hash.uses();
    for (int i = 0; i < 10; i++) {
      fixture.signIn("Alice", WRONG, mallory, HOME);
      fixture.signIn("Alice", WRONG, tampered, HOME);
      fixture.signIn("Alice", WRONG, misshapen, HOME);
    }
    assertThat(fixture.hash.uses() - before).isEqualTo(5);

    String changed =
        ((PasswordChange.Changed) change(alice, PASSWORD, "another password")).deviceToken();
    refused(fixture.signIn("Alice", "another password", alice, HOME), Reason.THROTTLED);
    SignedIn renewed = new SignedIn(alice.identity(), "", changed, 0);
    signedIn(fixture.signIn("Alice", "another password", renewed, HOME));
  }

  @Test
  void aSuccessDoesNotForgiveTheGuessesOfOthers() {
    for (int i = 0; i < 100; i++) {
      fixture.signIn("name" + i, WRONG);
      fixture.signIn("Alice", PASSWORD);
    }

    refused(fixture.signIn("Nobody", WRONG), Reason.THROTTLED);
  }

  @Test
  void manyBehindOneProxyOnThisMachineAreNotOneGuesser() {
    for (int i = 0; i < 100; i++) {
      refused(fixture.signIn("name" + i, WRONG, address("127.0.0.1")), Reason.WRONG_PASSWORD);
    }
  }

  @Test
  @Holds("account.hashes-waiting-max")
  void aStormOfSignInsIsBoundedAndCountsAsNoGuess() throws Exception {
    int taken = HASHES_AT_ONCE + HASHES_WAITING;
    fixture.hash.stop();
    AtomicInteger in = new AtomicInteger();
    AtomicInteger busy = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        int client = i;
        threads.submit(() -> {
          switch (fixture.signIn("Alice", PASSWORD, address(client % 40))) {
            case SignedIn _ -> in.incrementAndGet();
            case Refusal refusal when refusal.reason() == Reason.BUSY -> busy.incrementAndGet();
            case Refusal _ -> {}
          }
        });
      }
      try {
        await().until(() -> busy.get() == 200 - taken);
        await().until(() -> fixture.hash.running() == HASHES_AT_ONCE);
      } finally {
        fixture.hash.go();
      }
    }
    assertThat(in).hasValue(taken);
    assertThat(fixture.hash.runningMax()).isEqualTo(HASHES_AT_ONCE);
    for (int i = 0; i < 40; i++) {
      signedIn(fixture.signIn("Alice", PASSWORD, address(i)));
    }
  }

  @Test
  void aNewPasswordSignsOutAllOtherDevices() {
    SignedIn other = signedIn(fixture.signIn("Alice", PASSWORD));
    AtomicInteger ended = new AtomicInteger();
    open(other, ended);
    open(alice, ended);

    assertThat(change(alice, PASSWORD, "another password"))
        .isInstanceOf(PasswordChange.Changed.class);

    assertThat(ended).hasValue(1);
    assertThat(fixture.identities.tokens().authenticate(other.token())).isEmpty();
    assertThat(fixture.identities.tokens().authenticate(alice.token())).isPresent();
    refused(fixture.signIn("Alice", PASSWORD), Reason.WRONG_PASSWORD);
    signedIn(fixture.signIn("Alice", "another password"));
  }

  private void open(SignedIn client, AtomicInteger ended) {
    assertThat(fixture.identities.tokens().open(client.identity(), ended::incrementAndGet))
        .isPresent();
  }

  @Test
  void aPasswordIsChangedByWhoKnowsIt() {
    refused(change(alice, WRONG, "another password"), Reason.WRONG_PASSWORD);
    refused(change(alice, PASSWORD, "short"), Reason.PASSWORD_INVALID);
    SignedIn guest = signedIn(fixture.asGuest("Bob"));
    refused(change(guest, PASSWORD, "another password"), Reason.ACCOUNT_NEEDED);

    signedIn(fixture.signIn("Alice", PASSWORD));
  }

  @Test
  void guessingByChangingThePasswordIsSlowedDownToo() {
    for (int i = 0; i < 5; i++) {
      refused(change(alice, WRONG, "another password"), Reason.WRONG_PASSWORD);
    }
    refused(change(alice, PASSWORD, "another password"), Reason.THROTTLED);
  }

  @Test
  void aPasswordThatIsBeingChangedIsRefused() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      fixture.hash.stop();
      Future<SignInOutcome> late = threads.submit(() -> fixture.signIn("Alice", PASSWORD));
      try {
        await().until(() -> fixture.hash.running() == 1);
        User user = alice.identity().user();
        fixture.accounts.changePassword(
            user.id(), "hash of " + PASSWORD, "hash of another", alice.identity().tokenId());
      } finally {
        fixture.hash.go();
      }
      refused(late.get(), Reason.WRONG_PASSWORD);
    }
    assertThat(fixture.identities.tokens().list(alice.identity())).hasSize(1);
  }

  @Test
  @Holds("account.tokens-max")
  void anAccountThatSignsInWithoutEndKeepsItsLatestTokens() {
    AtomicInteger ended = new AtomicInteger();
    open(alice, ended);
    for (int i = 0; i < SignIns.TOKENS_MAX; i++) {
      fixture.time.pass(Duration.ofSeconds(1));
      signedIn(fixture.signIn("Alice", PASSWORD));
    }

    assertThat(ended).hasValue(1);
    assertThat(fixture.accounts.tokens(alice.identity().user().id())).hasSize(SignIns.TOKENS_MAX);
  }

  private PasswordChange change(SignedIn client, String from, String to) {
    return fixture.identities.signIns().changePassword(client.identity(), from, to, HOME);
  }
}
