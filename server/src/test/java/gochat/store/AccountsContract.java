package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Accounts;
import gochat.account.Accounts.Addition;
import gochat.account.Accounts.Bearer;
import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.NewAccount;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of [Accounts].
abstract class AccountsContract extends StoreContract.PortContract {
  private static final int MANY = 100;
  private static final String PASSWORD = "$hash$of Alice's";

  AccountsContract(StoreContract backend) {
    super(backend);
  }

  @SuppressWarnings("NullAway.Init") // set before each test
  private Accounts accounts;

  @BeforeEach
  void findAccounts() {
    accounts = store().accounts();
  }

  private void reopenAccounts() {
    reopen();
    accounts = store().accounts();
  }

  @Test
  void aNewStoreHasNoUsers() {
    assertThat(accounts.find(userName("Alice"))).isEmpty();
    assertThat(accounts.findAlike(userName("Alice"))).isEmpty();
    assertThat(accounts.find(UUID.randomUUID())).isEmpty();
    assertThat(accounts.credentials(userName("Alice"))).isEmpty();
    assertThat(accounts.bearer(UUID.randomUUID())).isEmpty();
    assertThat(accounts.guests()).isEmpty();
    assertThat(accounts.hasAdministrator()).isFalse();
  }

  @Test
  void anAccountIsFoundByItsNameAndIdAndToken() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken token = token(alice, 1);

    assertThat(accounts.addAccount(alice, PASSWORD, token)).isEqualTo(Addition.ADDED);

