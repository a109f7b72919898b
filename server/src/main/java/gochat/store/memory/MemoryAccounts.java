package gochat.store.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import gochat.account.Account;
import gochat.account.AccountDeletion;
import gochat.account.Accounts;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Accounts and guests in memory.
final class MemoryAccounts implements Accounts {
  private final Map<UUID, User> users = new HashMap<>();
  private final Map<UUID, String> passwords = new HashMap<>();
  private final Map<UUID, Long> createdMs = new HashMap<>();
  private final Set<UUID> disabled = new HashSet<>();
  private final Map<UUID, AccountDeletion> deletions = new HashMap<>();
  private final Map<UUID, PasswordReset> resets = new HashMap<>();
  private final Map<UUID, Long> resetUsedMs = new HashMap<>();

  /// The account of each recovery code.
  private final Map<String, UUID> recoveries = new HashMap<>();

  private final MemoryTokens tokens = new MemoryTokens();
  private final MemoryInvitations invitations;

  MemoryAccounts(MemoryInvitations invitations) {
    this.invitations = invitations;
  }

  @Override
  public synchronized Addition addAccount(NewAccount account) {
    User user = account.user();
    if (first(other -> isAlike(other, user.name()) && !other.id().equals(user.id())).isPresent()) {
      return Addition.NAME_TAKEN;
    }
    if (account.invitation() != null) {
      if (!invitations.use(account.invitation(), account.createdMs())) {
        return Addition.INVITATION_ENDED;
      }
    } else if (user.kind() == UserKind.ADMINISTRATOR && hasAdministrator()) {
      return Addition.ADMINISTRATOR_EXISTS;
    }
    users.put(user.id(), user);
    passwords.put(user.id(), account.password());
    createdMs.put(user.id(), account.createdMs());
    if (account.token() != null) {
      tokens.add(account.token());
    }
    return Addition.ADDED;
  }

  @Override
  public synchronized Addition upgradeGuest(NewAccount account) {
    boolean isGuest =
        tokens
            .find(requireNonNull(account.token()).info().id())
            .filter(token -> token.user().equals(account.user().id()))
            .filter(token -> token.info().expiresMs() > 0)
            .flatMap(token -> find(token.user()))
            .filter(user -> user.kind() == UserKind.GUEST)
            .isPresent();
    return isGuest ? addAccount(account) : Addition.GUEST_ENDED;
  }

  @Override
  public synchronized Addition addGuest(User guest, StoredToken token) {
    if (findAlike(guest.name()).isPresent()) {
      return Addition.NAME_TAKEN;
    }
    users.put(guest.id(), guest);
    tokens.add(token);
    return Addition.ADDED;
  }

  @Override
  public synchronized Optional<User> find(UUID id) {
    return Optional.ofNullable(users.get(id)).filter(this::isThere);
  }

  private boolean isThere(User user) {
    return !deletions.containsKey(user.id());
  }

  @Override
  public synchronized Optional<User> find(UserName name) {
    return named(name).filter(this::isThere);
  }

  /// Also a deleted account.
  private Optional<User> named(UserName name) {
    return first(user -> user.name().equals(name));
  }

  @Override
  public synchronized List<User> find(Collection<UUID> ids, Collection<UserName> names) {
    return users.values().stream()
        .filter(user -> ids.contains(user.id()) || names.contains(user.name()))
        .filter(this::isThere)
        .toList();
  }

  @Override
  public synchronized Optional<User> findAlike(UserName name) {
    return named(name).or(() -> first(user -> isAlike(user, name)));
  }

  private static boolean isAlike(User user, UserName name) {
    return user.name().equals(name)
        || (user.kind().hasAccount()
            && !Collections.disjoint(user.name().skeletons(), name.skeletons()));
  }

  private Optional<User> first(Predicate<User> condition) {
    return users.values().stream().filter(condition).findFirst();
  }

  @Override
  public synchronized Optional<Credentials> credentials(UserName name) {
    return named(name).filter(user -> user.kind().hasAccount()).map(this::credentials);
  }

