package gochat.account;

import static gochat.account.IdentitiesFixture.ELSEWHERE;
import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.WRONG;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Accounts.DeletedAccount;
import gochat.account.AuditLog.Actor;
import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.AccountLimit;
import gochat.limit.LimitTable.Holds;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdministrationTest {
  private static final String CHANGED = "another horse";

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

  private Administration administration() {
    return fixture.identities.administration();
  }

  private User user() {
    return alice.identity().user();
  }

  private SignInOutcome reset(String code) {
    return fixture.identities.signIns().resetPassword(code, CHANGED, "a test", HOME);
  }

  @Test
  void aDisabledAccountLosesItsStreamsAndIsRefusedOnlyWithItsPassword() {
    AtomicInteger ended = new AtomicInteger();
    var _ = fixture.tokens().open(alice.identity(), ended::incrementAndGet);

    assertThat(administration().disable(Actor.OPERATOR, user())).isEmpty();

    assertThat(ended).hasValue(1);
    assertThat(fixture.tokens().authenticate(alice.token())).isEmpty();
    assertThat(refused(fixture.signIn("Alice", PASSWORD), Reason.ACCOUNT_DISABLED).sentence())
        .contains("disabled", "administrator");
    assertThat(refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD))
        .isEqualTo(refused(fixture.signIn("Nobody", WRONG), Reason.WRONG_PASSWORD));
    administration().enable(Actor.OPERATOR, user());
    signedIn(fixture.signIn("Alice", PASSWORD));
  }

  @Test
  void anAccountThatIsDisabledWhileItSignsInGetsNoToken() {
    var verified = fixture.accounts.credentials(user().name()).orElseThrow();
    assertThat(administration().disable(Actor.OPERATOR, user())).isEmpty();

    Tokens.Issued issued = fixture.tokens().issue(user(), "", InetAddress.getLoopbackAddress());
    assertThat(fixture.accounts.addToken(issued.stored(), verified.password(), 9)).isEmpty();
  }

  @Test
  void theLastAdministratorIsToldToInviteAnotherOne() {
    String code = fixture.identities.signUps().adminCode().orElseThrow();
    User root = signedIn(fixture.register("root", PASSWORD, code)).identity().user();

    assertThat(administration().disable(Actor.OPERATOR, root))
        .hasValueSatisfying(refusal -> {
          assertThat(refusal.reason()).isEqualTo(Reason.LAST_ADMINISTRATOR);
          assertThat(refusal.sentence()).contains("root", "Make another account an administrator");
        });
    signedIn(fixture.signIn("root", PASSWORD));
  }

  @Test
  @Holds("account.erasure-delay-ms")
  void aDeletedAccountIsErasedSevenDaysLaterUnlessItIsRestoredBefore() {
    AtomicInteger ended = new AtomicInteger();
    var _ = fixture.tokens().open(alice.identity(), ended::incrementAndGet);
    long dueMs = fixture.time.millis() + Duration.ofDays(7).toMillis();

    assertThat(
            fixture
                .identities
                .signIns()
                .deleteAccount(alice.identity(), PASSWORD, /* erasesMessages= */ true, HOME))
        .isEmpty();

    assertThat(ended).hasValue(1);
    assertThat(fixture.closed).containsExactly(user());
    assertThat(fixture.accounts.deleted())
        .containsExactly(new DeletedAccount(user(), new AccountDeletion(dueMs, true)));
    refused(fixture.signIn("Alice", PASSWORD), Reason.ACCOUNT_DELETED);
    assertThat(administration().find("alice")).contains(user());
    assertThat(administration().findDeleted(user().id().toString())).contains(user());

    fixture.time.pass(Duration.ofDays(7));
    assertThat(administration().enable(Actor.OPERATOR, user()))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.ACCOUNT_DELETED));
  }

  @Test
  void openConnectionsActForTheChangedAccount() {
    AtomicReference<User> acting = new AtomicReference<>(user());
    var _ =
        fixture
            .tokens()
            .open(
                alice.identity(),
                new LeaseHolder() {
                  @Override
                  public void ended() {
                    throw new AssertionError("no session ends");
                  }

                  @Override
                  public void changed(User account) {
                    acting.set(account);
                  }
                });

    assertThat(administration().setKind(Actor.OPERATOR, user(), UserKind.ADMINISTRATOR)).isEmpty();

    User promoted = new User(user().id(), user().name(), UserKind.ADMINISTRATOR);
    assertThat(acting).hasValue(promoted);
    assertThat(fixture.tokens().authenticate(alice.token()).orElseThrow().user())
        .isEqualTo(promoted);
    // Another server has changed the account.
    acting.set(user());
    administration().kindChanged(user().id());
    assertThat(acting).hasValue(promoted);
    assertThat(administration().setKind(Actor.OPERATOR, promoted, UserKind.ACCOUNT))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.LAST_ADMINISTRATOR));
    assertThat(acting).hasValue(promoted);
  }

  @Test
  void aConnectionThatOpensWhileTheAccountChangesIsToldOfIt() {
    assertThat(administration().setKind(Actor.OPERATOR, user(), UserKind.ADMINISTRATOR)).isEmpty();
    List<User> told = new ArrayList<>();

    assertThat(
            fixture
                .tokens()
                .open(
                    alice.identity(),
                    new LeaseHolder() {
                      @Override
                      public void ended() {}

                      @Override
                      public void changed(User account) {
                        told.add(account);
                      }
                    }))
        .isPresent();

    assertThat(told).extracting(User::kind).containsExactly(UserKind.ADMINISTRATOR);
  }

  @Test
  void aCodeChoosesANewPasswordAndEndsTheSessions() {
    AtomicInteger ended = new AtomicInteger();
    var _ = fixture.tokens().open(alice.identity(), ended::incrementAndGet);
    String code = administration().createReset(Actor.OPERATOR, user()).code();
    assertThat(ended).hasValue(0);

    SignedIn again = signedIn(reset(code.toLowerCase(Locale.ROOT).replace("-", " ")));

    assertThat(ended).hasValue(1);
    assertThat(again.identity().user()).isEqualTo(user());
    assertThat(fixture.tokens().authenticate(again.token())).contains(again.identity());
    assertThat(fixture.tokens().authenticate(alice.token())).isEmpty();
    refused(fixture.signIn("Alice", PASSWORD), Reason.WRONG_PASSWORD);
    signedIn(fixture.signIn("Alice", CHANGED, again, ELSEWHERE));
    refused(reset(code), Reason.WRONG_RESET);
  }

  @Test
  @Holds("account.reset-life-ms")
  void aCodeIsGoodForADay() {
    String code = administration().createReset(Actor.OPERATOR, user()).code();
    fixture.time.pass(Duration.ofMillis(AccountLimit.RESET_LIFE.standard() - 1));
    signedIn(reset(code));

    String late = administration().createReset(Actor.OPERATOR, user()).code();
    fixture.time.pass(Duration.ofDays(1));
    refused(reset(late), Reason.WRONG_RESET);
    signedIn(fixture.signIn("Alice", CHANGED));
  }

  @Test
  void aPasswordThatCanNotBeUsesNoCode() {
    String code = administration().createReset(Actor.OPERATOR, user()).code();
    int hashes = fixture.hash.uses();

    refused(
        fixture.identities.signIns().resetPassword(code, "short", "", HOME),
        Reason.PASSWORD_INVALID);
    refused(
        fixture.identities.signIns().resetPassword(code, CHANGED, "x".repeat(65), HOME),
        Reason.LABEL_INVALID);
    assertThat(fixture.hash.uses()).isEqualTo(hashes);
    signedIn(reset(code));
  }

  @Test
  void aDisabledAccountGetsNoNewPassword() {
    String code = administration().createReset(Actor.OPERATOR, user()).code();
    assertThat(administration().disable(Actor.OPERATOR, user())).isEmpty();

    refused(reset(code), Reason.ACCOUNT_DISABLED);
    administration().enable(Actor.OPERATOR, user());
    signedIn(reset(code));
  }

  @Test
  void guessedCodesDelayTheirAddressAsGuessedPasswordsDo() {
    String code = administration().createReset(Actor.OPERATOR, user()).code();
    for (int i = 0; i < AccountLimit.GUESSES_AT_ADDRESS.standardInt(); i++) {
      refused(reset("0000-0000-0000-0000-000" + i), Reason.WRONG_RESET);
    }

    refused(reset(code), Reason.THROTTLED);
    refused(fixture.signIn("Bob", WRONG, HOME), Reason.THROTTLED);
    signedIn(fixture.identities.signIns().resetPassword(code, CHANGED, "", ELSEWHERE));
  }

  @Test
  void rightCodesDelayNobody() {
    for (int i = 0; i < 2 * AccountLimit.GUESSES_AT_ADDRESS.standardInt(); i++) {
      signedIn(reset(administration().createReset(Actor.OPERATOR, user()).code()));
    }
  }
}