    reopenAccounts();
    assertThat(accounts.find(alice.id())).contains(alice);
    assertThat(accounts.find(userName("ALICE"))).contains(alice);
    assertThat(accounts.credentials(userName("alice")))
        .contains(new Credentials(alice, PASSWORD, false, 0));
    assertThat(accounts.bearer(token.info().id())).contains(new Bearer(alice, token));
    assertThat(accounts.tokens(alice.id())).containsExactly(token.info());
  }

  @Test
  void anAccountCanBeAddedWithoutAToken() {
    User alice = user("Alice", UserKind.ACCOUNT);

    assertThat(accounts.addAccount(new NewAccount(alice, PASSWORD, 1, null, null)))
        .isEqualTo(Addition.ADDED);

    reopenAccounts();
    assertThat(accounts.credentials(userName("alice")))
        .contains(new Credentials(alice, PASSWORD, false, 0));
    assertThat(accounts.tokens(alice.id())).isEmpty();
    assertThat(addAccount("ALICE")).isEqualTo(Addition.NAME_TAKEN);
  }

  @Test
  void accountsOfThisVersionAreNotOfOneThatLetEverybodyRegister() {
    account("Alice");

    reopenAccounts();
    assertThat(accounts.wasOpen()).isFalse();
  }

  @Test
  void usersAreFoundTogetherByIdsAndNamesEachOnce() {
    User alice = account("Alice");
    User bob = account("小明");
    account("Eve");

    assertThat(
            accounts.find(
                List.of(alice.id(), UUID.randomUUID()),
                List.of(userName("ALICE"), userName("小明"), userName("nobody"))))
        .containsExactlyInAnyOrder(alice, bob);
    assertThat(accounts.find(List.of(bob.id()), List.of())).containsExactly(bob);
    assertThat(accounts.find(List.of(), List.of())).isEmpty();
  }

  @Test
  void aNameIsKeptAsItWasTyped() {
    User alice = account("Ａｌｉｃｅ");

    assertThat(accounts.find(userName("alice")))
        .hasValueSatisfying(found -> assertThat(found.name()).hasToString("Ａｌｉｃｅ"));
    assertThat(alice.name()).isEqualTo(userName("alice"));
  }

  @Test
  void aLabelIsKeptAsItCame() {
    User alice = user("Alice", UserKind.ACCOUNT);
    TokenInfo info = new TokenInfo(UUID.randomUUID(), "a\0b \u202e😀", "2001:db8::1", 1, 2, 3);
    accounts.addAccount(alice, PASSWORD, new StoredToken(alice.id(), hash(), info));

    assertThat(accounts.tokens(alice.id())).containsExactly(info);
  }

  @Test
  void aNameBelongsToOneUserOnly() {
    account("Alice");
    guest("Bob");

    for (String taken : List.of("Alice", "ALICE", "ａｌｉｃｅ", "Bob", "BOB")) {
      assertThat(addAccount(taken)).as(taken).isEqualTo(Addition.NAME_TAKEN);
      assertThat(addGuest(taken)).as(taken).isEqualTo(Addition.NAME_TAKEN);
    }
  }

  @Test
  void aNameThatLooksLikeTheOneOfAnAccountIsTaken() {
    User admin = account("admin");
    account("PayPal");

    // The first one is a Cyrillic letter.
    for (String confusable : List.of("\u0430dmin", "\u0410DMIN", "adrnin", "PaypaI")) {
      assertThat(addAccount(confusable)).as(confusable).isEqualTo(Addition.NAME_TAKEN);
      assertThat(addGuest(confusable)).as(confusable).isEqualTo(Addition.NAME_TAKEN);
    }
    assertThat(accounts.find(userName("\u0430dmin"))).isEmpty();
    assertThat(accounts.findAlike(userName("\u0430dmin"))).contains(admin);
  }

  @Test
  void aNameMayLookLikeTheOneOfAGuest() {
    guest("admin");

    assertThat(accounts.findAlike(userName("\u0430dmin"))).isEmpty();
    assertThat(addGuest("\u0430dmin")).isEqualTo(Addition.ADDED);
    assertThat(addAccount("adrnin")).isEqualTo(Addition.ADDED);
  }

  @Test
  void onlyOneOfManyThatRegisterANameAtOnceGetsIt() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Addition>> tries = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        String name = i % 2 == 0 ? "admin" : "\u0430dmin";
        tries.add(() -> addAccount(name));
      }
      List<Addition> outcomes = new ArrayList<>();
      for (Future<Addition> outcome : threads.invokeAll(tries)) {
        outcomes.add(outcome.get());
      }
      assertThat(outcomes).containsOnlyOnce(Addition.ADDED);
      assertThat(Collections.frequency(outcomes, Addition.NAME_TAKEN)).isEqualTo(MANY - 1);
    }
  }

  @Test
  void thereIsOneAdministrator() {
    User root = user("root", UserKind.ADMINISTRATOR);
    User other = user("other", UserKind.ADMINISTRATOR);

    assertThat(accounts.addAccount(root, PASSWORD, token(root, 1))).isEqualTo(Addition.ADDED);
    assertThat(accounts.addAccount(other, PASSWORD, token(other, 1)))
        .isEqualTo(Addition.ADMINISTRATOR_EXISTS);

    reopenAccounts();
    assertThat(accounts.hasAdministrator()).isTrue();
    assertThat(accounts.find(root.id())).contains(root);
    assertThat(accounts.find(other.id())).isEmpty();
    assertThat(accounts.tokens(other.id())).isEmpty();
  }

  @Test
  void aGuestHasAnIdentityButNoPassword() {
    User bob = user("Bob", UserKind.GUEST);
    StoredToken token = token(bob, 1);
    accounts.addGuest(bob, token);
    account("Alice");

    reopenAccounts();
    assertThat(accounts.guests()).containsExactly(new Bearer(bob, token));
    assertThat(accounts.bearer(token.info().id())).contains(new Bearer(bob, token));
    assertThat(accounts.credentials(userName("Bob"))).isEmpty();
  }

  @Test
  void aRemovedGuestLeavesNothingBehind() {
    User bob = user("Bob", UserKind.GUEST);
    StoredToken token = token(bob, 1);
    accounts.addGuest(bob, token);

    accounts.removeGuest(bob.id());
    accounts.removeGuest(bob.id());

    assertThat(accounts.find(bob.id())).isEmpty();
    assertThat(accounts.bearer(token.info().id())).isEmpty();
    assertThat(addGuest("Bob")).isEqualTo(Addition.ADDED);
  }

  @Test
  void anAccountIsNotRemovedAsAGuest() {
    User alice = account("Alice");

    accounts.removeGuest(alice.id());

    assertThat(accounts.find(alice.id())).contains(alice);
    assertThat(accounts.tokens(alice.id())).hasSize(1);
  }

  @Test
  void sessionsEndTogetherAndGuestsAreFoundUntilTheyAreRemoved() {
    User alice = user("Alice", UserKind.ACCOUNT);
    User bob = user("Bob", UserKind.GUEST);
    StoredToken token = token(alice, 1);
    accounts.addAccount(alice, PASSWORD, token);
    accounts.addGuest(bob, token(bob, 1));

    accounts.endSessions();

    reopenAccounts();
    assertThat(accounts.bearer(token.info().id())).isEmpty();
    assertThat(accounts.credentials(userName("Alice"))).isPresent();
    assertThat(accounts.guests())
        .singleElement()
        .satisfies(guest -> {
          assertThat(guest.user()).isEqualTo(bob);
          assertThat(guest.token().info().expiresMs()).isZero();
        });
  }

  @Test
  void aTokenIsAddedForThePasswordThatTheAccountHas() {
    User alice = account("Alice");
    StoredToken second = token(alice, 2);

    assertThat(accounts.addToken(second, PASSWORD, MANY)).contains(List.of());
    assertThat(accounts.addToken(token(alice, 3), "$hash$of another", MANY)).isEmpty();

    reopenAccounts();
    assertThat(accounts.tokens(alice.id())).hasSize(2).last().isEqualTo(second.info());
  }

  @Test
  void theTokenThatWasIdleForLongestMakesRoom() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken first = token(alice, 1);
    StoredToken second = token(alice, 2);
    StoredToken third = token(alice, 3);
    accounts.addAccount(alice, PASSWORD, first);
    accounts.addToken(second, PASSWORD, 2);
    accounts.touch(List.of(first.info().id()), 10, 20);

    assertThat(accounts.addToken(third, PASSWORD, 2)).contains(List.of(second.info().id()));
    assertThat(accounts.tokens(alice.id()))
        .extracting(TokenInfo::id)
        .containsExactly(first.info().id(), third.info().id());
  }

  @Test
  void anotherPasswordEndsAllTokensButOne() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken kept = token(alice, 1);
    StoredToken other = token(alice, 2);
    User bob = account("Bob");
    accounts.addAccount(alice, PASSWORD, kept);
    accounts.addToken(other, PASSWORD, MANY);

    assertThat(accounts.changePassword(alice.id(), PASSWORD, "changed", kept.info().id()))
        .contains(List.of(other.info().id()));

    reopenAccounts();
    assertThat(accounts.credentials(alice.name()))
        .contains(new Credentials(alice, "changed", false, 0));
    assertThat(accounts.tokens(alice.id())).containsExactly(kept.info());
    assertThat(accounts.tokens(bob.id())).hasSize(1);
  }

  @Test
  void aPasswordThatIsNoLongerTheAccountsChangesNothing() {
    User alice = account("Alice");

    assertThat(accounts.changePassword(alice.id(), "$hash$of another", "new", UUID.randomUUID()))
        .isEmpty();
    assertThat(accounts.credentials(alice.name()))
        .contains(new Credentials(alice, PASSWORD, false, 0));
    assertThat(accounts.tokens(alice.id())).hasSize(1);
  }

  @Test
  void theTimesOfATokenOnlyMoveForward() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken token = token(alice, 1_000);
    accounts.addAccount(alice, PASSWORD, token);

    accounts.touch(List.of(token.info().id(), UUID.randomUUID()), 5_000, 9_000);
    accounts.touch(List.of(token.info().id()), 4_000, 8_000);

    reopenAccounts();
    assertThat(accounts.tokens(alice.id()))
        .containsExactly(
            new TokenInfo(
                token.info().id(), token.info().label(), "192.0.2.1", 1_000, 5_000, 9_000));
  }

  @Test
  void aTokenIsRemovedForItsOwnerOnly() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken token = token(alice, 1);
    accounts.addAccount(alice, PASSWORD, token);
    User bob = account("Bob");

    assertThat(accounts.removeToken(bob.id(), token.info().id())).isFalse();
    assertThat(accounts.removeToken(alice.id(), token.info().id())).isTrue();
    assertThat(accounts.removeToken(alice.id(), token.info().id())).isFalse();

    reopenAccounts();
    assertThat(accounts.bearer(token.info().id())).isEmpty();
  }

  @Test
  void expiredTokensAreRemovedAndNamed() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken early = token(alice, 1_000);
    StoredToken late = token(alice, 2_000);
    accounts.addAccount(alice, PASSWORD, early);
    accounts.addToken(late, PASSWORD, MANY);

    assertThat(accounts.removeExpired(early.info().expiresMs() - 1)).isEmpty();
    assertThat(accounts.removeExpired(early.info().expiresMs())).containsExactly(early.info().id());
    assertThat(accounts.tokens(alice.id())).containsExactly(late.info());
  }

  @Test
  void aTokenThatWasReadAMomentAgoIsGoneWhenItIsRemoved() {
    User alice = user("Alice", UserKind.ACCOUNT);
    StoredToken token = token(alice, 1);
    UUID id = token.info().id();
    accounts.addAccount(alice, PASSWORD, token);
    assertThat(accounts.recentBearer(id)).contains(new Bearer(alice, token));

    accounts.touch(List.of(id), 5_000, 6_000);
    assertThat(accounts.recentBearer(id))
        .hasValueSatisfying(
            found -> assertThat(found.token().info().lastUsedMs()).isEqualTo(5_000));
    assertThat(accounts.removeToken(alice.id(), id)).isTrue();

    assertThat(accounts.recentBearer(id)).isEmpty();
  }

  @Test
  void theTokenOfAGuestGoesWithTheGuest() {
    User bob = user("Bob", UserKind.GUEST);
    StoredToken token = token(bob, 1);
    accounts.addGuest(bob, token);

    assertThat(accounts.removeExpired(token.info().expiresMs())).isEmpty();
    assertThat(accounts.guests()).extracting(Bearer::user).containsExactly(bob);
  }

  private User account(String name) {
    User user = user(name, UserKind.ACCOUNT);
    assertThat(accounts.addAccount(user, PASSWORD, token(user, 1))).isEqualTo(Addition.ADDED);
    return user;
  }

  private void guest(String name) {
    assertThat(addGuest(name)).isEqualTo(Addition.ADDED);
  }

  private Addition addAccount(String name) {
    User user = user(name, UserKind.ACCOUNT);
    return accounts.addAccount(user, PASSWORD, token(user, 1));
  }

  private Addition addGuest(String name) {
    User user = user(name, UserKind.GUEST);
    return accounts.addGuest(user, token(user, 1));
  }

  private static User user(String name, UserKind kind) {
    return new User(UUID.randomUUID(), userName(name), kind);
  }

  private static StoredToken token(User user, long createdMs) {
    return new StoredToken(
        user.id(),
        hash(),
        new TokenInfo(
            UUID.randomUUID(), "a test", "192.0.2.1", createdMs, createdMs, createdMs + 100));
  }

  private static TokenHash hash() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new TokenHash(bytes);
  }

  private static UserName userName(String typed) {
    return ((UserName.Check.Valid) UserName.check(typed)).name();
  }
}
