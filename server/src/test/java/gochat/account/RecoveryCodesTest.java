package gochat.account;

import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Recovery codes, and how devices learn that a code was used.
class RecoveryCodesTest {
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

  private RecoveryCodes.Creation create(SignedIn client, String password) {
    return fixture.identities.recoveryCodes().create(client.identity(), password, HOME);
  }

  private List<String> created(SignedIn client) {
    return ((RecoveryCodes.Created) create(client, PASSWORD)).codes();
  }

  private int left() {
    return fixture.identities.recoveryCodes().left(alice.identity().user());
  }

  private SignInOutcome reset(String code, String password) {
    return fixture.identities.signIns().resetPassword(code, password, "", HOME);
  }

  private SignedIn signIn(String password, String deviceToken) {
    return signedIn(fixture.identities.signIns().signIn("Alice", password, deviceToken, "", HOME));
  }

  @Test
  void eachOfTheTenCodesSetsAnotherPasswordOnce() {
    List<String> codes = created(alice);
    assertThat(new HashSet<>(codes)).hasSize(10);

    SignedIn again = signedIn(reset(codes.get(3).toLowerCase(Locale.ROOT), CHANGED));

    assertThat(again.identity().user()).isEqualTo(alice.identity().user());
    assertThat(fixture.identities.tokens().authenticate(alice.token())).isEmpty();
    assertThat(left()).isEqualTo(9);
    refused(reset(codes.get(3), PASSWORD), Reason.WRONG_RESET);
    refused(fixture.signIn("Alice", PASSWORD), Reason.WRONG_PASSWORD);
    signedIn(reset(codes.get(4), PASSWORD));
    signedIn(fixture.signIn("Alice", PASSWORD));
  }

  @Test
  void newCodesTakeThePlaceOfTheFormerOnes() {
    List<String> former = created(alice);
    List<String> codes = created(alice);

    assertThat(left()).isEqualTo(10);
    refused(reset(former.getFirst(), CHANGED), Reason.WRONG_RESET);
    signedIn(reset(codes.getFirst(), CHANGED));
  }

  @Test
  void codesNeedThePasswordAndItsGuessesAreSlowedDown() {
    for (int i = 0; i < 5; i++) {
      refused(create(alice, CHANGED), Reason.WRONG_PASSWORD);
    }
    refused(create(alice, PASSWORD), Reason.THROTTLED);
    assertThat(left()).isZero();
  }

  @Test
  void aGuestHasNoCodes() {
    refused(create(signedIn(fixture.asGuest("Bob")), PASSWORD), Reason.ACCOUNT_NEEDED);
  }

  @Test
  void eachOtherDeviceLearnsAtItsNextSignInThatACodeWasUsed() {
    assertThat(signIn(PASSWORD, alice.deviceToken()).resetUsedMs()).isZero();
    String code = created(alice).getFirst();
    fixture.time.pass(Duration.ofMinutes(1));
    long usedMs = fixture.time.millis();
    SignedIn user = signedIn(reset(code, CHANGED));
    fixture.time.pass(Duration.ofMinutes(1));

    SignedIn phone = signIn(CHANGED, alice.deviceToken());
    assertThat(phone.resetUsedMs()).isEqualTo(usedMs);
    assertThat(signIn(CHANGED, "").resetUsedMs()).isEqualTo(usedMs);
    assertThat(signIn(CHANGED, phone.deviceToken()).resetUsedMs()).isZero();
    assertThat(signIn(CHANGED, user.deviceToken()).resetUsedMs()).isZero();
  }
}
