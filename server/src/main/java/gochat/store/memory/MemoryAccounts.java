package gochat.store.memory;

import gochat.account.Accounts;
import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Accounts and guests in memory.
final class MemoryAccounts implements Accounts {
  private final Map<UUID, User> users = new HashMap<>();
  private final Map<UUID, String> passwords = new HashMap<>();
  private final Map<UUID, StoredToken> tokens = new LinkedHashMap<>();
  private final MemoryInvitations invitations;

  MemoryAccounts(MemoryInvitations invitations) {
    this.invitations = invitations;
  }

  @Override
  public synchronized Addition addAccount(NewAccount account) {
    User user = account.user();
    if (findAlike(user.name()).isPresent()) {
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
    if (account.token() != null) {
      tokens.put(account.token().info().id(), account.token());
    }
    return Addition.ADDED;
  }

  @Override
  public synchronized Addition addGuest(User guest, StoredToken token) {
    if (findAlike(guest.name()).isPresent()) {
      return Addition.NAME_TAKEN;
    }
    users.put(guest.id(), guest);
    tokens.put(token.info().id(), token);
    return Addition.ADDED;
  }

  @Override
  public synchronized Optional<User> find(UUID id) {
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public synchronized Optional<User> find(UserName name) {
    return first(user -> user.name().equals(name));
  }

  @Override
  public synchronized List<User> find(Collection<UUID> ids, Collection<UserName> names) {
    return users.values().stream()
        .filter(user -> ids.contains(user.id()) || names.contains(user.name()))
        .toList();
  }

  @Override
  public synchronized Optional<User> findAlike(UserName name) {
    return find(name)
        .or(() ->
            first(user ->
                user.kind().hasAccount()
                    && !Collections.disjoint(user.name().skeletons(), name.skeletons())));
  }

  private Optional<User> first(Predicate<User> condition) {
    return users.values().stream().filter(condition).findFirst();
  }

  @Override
  public synchronized Optional<Credentials> credentials(UserName name) {
    return find(name)
        .flatMap(user ->
            Optional.ofNullable(passwords.get(user.id()))
                .map(password -> new Credentials(user, password)));
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
    return tokens.values().stream()
        .flatMap(token -> find(token.user()).map(user -> new Bearer(user, token)).stream())
        .filter(bearer -> !bearer.user().kind().hasAccount())
        .toList();
  }

  @Override
  public synchronized void removeGuest(UUID id) {
    if (find(id).filter(user -> !user.kind().hasAccount()).isPresent()) {
      users.remove(id);
      tokens.values().removeIf(token -> token.user().equals(id));
    }
  }

  @Override
  public synchronized Optional<List<UUID>> addToken(
      StoredToken token, String password, int tokensMax) {
    if (!password.equals(passwords.get(token.user()))) {
      return Optional.empty();
    }
    List<UUID> stale =
        tokens.values().stream()
            .filter(other -> other.user().equals(token.user()))
            .map(StoredToken::info)
            .sorted(
                Comparator.comparingLong(TokenInfo::lastUsedMs)
                    .thenComparingLong(TokenInfo::createdMs)
                    .reversed())
            .skip(tokensMax - 1)
            .map(TokenInfo::id)
            .toList();
    tokens.keySet().removeAll(stale);
    tokens.put(token.info().id(), token);
    return Optional.of(stale);
  }

  @Override
  public synchronized Optional<List<UUID>> changePassword(
      UUID account, String password, String changed, UUID kept) {
    if (!passwords.replace(account, password, changed)) {
      return Optional.empty();
    }
    return Optional.of(
        remove(token -> token.user().equals(account) && !token.info().id().equals(kept)));
  }

  private List<UUID> remove(Predicate<StoredToken> condition) {
    List<UUID> removed =
        tokens.values().stream().filter(condition).map(token -> token.info().id()).toList();
    tokens.keySet().removeAll(removed);
    return removed;
  }

  @Override
  public synchronized Optional<Bearer> bearer(UUID tokenId) {
    return Optional.ofNullable(tokens.get(tokenId))
        .flatMap(token -> find(token.user()).map(user -> new Bearer(user, token)));
  }

  @Override
  public synchronized List<TokenInfo> tokens(UUID user) {
    return tokens.values().stream()
        .filter(token -> token.user().equals(user))
        .map(StoredToken::info)
        .sorted(Comparator.comparingLong(TokenInfo::createdMs))
        .toList();
  }

  @Override
  public synchronized void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs) {
    for (UUID id : List.copyOf(tokenIds)) {
      tokens.computeIfPresent(id, (_, token) -> touched(token, usedMs, expiresMs));
    }
  }

  private static StoredToken touched(StoredToken token, long usedMs, long expiresMs) {
    TokenInfo info = token.info();
    return new StoredToken(
        token.user(),
        token.hash(),
        new TokenInfo(
            info.id(),
            info.label(),
            info.createdMs(),
            Math.max(info.lastUsedMs(), usedMs),
            Math.max(info.expiresMs(), expiresMs)));
  }

  @Override
  public synchronized boolean removeToken(UUID user, UUID tokenId) {
    return !remove(token -> token.user().equals(user) && token.info().id().equals(tokenId))
        .isEmpty();
  }

  @Override
  public synchronized List<UUID> removeExpired(long nowMs) {
    return new ArrayList<>(
        remove(token -> token.info().expiresMs() <= nowMs && passwords.containsKey(token.user())));
  }

  @Override
  public synchronized void endSessions() {
    tokens.values().removeIf(token -> find(token.user()).orElseThrow().kind().hasAccount());
    tokens.replaceAll((_, token) -> expired(token));
  }

  private static StoredToken expired(StoredToken token) {
    TokenInfo info = token.info();
    return new StoredToken(
        token.user(),
        token.hash(),
        new TokenInfo(info.id(), info.label(), info.createdMs(), info.lastUsedMs(), 0));
  }
}
