package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Accounts;
import gochat.account.Accounts.Addition;
import gochat.account.Accounts.Bearer;
import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.NewAccount;
import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The contract of [Accounts] on guests that become accounts.
abstract class GuestUpgradesContract extends StoreContract.PortContract {
  private static final String PASSWORD = "$hash";
  private static final long NOW_MS = 1_000;
  private static final long EXPIRES_MS = 2_000;

  GuestUpgradesContract(StoreContract backend) {
    super(backend);
  }

  private Accounts accounts() {
    return store().accounts();
  }

  private StoredToken guest(String name) {
    User guest = new User(UUID.randomUUID(), UserName.stored(name), UserKind.GUEST);
    StoredToken token = token(guest.id(), UUID.randomUUID(), 1, Long.MAX_VALUE);
    assertThat(accounts().addGuest(guest, token)).isEqualTo(Addition.ADDED);
    return token;
  }

  private static StoredToken token(UUID user, UUID id, int number, long expiresMs) {
    byte[] hash = new byte[32];
    hash[0] = (byte) number;
    return new StoredToken(
        user,
        new TokenHash(hash),
        new TokenInfo(id, "label " + number, "192.0.2." + number, number, number, expiresMs));
  }

  /// The account that a guest wants to be.
  private static NewAccount account(
      StoredToken guest, String name, UserKind kind, @Nullable String invitation) {
    User user = new User(guest.user(), UserName.stored(name), kind);
    StoredToken token = token(user.id(), guest.info().id(), 2, EXPIRES_MS);
    return new NewAccount(user, PASSWORD, NOW_MS, token, invitation);
  }

  private static NewAccount account(StoredToken guest, String name) {
    return account(guest, name, UserKind.ACCOUNT, null);
  }

  private void assertStays(StoredToken guest, String name) {
    reopen();
    User user = new User(guest.user(), UserName.stored(name), UserKind.GUEST);
    assertThat(accounts().guests()).containsExactly(new Bearer(user, guest));
    assertThat(accounts().find(UserName.stored(name))).contains(user);
    assertThat(accounts().credentials(UserName.stored(name))).isEmpty();
  }

  @Test
  void aGuestBecomesAnAccountOfTheSameIdAndName() {
    StoredToken guest = guest("Bob");
    NewAccount bob = account(guest, "BOB");

    assertThat(accounts().upgradeGuest(bob)).isEqualTo(Addition.ADDED);

    reopen();
    assertThat(accounts().guests()).isEmpty();
    assertThat(accounts().find(guest.user())).contains(bob.user());
    assertThat(accounts().credentials(UserName.stored("bob")))
        .contains(new Credentials(bob.user(), PASSWORD, false, 0));
    assertThat(accounts().find(guest.user()).map(found -> found.name().toString())).contains("BOB");
    assertThat(accounts().bearer(guest.info().id()))
        .contains(new Bearer(bob.user(), Optional.ofNullable(bob.token()).orElseThrow()));
    assertThat(accounts().list("", "", 10))
        .singleElement()
        .satisfies(listed -> assertThat(listed.createdMs()).isEqualTo(NOW_MS));
    assertThat(accounts().findAlike(UserName.stored("B0b"))).contains(bob.user());
    accounts().removeGuest(guest.user());
    assertThat(accounts().find(guest.user())).contains(bob.user());
  }

  @Test
  void anotherNameLeavesTheGuestsOneFree() {
    StoredToken guest = guest("Bob");

    assertThat(accounts().upgradeGuest(account(guest, "Robert"))).isEqualTo(Addition.ADDED);

    reopen();
    assertThat(accounts().find(UserName.stored("Bob"))).isEmpty();
    guest("Bob");
  }

  @Test
  void aTakenNameLeavesTheGuestAsItWas() {
    User paypal = new User(UUID.randomUUID(), UserName.stored("PayPal"), UserKind.ACCOUNT);
    StoredToken guest = guest("PaypaI");
    // The name of a guest does not keep others from one that looks like it.
    assertThat(
            accounts()
                .addAccount(paypal, PASSWORD, token(paypal.id(), UUID.randomUUID(), 3, EXPIRES_MS)))
        .isEqualTo(Addition.ADDED);

    for (String taken : List.of("PayPal", "paypal", "PaypaI")) {
      assertThat(accounts().upgradeGuest(account(guest, taken)))
          .as(taken)
          .isEqualTo(Addition.NAME_TAKEN);
    }
    assertStays(guest, "PaypaI");
  }

  @Test
  void anInvitationIsUsedOnceOrTheGuestStays() {
    StoredToken guest = guest("Bob");
    Invitation invitation =
        new Invitation(
            UUID.randomUUID(),
            new Terms(UserKind.ADMINISTRATOR, 1, List.of(), ""),
            0,
            0,
            EXPIRES_MS);
    store().invitations().add(invitation, "code");
    assertThat(accounts().upgradeGuest(account(guest, "Bob", UserKind.ACCOUNT, "wrong")))
        .isEqualTo(Addition.INVITATION_ENDED);
    assertStays(guest, "Bob");

    assertThat(accounts().upgradeGuest(account(guest, "Bob", UserKind.ADMINISTRATOR, "code")))
        .isEqualTo(Addition.ADDED);

    assertThat(store().invitations().all()).singleElement().matches(used -> used.uses() == 1);
    assertThat(accounts().hasAdministrator()).isTrue();
    StoredToken other = guest("Ann");
    assertThat(accounts().upgradeGuest(account(other, "Ann", UserKind.ADMINISTRATOR, null)))
        .isEqualTo(Addition.ADMINISTRATOR_EXISTS);
    assertStays(other, "Ann");
  }

  @Test
  void aGuestThatIsGoneOrWhoseTokenHasExpiredBecomesNoAccount() {
    StoredToken gone = guest("Bob");
    accounts().removeGuest(gone.user());
    assertThat(accounts().upgradeGuest(account(gone, "Bob"))).isEqualTo(Addition.GUEST_ENDED);

    StoredToken expired = guest("Bob");
    accounts().endSessions();
    assertThat(accounts().upgradeGuest(account(expired, "Bob"))).isEqualTo(Addition.GUEST_ENDED);

    StoredToken other = guest("Ann");
    assertThat(accounts().upgradeGuest(account(other, "Ann"))).isEqualTo(Addition.ADDED);
    assertThat(accounts().upgradeGuest(account(other, "Ann"))).isEqualTo(Addition.GUEST_ENDED);

    reopen();
    assertThat(accounts().find(gone.user())).isEmpty();
    assertThat(accounts().find(expired.user()).map(User::kind)).contains(UserKind.GUEST);
  }

  @Test
  void ofTwoWhoWantTheNameOfAGuestOnlyTheGuestGetsIt() throws Exception {
    StoredToken guest = guest("Bob");
    User other = new User(UUID.randomUUID(), UserName.stored("bob"), UserKind.ACCOUNT);
    NewAccount stranger = new NewAccount(other, PASSWORD, NOW_MS, null, null);
    List<Callable<Addition>> both =
        List.of(
            () -> accounts().addAccount(stranger),
            () -> accounts().upgradeGuest(account(guest, "Bob")));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Addition>> outcomes = threads.invokeAll(both);
      assertThat(outcomes.getFirst().get()).isEqualTo(Addition.NAME_TAKEN);
      assertThat(outcomes.getLast().get()).isEqualTo(Addition.ADDED);
    }
  }
}
