package gochat.account;

import static gochat.account.IdentitiesFixture.HASHES_AT_ONCE;
import static gochat.account.IdentitiesFixture.HASHES_WAITING;
import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.name;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.Refusal.Reason;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.LimitTable.Holds;
import gochat.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpsTest {
  private final IdentitiesFixture fixture = new IdentitiesFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aUserThatRegistersIsSignedIn() {
    SignedIn alice = signedIn(fixture.register("Alice"));

    assertThat(alice.identity().user().name()).hasToString("Alice");
    assertThat(alice.identity().user().kind()).isEqualTo(UserKind.ACCOUNT);
    assertThat(fixture.identities.tokens().authenticate(alice.token())).contains(alice.identity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Alice", "ALICE", "ａｌｉｃｅ"})
  void anAccountsNameIsNotGivenAway(String name) {
    signedIn(fixture.register("Alice"));

    assertThat(refused(fixture.asGuest(name), Reason.NAME_REGISTERED).sentence()).contains(name);
    refused(fixture.register(name), Reason.NAME_REGISTERED);
    assertThat(fixture.identities.names().take(name(name), UUID.randomUUID(), () -> {}))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NAME_REGISTERED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0430melia", "\u0410MELIA", "arnelia"})
  void aNameThatLooksLikeAnAccountsIsRefused(String confusable) {
    signedIn(fixture.register("amelia"));

    assertThat(refused(fixture.register(confusable), Reason.NAME_CONFUSABLE).sentence())
        .contains(confusable)
        .contains("\"amelia\"");
    refused(fixture.asGuest(confusable), Reason.NAME_CONFUSABLE);
    assertThat(fixture.identities.names().take(name(confusable), UUID.randomUUID(), () -> {}))
        .isPresent();
  }

  @Test
  void aGuestsNameIsNotGivenAway() {
    signedIn(fixture.asGuest("Bob"));

    refused(fixture.asGuest("BOB"), Reason.NAME_IN_USE);
    refused(fixture.register("bob"), Reason.NAME_IN_USE);
    assertThat(fixture.identities.names().take(name("bob"), UUID.randomUUID(), () -> {}))
        .isPresent();
  }

  @Test
  void aNameThatAStreamHoldsIsGivenAwayWhenTheStreamIsGone() {
    Names names = fixture.identities.names();
    UUID stream = UUID.randomUUID();
    assertThat(names.take(name("Alice"), stream, () -> {})).isEmpty();

    refused(fixture.register("ALICE"), Reason.NAME_IN_USE);
    refused(fixture.asGuest("ALICE"), Reason.NAME_IN_USE);
    assertThat(names.take(name("alice"), UUID.randomUUID(), () -> {})).isPresent();

    names.release(name("Alice"), UUID.randomUUID());
    refused(fixture.register("ALICE"), Reason.NAME_IN_USE);
    names.release(name("Alice"), stream);
    signedIn(fixture.register("ALICE"));
  }

  @Test
  void onlyOneOfAStreamAndAnAccountGetsANameThatBothWant() throws Exception {
    Names names = fixture.identities.names();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        UserName name = name("name" + i);
        Future<Boolean> stream =
            threads.submit(() -> names.take(name, UUID.randomUUID(), () -> {}).isEmpty());
        Future<SignInOutcome> account = threads.submit(() -> fixture.register(name.toString()));

        assertThat(stream.get() && account.get() instanceof SignedIn).isFalse();
      }
    }
  }

  @Test
  @Holds({"account.password-bytes-max", "account.label-max", "account.password-min"})
  void aRequestOfTheWrongFormIsRefusedBeforeAnythingIsHashed() {
    assertThat(refused(fixture.register("a b"), Reason.NAME_INVALID).sentence())
        .contains("holds a blank");
    assertThat(refused(fixture.asGuest(""), Reason.NAME_INVALID).sentence()).contains("1 to 32");
    assertThat(
            refused(
                    fixture
                        .identities
                        .signUps()
                        .register(
                            new RegistrationForm("Alice", PASSWORD, "", "", "x".repeat(65)), HOME),
                    Reason.LABEL_INVALID)
                .sentence())
        .contains("65")
        .contains("64");
    assertThat(refused(fixture.register("Alice", "1234567", ""), Reason.PASSWORD_INVALID))
        .extracting(Refusal::sentence)
        .asString()
        .contains("at least 8 characters")
        .doesNotContain("1234567");
    for (String tooLong : List.of("x".repeat(1 << 20), "x".repeat(1_025), "张".repeat(342))) {
      assertThat(
              refused(fixture.register("Alice", tooLong, ""), Reason.PASSWORD_INVALID).sentence())
          .contains("1024 bytes")
          .hasSizeLessThan(100);
    }
    assertThat(fixture.hash.uses()).isZero();
    assertThat(fixture.accounts.find(name("Alice"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678", "密码密码密码密码", "        ", "😀😀😀😀😀😀😀😀"})
  void anyEightCharactersAreAPassword(String password) {
    signedIn(fixture.register("Alice", password, ""));
  }

  @Test
  void aPasswordMayBeAsLongAsASentence() {
    signedIn(fixture.register("Alice", "x".repeat(1_024), ""));
  }

  @Test
  void aTakenNameCostsNoHash() {
    signedIn(fixture.register("Alice"));
    int before = fixture.hash.uses();

    refused(fixture.register("Alice"), Reason.NAME_REGISTERED);

    assertThat(fixture.hash.uses()).isEqualTo(before);
  }

  @Test
  void theAdminCodeMakesOneAdministrator() {
    String code = fixture.identities.signUps().adminCode().orElseThrow();

    refused(fixture.register("root", PASSWORD, code + "X"), Reason.WRONG_ADMIN_CODE);
    SignedIn root = signedIn(fixture.register("root", PASSWORD, code));
    assertThat(root.identity().user().kind()).isEqualTo(UserKind.ADMINISTRATOR);
    refused(fixture.register("other", PASSWORD, code), Reason.WRONG_ADMIN_CODE);
    assertThat(fixture.identities.signUps().adminCode()).isEmpty();

    fixture.restart();
    assertThat(fixture.identities.signUps().adminCode()).isEmpty();
    refused(fixture.register("other", PASSWORD, code), Reason.WRONG_ADMIN_CODE);
  }

  @Test
  void onlyOneOfManyUsesOfTheAdminCodeMakesAnAdministrator() throws Exception {
    String code = fixture.identities.signUps().adminCode().orElseThrow();
    List<Callable<SignInOutcome>> tries = new ArrayList<>();
    for (int i = 0; i < HASHES_AT_ONCE + HASHES_WAITING; i++) {
      String name = "root" + i;
      tries.add(() -> fixture.register(name, PASSWORD, code));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int administrators = 0;
      for (Future<SignInOutcome> outcome : threads.invokeAll(tries)) {
        administrators += outcome.get() instanceof SignedIn ? 1 : 0;
      }
      assertThat(administrators).isEqualTo(1);
    }
  }

  @Test
  void aLostAdminCodeIsReplacedAtTheNextStart() {
    String lost = fixture.identities.signUps().adminCode().orElseThrow();

    fixture.restart();

    String code = fixture.identities.signUps().adminCode().orElseThrow();
    assertThat(code).isNotEqualTo(lost);
    refused(fixture.register("root", PASSWORD, lost), Reason.WRONG_ADMIN_CODE);
    signedIn(fixture.register("root", PASSWORD, code));
  }

  @Test
  void whereAnInvitationIsNeededOnlyTheAdminCodeAndTheOperatorMakeAccounts() {
    fixture.registration = Registration.INVITE;
    fixture.restart();
    String code = fixture.identities.signUps().adminCode().orElseThrow();

    assertThat(refused(fixture.register("Alice"), Reason.INVITATION_NEEDED).sentence())
        .contains("by invitation", "ask an administrator");
    assertThat(fixture.hash.uses()).isZero();
    refused(fixture.register("root", PASSWORD, code + "X"), Reason.WRONG_ADMIN_CODE);
    signedIn(fixture.register("root", PASSWORD, code));
    signedIn(fixture.asGuest("Bob"));
    assertThat(fixture.identities.signUps().add("Alice", PASSWORD)).isEmpty();
    signedIn(fixture.signIn("Alice", PASSWORD));
  }

  @Test
  void whereNobodyRegistersTheOperatorMakesAccounts() {
    fixture.registration = Registration.OFF;
    fixture.restart();

    refused(fixture.register("Alice"), Reason.NO_REGISTRATION);
    assertThat(fixture.identities.signUps().add("Alice", PASSWORD)).isEmpty();

    SignedIn alice = signedIn(fixture.signIn("Alice", PASSWORD));
    assertThat(alice.identity().user().kind()).isEqualTo(UserKind.ACCOUNT);
    assertThat(fixture.identities.tokens().list(alice.identity())).hasSize(1);
  }

  @Test
  void theOperatorGetsTheRefusalsThatAUserWouldGet() {
    SignUps signUps = fixture.identities.signUps();
    signedIn(fixture.register("Alice"));

    assertThat(signUps.add("a b", PASSWORD))
        .get()
        .extracting(Refusal::reason)
        .isEqualTo(Reason.NAME_INVALID);
    assertThat(signUps.add("Bob", "short"))
        .get()
        .extracting(Refusal::reason)
        .isEqualTo(Reason.PASSWORD_INVALID);
    assertThat(signUps.add("ALICE", PASSWORD))
        .get()
        .extracting(Refusal::reason)
        .isEqualTo(Reason.NAME_REGISTERED);
  }

  @Test
  void guestsAreRefusedWhereTheyAreNotAllowed() {
    fixture.restart(new GuestConfig(false, 1, 1));

    assertThat(refused(fixture.asGuest("Bob"), Reason.NO_GUESTS).sentence()).contains("register");
    signedIn(fixture.register("Bob"));
  }

  @Test
  void theGuestsAreLimited() {
    signedIn(fixture.asGuest("Ann"));
    SignedIn bob = signedIn(fixture.asGuest("Bob"));
    signedIn(fixture.asGuest("Cid"));

    assertThat(refused(fixture.asGuest("Dan"), Reason.TOO_MANY_GUESTS).sentence()).contains("3");
    fixture.restart();
    refused(fixture.asGuest("Dan"), Reason.TOO_MANY_GUESTS);

    fixture.identities.tokens().signOut(bob.identity());
    signedIn(fixture.asGuest("Dan"));
  }

  @Test
  @Holds({"account.registrations-at-once-max", "guest.sign-ins-at-once-max"})
  void anAddressThatMakesUsersWithoutEndIsSlowedDown() {
    fixture.restart(new GuestConfig(true, 10_000, 10_000));
    for (int i = 0; i < 500; i++) {
      signedIn(fixture.register("account" + i));
      signedIn(fixture.asGuest("guest" + i));
    }

    // Refused before the name is checked, even when it is invalid.
    Refusal account = refused(fixture.register("a b"), Reason.THROTTLED);
    Refusal guest = refused(fixture.asGuest("a b"), Reason.THROTTLED);

    fixture.time.pass(Duration.ofMillis(guest.retryAfterMs()));
    signedIn(fixture.asGuest("one.more"));
    fixture.time.pass(Duration.ofMillis(account.retryAfterMs()));
    signedIn(fixture.register("two.more"));
  }

  @Test
  void aStoreThatFailsLeavesNoNameHeld() {
    AtomicBoolean failed = new AtomicBoolean();
    Accounts failing =
        IdentitiesFixture.watched(
            MemoryStore.create(1).accounts(),
            call -> {
              if (call.equals("addAccount") && !failed.getAndSet(true)) {
                throw new AccountsException(
                    "disk full", new IllegalStateException(), AccountsException.Reason.DISK_FULL);
              }
            });
    try (IdentitiesFixture broken = new IdentitiesFixture(failing)) {
      assertThatThrownBy(() -> broken.register("Alice")).isInstanceOf(AccountsException.class);
      signedIn(broken.register("Alice"));
    }
  }
}
