package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Account;
import gochat.account.AccountDeletion;
import gochat.account.Accounts;
import gochat.account.Accounts.Addition;
import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.DeletedAccount;
import gochat.account.Accounts.NewAccount;
import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The contract of [Accounts] on what administrators do.
abstract class AccountStatesContract extends StoreContract.PortContract {
  private static final String PASSWORD = "$hash";
  private static final int MANY = 100;
  private static final long CREATED_MS = 1_000;
  private static final long EXPIRES_MS = 2_000;

  AccountStatesContract(StoreContract backend) {
    super(backend);
  }

  private Accounts accounts() {
    return store().accounts();
  }

  private User account(String name) {
    return add(name, UserKind.ACCOUNT, null);
  }

  private User add(String name, UserKind kind, @Nullable String invitation) {
    User user = new User(UUID.randomUUID(), UserName.stored(name), kind);
    NewAccount added = new NewAccount(user, PASSWORD, CREATED_MS, null, invitation);
    assertThat(accounts().addAccount(added)).isEqualTo(Addition.ADDED);
    return user;
  }

  /// Two administrators.
  private List<User> administrators() {
    Invitation invitation =
        new Invitation(
            UUID.randomUUID(),
            new Terms(UserKind.ADMINISTRATOR, 2, List.of(), ""),
            0,
            CREATED_MS,
            EXPIRES_MS);
    store().invitations().add(invitation, "hash");
    return List.of(
        add("root", UserKind.ADMINISTRATOR, "hash"), add("other", UserKind.ADMINISTRATOR, "hash"));
  }

  private static StoredToken token(User user, int number) {
    byte[] hash = new byte[32];
    hash[0] = (byte) number;
    TokenInfo info =
        new TokenInfo(UUID.randomUUID(), "label", "", CREATED_MS, CREATED_MS + number, 1_000_000);
    return new StoredToken(user.id(), new TokenHash(hash), info);
  }

  private StoredToken signIn(User user, int number) {
    StoredToken token = token(user, number);
    assertThat(accounts().addToken(token, PASSWORD, MANY)).isPresent();
    return token;
  }

  private static List<String> names(List<Account> accounts) {
    return accounts.stream().map(account -> account.user().name().toString()).toList();
  }

  @Test
  void accountsAreListedByNameWithTheirSessions() {
    User bob = account("Bob");
    User alice = account("alice");
    User guest = new User(UUID.randomUUID(), UserName.stored("Ann"), UserKind.GUEST);
    accounts().addGuest(guest, token(guest, 1));
    signIn(alice, 1);
    signIn(alice, 3);
    signIn(alice, 2);
    accounts().disable(bob.id());

    reopen();
    assertThat(accounts().list("", "", MANY))
        .containsExactly(
            new Account(alice, false, 0, CREATED_MS, 3, CREATED_MS + 3),
            new Account(bob, true, 0, CREATED_MS, 0, 0));
  }

  @Test
  void aListHasABeginningAndAnEnd() {
    for (String name : List.of("al", "Alice", "alf", "am", "bob", "你好", "𐐨", "ｚ", "éa")) {
      account(name);
    }

    List<String> all = names(accounts().list("", "", MANY));
    assertThat(all).hasSize(9).startsWith("al", "alf", "Alice", "am", "bob");
    List<String> paged = new ArrayList<>();
    List<Account> page = accounts().list("", "", 2);
    while (!page.isEmpty()) {
      paged.addAll(names(page));
      page = accounts().list("", page.getLast().user().name().folded(), 2);
    }
    assertThat(paged).isEqualTo(all);
    assertThat(names(accounts().list("al", "", MANY))).containsExactly("al", "alf", "Alice");
    assertThat(names(accounts().list("al", "al", 1))).containsExactly("alf");
    assertThat(names(accounts().list("am", "al", MANY))).containsExactly("am");
    assertThat(names(accounts().list("你", "", MANY))).containsExactly("你好");
    assertThat(accounts().list("b%", "", MANY)).isEmpty();
    assertThat(accounts().list("al", "am", MANY)).isEmpty();
  }

  @Test
  void aDisabledAccountHasNoSessionAndGetsNoneUntilItIsEnabled() {
    User alice = account("Alice");
    User bob = account("Bob");
    StoredToken ended = signIn(alice, 1);
    StoredToken other = signIn(bob, 2);

    assertThat(accounts().disable(alice.id())).contains(List.of(ended.info().id()));

    reopen();
    assertThat(accounts().bearer(ended.info().id())).isEmpty();
    assertThat(accounts().bearer(other.info().id())).isPresent();
    assertThat(accounts().credentials(alice.name()))
        .contains(new Credentials(alice, PASSWORD, true, 0));
    assertThat(accounts().addToken(token(alice, 3), PASSWORD, MANY)).isEmpty();
    assertThat(accounts().disable(alice.id())).contains(List.of());
    assertThat(accounts().find(alice.name())).contains(alice);

    assertThat(accounts().enable(alice.id(), AT)).isTrue();

    reopen();
    assertThat(accounts().credentials(alice.name()))
        .contains(new Credentials(alice, PASSWORD, false, 0));
    signIn(alice, 4);
  }