  private Credentials credentials(User account) {
    return new Credentials(
        account,
        requireNonNull(passwords.get(account.id())),
        disabled.contains(account.id()),
        deletions.containsKey(account.id()),
        resetUsedMs.getOrDefault(account.id(), 0L));
  }

  @Override
  public synchronized boolean hasAdministrator() {
    return first(user -> user.kind() == UserKind.ADMINISTRATOR).isPresent();
  }

  @Override
  public boolean wasOpen() {
    return false;
  }

  @Override
  public synchronized List<Bearer> guests() {
    return tokens
        .all()
        .flatMap(token -> find(token.user()).map(user -> new Bearer(user, token)).stream())
        .filter(bearer -> !bearer.user().kind().hasAccount())
        .toList();
  }

  @Override
  public synchronized void removeGuest(UUID id) {
    if (find(id).filter(user -> !user.kind().hasAccount()).isPresent()) {
      users.remove(id);
      List<UUID> _ = removeTokens(id);
    }
  }

  @Override
  public synchronized Optional<List<UUID>> addToken(
      StoredToken token, String password, int tokensMax) {
    if (!password.equals(passwords.get(token.user())) || disabled.contains(token.user())) {
      return Optional.empty();
    }
    List<UUID> stale = tokens.removeStale(token.user(), tokensMax - 1);
    tokens.add(token);
    return Optional.of(stale);
  }

  @Override
  public synchronized Optional<List<UUID>> changePassword(
      UUID account, String password, String changed, UUID kept) {
    if (!passwords.replace(account, password, changed)) {
      return Optional.empty();
    }
    resets.remove(account);
    return Optional.of(
        tokens.remove(token -> token.user().equals(account) && !token.info().id().equals(kept)));
  }

  @Override
  public synchronized Optional<Bearer> bearer(UUID tokenId) {
    return tokens
        .find(tokenId)
        .flatMap(token -> find(token.user()).map(user -> new Bearer(user, token)));
  }

  @Override
  public synchronized List<TokenInfo> tokens(UUID user) {
    return tokens.of(user);
  }

