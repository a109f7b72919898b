package gochat.account;

import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.AuditLog.Actor;
import gochat.account.Invitation.Terms;
import gochat.account.Invitations.Creation;
import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.LimitTable.Holds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
  private static final Terms ONE = new Terms(UserKind.ACCOUNT, 1, List.of("team"), "");
  private static final Duration DAY = Duration.ofDays(1);

  private final IdentitiesFixture fixture = new IdentitiesFixture();

  @BeforeEach
  void needInvitations() {
    fixture.registration = Registration.INVITE;
    fixture.restart();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Creation.Created create(Terms terms) {
    Creation creation = fixture.identities.invitations().create(Actor.OPERATOR, terms, DAY);
    assertThat(creation).isInstanceOf(Creation.Created.class);
    return (Creation.Created) creation;
  }

  private SignInOutcome register(String name, String invitation) {
    return fixture
        .identities
        .signUps()
        .register(new RegistrationForm(name, PASSWORD, "", invitation, "a test"), HOME);
  }

  @Test
  void anInvitationMakesAnAccountWhichJoinsItsRooms() {
    String code = create(ONE).code();

    SignedIn alice = signedIn(register("Alice", code.toLowerCase(Locale.ROOT).replace("-", " ")));

    assertThat(alice.identity().user().kind()).isEqualTo(UserKind.ACCOUNT);
    assertThat(fixture.joined).containsExactly("Alice in [team]");
  }

  @Test
  void theWholeLinkIsTakenForItsCode() {
    String code = create(ONE).code();

    signedIn(register("Alice", " https://chat.example.org/#/invite/" + code + "\n"));
    assertThat(fixture.joined).containsExactly("Alice in [team]");
  }

  @Test
  void theAdministratorsCodeIsTakenInTheFieldOfAnInvitation() {
    String code = fixture.identities.signUps().adminCode().orElseThrow();

    assertThat(signedIn(register("root", code)).identity().user().kind())
        .isEqualTo(UserKind.ADMINISTRATOR);
    refused(register("other", code), Reason.WRONG_INVITATION);
  }

  @Test
  void whateverIsWrongWithACodeTheAnswerIsTheSameAndNothingIsHashed() {
    String used = create(ONE).code();
    signedIn(register("Alice", used));
    Creation.Created revoked = create(ONE);
    assertThat(fixture.identities.invitations().revoke(Actor.OPERATOR, revoked.invitation().id()))
        .isTrue();
    String expired = create(ONE).code();
    fixture.time.pass(DAY);
    int hashes = fixture.hash.uses();

    for (String code : List.of(used, revoked.code(), expired, "0000-0000-0000-0000-0000", "x")) {
      assertThat(refused(register("Bob", code), Reason.WRONG_INVITATION).sentence())
          .isEqualTo(
              "This invitation is not valid, or not any more: it was used, has expired or was"
                  + " revoked. Ask for another one.");
    }
    assertThat(fixture.hash.uses()).isEqualTo(hashes);
    assertThat(fixture.joined).hasSize(1);
  }

  @Test
  void anInvitationCanMakeAdministrators() {
    signedIn(
        fixture.register("root", PASSWORD, fixture.identities.signUps().adminCode().orElseThrow()));
    String code = create(new Terms(UserKind.ADMINISTRATOR, 1, List.of(), "")).code();

    assertThat(signedIn(register("other", code)).identity().user().kind())
        .isEqualTo(UserKind.ADMINISTRATOR);
  }

  @Test
  void aWrongInvitationIsRefusedAlsoWhereEverybodyCanRegister() {
    fixture.registration = Registration.OPEN;
    fixture.restart();

    refused(register("Alice", "x"), Reason.WRONG_INVITATION);
    signedIn(register("Alice", create(ONE).code()));
  }

  @Test
  void whereNobodyRegistersThereAreNoInvitations() {
    String code = create(ONE).code();
    fixture.registration = Registration.OFF;
    fixture.restart();

    refused(register("Alice", code), Reason.NO_REGISTRATION);
    assertThat(fixture.identities.invitations().create(Actor.OPERATOR, ONE, DAY))
        .isInstanceOf(Creation.Refused.class);
  }

  @Test
  @Holds("invitation.max")
  void thereIsAnEndOfInvitations() {
    for (int i = 0; i < 1_000; i++) {
      create(ONE);
    }

    assertThat(fixture.identities.invitations().create(Actor.OPERATOR, ONE, DAY))
        .isInstanceOfSatisfying(
            Creation.Refused.class,
            refused ->
                assertThat(refused.refusal().reason()).isEqualTo(Reason.TOO_MANY_INVITATIONS));
    fixture.time.pass(DAY);
    create(ONE);
    assertThat(fixture.identities.invitations().all()).hasSize(1);
  }
}