  @Test
  void aDeletedAccountIsThereForAdministratorsOnlyUntilItIsErased() {
    User alice = account("Alice");
    User bob = account("Bob");
    StoredToken ended = signIn(alice, 1);
    accounts().setReset(alice.id(), new PasswordReset("reset", AT + 1_000));
    assertThat(accounts().setRecoveryCodes(alice.id(), PASSWORD, List.of("one", "two"))).isTrue();

    assertThat(accounts().delete(alice.id(), new AccountDeletion(AT, false)))
        .contains(List.of(ended.info().id()));
    // The time of the erasure stays.
    assertThat(accounts().delete(alice.id(), new AccountDeletion(AT + 7, true)))
        .contains(List.of());

    reopen();
    assertThat(accounts().bearer(ended.info().id())).isEmpty();
    assertThat(accounts().addToken(token(alice, 3), PASSWORD, MANY)).isEmpty();
    assertThat(accounts().find(alice.id())).isEmpty();
    assertThat(accounts().find(alice.name())).isEmpty();
    assertThat(accounts().find(List.of(alice.id(), bob.id()), List.of(alice.name())))
        .containsExactly(bob);
    assertThat(accounts().findAlike(alice.name())).contains(alice);
    assertThat(accounts().credentials(alice.name()))
        .contains(new Credentials(alice, PASSWORD, true, true, 0));
    assertThat(accounts().list("al", "", MANY))
        .containsExactly(new Account(alice, true, AT, CREATED_MS, 0, 0));
    assertThat(accounts().deleted())
        .containsExactly(new DeletedAccount(alice, new AccountDeletion(AT, true)));

    assertThat(accounts().enable(alice.id(), AT)).isFalse();
    accounts().erase(alice.id(), AT - 1);
    accounts().erase(bob.id(), AT);
    assertThat(accounts().findAlike(alice.name())).contains(alice);
    assertThat(accounts().find(bob.id())).contains(bob);
    accounts().erase(alice.id(), AT);

    reopen();
    assertThat(accounts().deleted()).isEmpty();
    assertThat(accounts().findAlike(alice.name())).isEmpty();
    assertThat(accounts().credentials(alice.name())).isEmpty();
    assertThat(accounts().resetting("reset", AT)).isEmpty();
    assertThat(accounts().resetting("one", AT)).isEmpty();
    assertThat(accounts().recoveryCodes(alice.id())).isZero();
    account("ALICE");
  }

  @Test
  void aRestoredAccountIsAsBefore() {
    User alice = account("Alice");
    assertThat(accounts().delete(alice.id(), new AccountDeletion(AT, true))).isPresent();

    assertThat(accounts().enable(alice.id(), AT - 1)).isTrue();

    reopen();
    assertThat(accounts().deleted()).isEmpty();
    assertThat(accounts().find(alice.name())).contains(alice);
    accounts().erase(alice.id(), Long.MAX_VALUE);
    signIn(alice, 1);
  }

  @Test
  void theLastAdministratorCanNotBeDeleted() {
    List<User> both = administrators();
    AccountDeletion deletion = new AccountDeletion(AT, false);

    assertThat(accounts().delete(both.getFirst().id(), deletion)).isPresent();
    assertThat(accounts().delete(both.getLast().id(), deletion)).isEmpty();

    assertThat(accounts().deleted())
        .extracting(DeletedAccount::user)
        .containsExactly(both.getFirst());
  }

  @Test
  void theLastAdministratorCanNotBeDisabled() {
    List<User> both = administrators();
    StoredToken kept = signIn(both.getLast(), 1);

    assertThat(accounts().disable(both.getFirst().id())).isPresent();
    assertThat(accounts().disable(both.getLast().id())).isEmpty();

    assertThat(accounts().bearer(kept.info().id())).isPresent();
    assertThat(accounts().enable(both.getFirst().id(), AT)).isTrue();
    assertThat(accounts().disable(both.getLast().id())).contains(List.of(kept.info().id()));
    assertThat(accounts().hasAdministrator()).isTrue();
  }