  @Override
  public synchronized void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs) {
    tokens.touch(tokenIds, usedMs, expiresMs);
  }

  @Override
  public synchronized boolean removeToken(UUID user, UUID tokenId) {
    return !tokens
        .remove(token -> token.user().equals(user) && token.info().id().equals(tokenId))
        .isEmpty();
  }

  @Override
  public synchronized List<UUID> removeExpired(long nowMs) {
    return tokens.remove(
        token -> token.info().expiresMs() <= nowMs && passwords.containsKey(token.user()));
  }

  @Override
  public synchronized List<Account> list(String prefix, String after, int max) {
    return users.values().stream()
        .filter(user -> user.kind().hasAccount())
        .filter(user -> user.name().folded().startsWith(prefix))
        .filter(user -> Arrays.compareUnsigned(place(user), after.getBytes(UTF_8)) > 0)
        .sorted((one, other) -> Arrays.compareUnsigned(place(one), place(other)))
        .limit(max)
        .map(this::account)
        .toList();
  }

  private static byte[] place(User user) {
    return user.name().folded().getBytes(UTF_8);
  }

  private Account account(User user) {
    List<TokenInfo> sessions = tokens(user.id());
    return new Account(
        user,
        disabled.contains(user.id()),
        isThere(user) ? 0 : requireNonNull(deletions.get(user.id())).dueMs(),
        requireNonNull(createdMs.get(user.id())),
        sessions.size(),
        sessions.stream().mapToLong(TokenInfo::lastUsedMs).max().orElse(0));
  }

  @Override
  public synchronized Optional<List<UUID>> disable(UUID account) {
    if (isLastAdministrator(account)) {
      return Optional.empty();
    }
    disabled.add(account);
    return Optional.of(removeTokens(account));
  }

  private boolean isLastAdministrator(UUID account) {
    return requireNonNull(users.get(account)).kind() == UserKind.ADMINISTRATOR
        && users.values().stream()
            .filter(user -> user.kind() == UserKind.ADMINISTRATOR)
            .map(User::id)
            .allMatch(id -> id.equals(account) || disabled.contains(id));
  }

  @Override
  public synchronized boolean setKind(UUID account, UserKind kind) {
    if (kind != UserKind.ADMINISTRATOR && isLastAdministrator(account)) {
      return false;
    }
    users.computeIfPresent(account, (id, user) -> new User(id, user.name(), kind));
    return true;
  }

  @Override
  public synchronized boolean enable(UUID account, long nowMs) {
    if (isDue(account, nowMs)) {
      return false;
    }
    disabled.remove(account);
    deletions.remove(account);
    return true;
  }

  private boolean isDue(UUID account, long nowMs) {
    AccountDeletion deletion = deletions.get(account);
    return deletion != null && deletion.dueMs() <= nowMs;
  }

  @Override
  public synchronized Optional<List<UUID>> delete(UUID account, AccountDeletion deletion) {
    Optional<List<UUID>> ended = disable(account);
    if (ended.isPresent()) {
      deletions.merge(
          account,
          deletion,
          (former, next) -> new AccountDeletion(former.dueMs(), next.erasesMessages()));
    }
    return ended;
  }

  @Override
  public synchronized List<DeletedAccount> deleted() {
    return deletions.keySet().stream()
        .sorted(Comparator.comparing(UUID::toString))
        .map(id ->
            new DeletedAccount(requireNonNull(users.get(id)), requireNonNull(deletions.get(id))))
        .toList();
  }

  @Override
  public synchronized void erase(UUID account, long nowMs) {
    if (isDue(account, nowMs)) {
      users.remove(account);
      passwords.remove(account);
      createdMs.remove(account);
      disabled.remove(account);
      deletions.remove(account);
      resets.remove(account);
      resetUsedMs.remove(account);
      recoveries.values().removeIf(account::equals);
    }
  }

  @Override
  public synchronized List<UUID> removeTokens(UUID account) {
    return tokens.remove(token -> token.user().equals(account));
  }

  @Override
  public synchronized void setReset(UUID account, PasswordReset reset) {
    resets.put(account, reset);
  }

  @Override
  public synchronized boolean setRecoveryCodes(UUID account, String password, List<String> hashes) {
    if (!password.equals(passwords.get(account)) || disabled.contains(account)) {
      return false;
    }
    recoveries.values().removeIf(account::equals);
    hashes.forEach(hash -> recoveries.put(hash, account));
    return true;
  }

  @Override
  public synchronized int recoveryCodes(UUID account) {
    return Collections.frequency(recoveries.values(), account);
  }

  @Override
  public synchronized Optional<Credentials> resetting(String hash, long nowMs) {
    return first(user -> hasCode(user.id(), hash, nowMs)).map(this::credentials);
  }

  private boolean hasCode(UUID user, String hash, long nowMs) {
    PasswordReset reset = resets.get(user);
    return user.equals(recoveries.get(hash))
        || (reset != null && reset.hash().equals(hash) && nowMs < reset.expiresMs());
  }

  @Override
  public synchronized Optional<List<UUID>> resetPassword(
      String code, long nowMs, String changed, StoredToken token) {
    UUID account = token.user();
    if (!hasCode(account, code, nowMs) || disabled.contains(account)) {
      return Optional.empty();
    }
    resets.remove(account);
    recoveries.remove(code);
    resetUsedMs.put(account, nowMs);
    passwords.put(account, changed);
    List<UUID> removed = removeTokens(account);
    tokens.add(token);
    return Optional.of(removed);
  }

  @Override
  public synchronized int removeResets() {
    Set<UUID> accounts = new HashSet<>(resets.keySet());
    accounts.addAll(recoveries.values());
    resets.clear();
    recoveries.clear();
    return accounts.size();
  }

  @Override
  public synchronized void endSessions() {
    List<UUID> _ = tokens.remove(token -> passwords.containsKey(token.user()));
    tokens.expire();
  }
}