  @Test
  void administratorsWhoDisableEachOtherLeaveOne() throws Exception {
    List<User> both = administrators();
    List<Callable<Optional<List<UUID>>>> changes =
        both.stream()
            .<Callable<Optional<List<UUID>>>>map(user -> () -> accounts().disable(user.id()))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int disabled = 0;
      for (Future<Optional<List<UUID>>> outcome : threads.invokeAll(changes)) {
        disabled += outcome.get().isPresent() ? 1 : 0;
      }
      assertThat(disabled).isEqualTo(1);
    }
  }

  @Test
  void anAccountBecomesAnAdministratorAndIsOneNoMore() {
    User root = add("root", UserKind.ADMINISTRATOR, null);
    User alice = account("Alice");
    StoredToken token = signIn(alice, 1);

    assertThat(accounts().setKind(alice.id(), UserKind.ADMINISTRATOR)).isTrue();
    assertThat(accounts().setKind(alice.id(), UserKind.ADMINISTRATOR)).isTrue();

    reopen();
    User promoted = new User(alice.id(), alice.name(), UserKind.ADMINISTRATOR);
    assertThat(accounts().find(alice.id())).contains(promoted);
    assertThat(accounts().recentBearer(token.info().id()).orElseThrow().user()).isEqualTo(promoted);
    assertThat(accounts().setKind(root.id(), UserKind.ACCOUNT)).isTrue();
    assertThat(accounts().disable(root.id())).isPresent();
    assertThat(accounts().disable(alice.id())).isEmpty();
  }

  @Test
  void theLastAdministratorWhoIsNotDisabledStaysOne() {
    List<User> both = administrators();
    assertThat(accounts().disable(both.getFirst().id())).isPresent();

    assertThat(accounts().setKind(both.getLast().id(), UserKind.ACCOUNT)).isFalse();
    assertThat(accounts().find(both.getLast().id())).contains(both.getLast());
    assertThat(accounts().setKind(both.getFirst().id(), UserKind.ACCOUNT)).isTrue();
    assertThat(accounts().setKind(account("Alice").id(), UserKind.ACCOUNT)).isTrue();
  }

  @Test
  void administratorsWhoTakeTheRoleFromEachOtherLeaveOne() throws Exception {
    List<User> both = administrators();
    List<Callable<Boolean>> changes =
        List.of(
            () -> accounts().setKind(both.getFirst().id(), UserKind.ACCOUNT),
            () -> accounts().disable(both.getLast().id()).isPresent());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int made = 0;
      for (Future<Boolean> outcome : threads.invokeAll(changes)) {
        made += outcome.get() ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
  }

  @Test
  void theSessionsOfAnAccountEnd() {
    User alice = account("Alice");
    UUID first = signIn(alice, 1).info().id();
    UUID second = signIn(alice, 2).info().id();
    UUID other = signIn(account("Bob"), 3).info().id();

    assertThat(accounts().removeTokens(alice.id())).containsExactlyInAnyOrder(first, second);

    reopen();
    assertThat(accounts().tokens(alice.id())).isEmpty();
    assertThat(accounts().bearer(other)).isPresent();
    assertThat(accounts().removeTokens(alice.id())).isEmpty();
  }

  @Test
  void aResetChangesThePasswordOnceAndReplacesTheSessions() {
    User alice = account("Alice");
    StoredToken before = signIn(alice, 1);
    StoredToken after = token(alice, 2);
    accounts().setReset(alice.id(), new PasswordReset("reset", EXPIRES_MS));

    reopen();
    assertThat(accounts().bearer(before.info().id())).isPresent();
    assertThat(accounts().resetting("reset", EXPIRES_MS - 1))
        .contains(new Credentials(alice, PASSWORD, false, 0));
    assertThat(accounts().resetPassword("reset", EXPIRES_MS - 1, "changed", after))
        .contains(List.of(before.info().id()));

    reopen();
    assertThat(accounts().credentials(alice.name()))
        .contains(new Credentials(alice, "changed", false, EXPIRES_MS - 1));
    assertThat(accounts().tokens(alice.id())).containsExactly(after.info());
    assertThat(accounts().resetting("reset", CREATED_MS)).isEmpty();
    assertThat(accounts().resetPassword("reset", CREATED_MS, "again", token(alice, 3))).isEmpty();
  }

  @Test
  void eachRecoveryCodeChangesThePasswordOnceAndReplacesTheSessions() {
    User alice = account("Alice");
    StoredToken before = signIn(alice, 1);
    StoredToken after = token(alice, 2);
    accounts().setReset(alice.id(), new PasswordReset("reset", EXPIRES_MS));
    assertThat(accounts().setRecoveryCodes(alice.id(), PASSWORD, List.of("one", "two"))).isTrue();

    reopen();
    assertThat(accounts().recoveryCodes(alice.id())).isEqualTo(2);
    assertThat(accounts().bearer(before.info().id())).isPresent();
    assertThat(accounts().resetting("two", CREATED_MS))
        .contains(new Credentials(alice, PASSWORD, false, 0));
    assertThat(accounts().resetPassword("two", CREATED_MS, "changed", after))
        .contains(List.of(before.info().id()));

    reopen();
    assertThat(accounts().credentials(alice.name()))
        .contains(new Credentials(alice, "changed", false, CREATED_MS));
    assertThat(accounts().tokens(alice.id())).containsExactly(after.info());
    assertThat(accounts().recoveryCodes(alice.id())).isEqualTo(1);
    assertThat(accounts().resetPassword("two", CREATED_MS, "again", token(alice, 3))).isEmpty();
    assertThat(accounts().resetting("reset", CREATED_MS)).isEmpty();
    assertThat(accounts().resetting("one", CREATED_MS)).isPresent();
  }

  @Test
  void recoveryCodesAreReplacedAndStayWithAnotherPassword() {
    User alice = account("Alice");
    User bob = account("Bob");
    assertThat(accounts().setRecoveryCodes(alice.id(), PASSWORD, List.of("old", "older"))).isTrue();
    assertThat(accounts().setRecoveryCodes(bob.id(), PASSWORD, List.of("bobs"))).isTrue();

    assertThat(accounts().setRecoveryCodes(alice.id(), PASSWORD, List.of("new"))).isTrue();
    accounts().changePassword(alice.id(), PASSWORD, "changed", UUID.randomUUID());

    reopen();
    assertThat(accounts().resetting("old", CREATED_MS)).isEmpty();
    assertThat(accounts().resetting("new", CREATED_MS).map(Credentials::user)).contains(alice);
    assertThat(accounts().resetting("bobs", CREATED_MS).map(Credentials::user)).contains(bob);
    assertThat(accounts().resetPassword("bobs", CREATED_MS, "x", token(alice, 1))).isEmpty();
    assertThat(accounts().setRecoveryCodes(alice.id(), PASSWORD, List.of("late"))).isFalse();
    accounts().disable(bob.id());
    assertThat(accounts().setRecoveryCodes(bob.id(), PASSWORD, List.of("late"))).isFalse();
    assertThat(accounts().resetPassword("bobs", CREATED_MS, "x", token(bob, 2))).isEmpty();
    assertThat(accounts().recoveryCodes(bob.id())).isEqualTo(1);
  }

  @Test
  void aResetEndsByItsTimeByAnotherOneAndByAnotherPassword() {
    User alice = account("Alice");
    accounts().setReset(alice.id(), new PasswordReset("first", EXPIRES_MS));
    accounts().setReset(alice.id(), new PasswordReset("second", EXPIRES_MS));

    assertThat(accounts().resetting("first", CREATED_MS)).isEmpty();
    assertThat(accounts().resetting("second", EXPIRES_MS)).isEmpty();
    assertThat(accounts().resetPassword("second", EXPIRES_MS, "x", token(alice, 1))).isEmpty();

    accounts().changePassword(alice.id(), PASSWORD, "changed", UUID.randomUUID());
    assertThat(accounts().resetting("second", CREATED_MS)).isEmpty();
  }

  @Test
  void aDisabledAccountKeepsItsPassword() {
    User alice = account("Alice");
    accounts().setReset(alice.id(), new PasswordReset("reset", EXPIRES_MS));
    accounts().disable(alice.id());

    assertThat(accounts().resetting("reset", CREATED_MS))
        .contains(new Credentials(alice, PASSWORD, true, 0));
    assertThat(accounts().resetPassword("reset", CREATED_MS, "x", token(alice, 1))).isEmpty();
    assertThat(accounts().credentials(alice.name()))
        .contains(new Credentials(alice, PASSWORD, true, 0));
  }

  @Test
  void allResetsEndTogether() {
    accounts().setReset(account("Alice").id(), new PasswordReset("first", EXPIRES_MS));
    accounts().setReset(account("Bob").id(), new PasswordReset("second", EXPIRES_MS));
    User carol = account("Carol");
    assertThat(accounts().setRecoveryCodes(carol.id(), PASSWORD, List.of("one", "two"))).isTrue();

    assertThat(accounts().removeResets()).isEqualTo(3);

    reopen();
    assertThat(accounts().resetting("first", CREATED_MS)).isEmpty();
    assertThat(accounts().resetting("one", CREATED_MS)).isEmpty();
    assertThat(accounts().removeResets()).isZero();
  }
}
